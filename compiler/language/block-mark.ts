/** The block that a place of the text names: where it gets its id, an input, or the place of a block without an id. */
import type { BlockDeclaration } from './blocks.ts';
import { touches, type SpecDocument } from './document.ts';
import type { TextRange } from './edits.ts';

export interface BlockMark extends TextRange {
  readonly id: string;
  readonly as: 'id' | 'input' | 'index' | 'position';
}

export function blockMark({ blocks, source }: SpecDocument, offset: number): BlockMark | undefined {
  for (const declaration of blocks.declarations) {
    const mark = declarationMark(declaration, source.text);
    if (touches(mark, offset)) return mark;
    const input = declaration.inputs.find(({ span }) => touches(span, offset));
    if (input === undefined) continue;
    return { id: input.id, as: input.byIndex ? 'index' : 'input', start: input.span.start, end: input.span.end };
  }
  return undefined;
}

/** Where a block is declared: its id, or what stands in the place of one. */
export function declarationMark({ id, idSpan, span }: BlockDeclaration, text: string): BlockMark {
  if (idSpan !== undefined) return { id, as: 'id', start: idSpan.start, end: idSpan.end };
  // `{`, `[`, `:` or the word `stem`, `block`, `entry`.
  const length = /^\w+|^./su.exec(text.slice(span.start, span.start + 16))?.[0].length ?? 0;
  return { id, as: 'position', start: span.start, end: span.start + length };
}
