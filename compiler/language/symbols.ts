/** The outline of a spec: its blocks. */
import { propertyOf } from '../syntax/path.ts';
import { declarationMark } from './block-mark.ts';
import { documentOf, type LanguageOptions, type SpecForm } from './document.ts';
import type { TextRange } from './edits.ts';
import { describe } from './offers.ts';

export interface BlockSymbol extends TextRange {
  readonly id: string;
  /** `L4 bottleneck ← b5 b10 → P4` */
  readonly detail: string;
  readonly part: 'stem' | 'blocks';
  /** Where its id is, or what stands in the place of one. */
  readonly mark: TextRange;
}

/** In the order of the text. */
export function symbolsOf(text: string, form: SpecForm, options?: LanguageOptions): readonly BlockSymbol[] {
  const { blocks } = documentOf(text, form, options);
  return blocks.declarations
    .map((declaration) => {
      const { id, part, node, span, inputs } = declaration;
      const edges = inputs.length === 0 ? '' : `← ${inputs.map((input) => input.id).join(' ')}`;
      const output = propertyOf(node, 'output')?.value;
      const level = propertyOf(node, 'level')?.value;
      const isOutput = output?.kind === 'scalar' && output.value === true && level?.kind === 'scalar';
      const changed = node.properties.map(({ key }) => key).filter((key) => key !== 'id');
      const words = [
        describe(node) || `changes ${changed.join(', ')}`,
        edges,
        isOutput ? `→ P${String(level.value)}` : '',
      ];
      const { start, end } = declarationMark(declaration, text);
      const detail = words.filter((word) => word !== '').join(' ');
      return { id, detail, part, start: span.start, end: span.end, mark: { start, end } };
    })
    .sort((a, b) => a.mark.start - b.mark.start);
}
