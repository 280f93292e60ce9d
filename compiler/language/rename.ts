/**
 * Another id for a block, everywhere in its text. An input that counts blocks (`<- 5 10`) stays as it is and keeps meaning
 * the same block; a block without an id is given one.
 */
import { idProblem } from '../check/names.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { quote } from '../schema/describe.ts';
import { printName } from '../syntax/spine/print-word.ts';
import { blockMark } from './block-mark.ts';
import type { BlockDeclaration } from './blocks.ts';
import { documentOf, type LanguageOptions, type SpecDocument, type SpecForm } from './document.ts';
import type { TextEdit, TextRange } from './edits.ts';

export type Rename = { readonly edits: readonly TextEdit[] } | { readonly refusal: string };

/** What is being renamed, or why it can't be. */
export type RenameTarget = (TextRange & { readonly id: string }) | { readonly refusal: string };

/** The block under the cursor, with the place where an editor asks for its new id. */
export function renameTargetAt(text: string, form: SpecForm, offset: number, options?: LanguageOptions): RenameTarget {
  const found = renamable(documentOf(text, form, options), offset);
  return 'refusal' in found ? found : { id: found.declaration.id, start: found.start, end: found.end };
}

/** Edits that give the block under the cursor another id; a refusal when the spec would not mean the same afterwards. */
export function renameAt(
  text: string,
  form: SpecForm,
  offset: number,
  newId: string,
  options?: LanguageOptions,
): Rename {
  const document = documentOf(text, form, options);
  const found = renamable(document, offset);
  if ('refusal' in found) return found;
  const { declaration } = found;
  if (newId === declaration.id) return { edits: [] };
  const problem = idProblem(newId);
  if (problem !== undefined) return { refusal: problem.message };
  if (document.blocks.merged.some(({ id }) => id === newId))
    return { refusal: `${quote(newId)} is the id of another block` };
  const references = document.blocks.declarations
    .flatMap(({ inputs }) => inputs)
    .filter((input) => input.id === declaration.id && !input.byIndex)
    .map(({ span }) => ({ start: span.start, end: span.end, text: spelt(newId, text, span) }));
  const first = declarationEdit(declaration, newId, text);
  if (first === undefined) return { refusal: `${declaration.id} is written in a way that has no place for an id` };
  return { edits: [first, ...references].sort((a, b) => a.start - b.start) };
}

function renamable(
  document: SpecDocument,
  offset: number,
): (TextRange & { readonly declaration: BlockDeclaration }) | { readonly refusal: string } {
  const { blocks, parsed } = document;
  const mark = blockMark(document, offset);
  if (mark === undefined) return { refusal: 'there is no block here' };
  // In lines that could not be read the block may have uses that nobody sees.
  if (hasErrors(parsed.diagnostics)) return { refusal: 'the text has syntax errors; mend them first' };
  // The block may change one of a base, and the new id may be taken there.
  if (!blocks.isWhole) return { refusal: 'what this spec extends has errors or is not there; mend that first' };
  if (blocks.inherited.has(mark.id))
    return { refusal: `${mark.id} is a block of the spec that this one extends; rename it there` };
  const [declaration, second] = blocks.declarations.filter(({ id }) => id === mark.id);
  if (declaration === undefined) {
    const isDefault = blocks.merged.some(({ id }) => id === mark.id);
    return {
      refusal: `${quote(mark.id)} is ${isDefault ? 'a block of the stem, which this text does not spell out' : 'no block'}`,
    };
  }
  if (second !== undefined) return { refusal: `two blocks are called ${mark.id}` };
  if (declaration.isEntry) return { refusal: 'entries of the exchange form have no ids, only positions' };
  return { declaration, start: mark.start, end: mark.end };
}

/** The new id where the old one is, or where there is room for the first one; undefined where there is none. */
function declarationEdit({ idSpan, span }: BlockDeclaration, newId: string, text: string): TextEdit | undefined {
  if (idSpan !== undefined) return { start: idSpan.start, end: idSpan.end, text: spelt(newId, text, idSpan) };
  const written = text.slice(span.start, span.end);
  const insertion = (at: number, by: string): TextEdit => ({ start: span.start + at, end: span.start + at, text: by });
  if (written.startsWith(':')) return insertion(0, `${printName(newId)} `);
  if (/^stem\s*:/u.test(written)) return insertion(4, ` ${printName(newId)}`);
  if (/^\{\s*\}/u.test(written)) return insertion(1, ` "id": ${JSON.stringify(newId)}`);
  return written.startsWith('{') ? insertion(1, ` "id": ${JSON.stringify(newId)},`) : undefined;
}

/** In quotes where the old id had some, or where `.spine` needs them. */
function spelt(id: string, text: string, span: TextRange): string {
  return text[span.start] === '"' ? JSON.stringify(id) : printName(id);
}
