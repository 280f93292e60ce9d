/** From a block's name to its declaration and to everything that names it. */
import { propertyOf } from '../syntax/path.ts';
import { blockMark, declarationMark } from './block-mark.ts';
import { placeOf } from './diagnostics.ts';
import { documentOf, type LanguageOptions, type SpecForm } from './document.ts';
import type { Place, TextRange } from './edits.ts';

/** Where the block under the cursor is declared: in this text, or in the one that it extends. */
export function definitionAt(
  text: string,
  form: SpecForm,
  offset: number,
  options?: LanguageOptions,
): readonly Place[] {
  const document = documentOf(text, form, options);
  const mark = blockMark(document, offset);
  if (mark === undefined) return [];
  const { blocks, source } = document;
  const own = blocks.declarations
    .filter(({ id }) => id === mark.id)
    .map((found) => rangeOf(declarationMark(found, text)));
  const inherited = blocks.inherited.get(mark.id);
  const span =
    inherited === undefined ? undefined : (propertyOf(inherited.node, 'id')?.value.span ?? inherited.node.span);
  const base = placeOf(span, source);
  return base === undefined ? own : [...own, base];
}

/** A place that names a block. */
export interface BlockPlace extends TextRange {
  readonly isDeclaration: boolean;
}

/** Every place of this text that names the block under the cursor, its declarations included, in the order of the text. */
export function referencesAt(
  text: string,
  form: SpecForm,
  offset: number,
  options?: LanguageOptions,
): readonly BlockPlace[] {
  const document = documentOf(text, form, options);
  const id = blockMark(document, offset)?.id;
  if (id === undefined) return [];
  return document.blocks.declarations
    .flatMap((declaration) => [
      ...(declaration.id === id ? [{ ...rangeOf(declarationMark(declaration, text)), isDeclaration: true }] : []),
      ...declaration.inputs
        .filter((input) => input.id === id)
        .map(({ span }) => ({ ...rangeOf(span), isDeclaration: false })),
    ])
    .sort((a, b) => a.start - b.start);
}

function rangeOf({ start, end }: TextRange): TextRange {
  return { start, end };
}
