/** Which field of a spec a place of its text is about. */
import type { PathStep, SpecNode } from '../syntax/ast.ts';
import { touches } from './document.ts';
import type { TextRange } from './edits.ts';

export interface FieldPlace extends TextRange {
  readonly path: readonly PathStep[];
}

/**
 * The field whose name or plain value the cursor touches; of several the shortest. In `.spine` a field of an object may stand
 * anywhere, not just between the ends of the object, so the whole tree is looked at.
 */
export function fieldPlaceAt(root: SpecNode, offset: number): FieldPlace | undefined {
  let best: FieldPlace | undefined;
  const consider = (span: TextRange | undefined, path: readonly PathStep[]): void => {
    if (span === undefined || !touches(span, offset)) return;
    if (best === undefined || span.end - span.start < best.end - best.start)
      best = { start: span.start, end: span.end, path };
  };
  const visit = (node: SpecNode, path: readonly PathStep[]): void => {
    if (node.kind === 'array') node.items.forEach((item, index) => visit(item, [...path, index]));
    else if (node.kind === 'scalar') consider(node.span, path);
    else
      for (const { key, keySpan, value } of node.properties) {
        consider(keySpan, [...path, key]);
        visit(value, [...path, key]);
      }
  };
  visit(root, []);
  return best;
}
