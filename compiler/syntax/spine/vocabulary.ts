/** The words of the `.spine` language, shared by its reader and its printer (docs/spine.md lists them). */

/** Fields with a statement of their own: `dialect tpu`. */
export const fieldWords = [
  'name',
  'description',
  'extends',
  'family',
  'dialect',
  'activation',
  'padding',
  'poolPadding',
] as const;

/** Objects and lists whose fields are written `word key=value …`; `word` alone makes an empty one. */
export const recordWords = [
  'input',
  'levels',
  'norm',
  'stem',
  'baseFilters',
  'scale',
  'mbconv',
  'resample',
  'endpoints',
  'merge',
  'blocks',
  'heads',
  'head',
] as const;

/** Statements that append a JSON value to a list, or are the whole spec (`root`). */
export const itemWords = ['block', 'entry', 'root'] as const;

export const keywords: readonly string[] = [...fieldWords, ...recordWords, ...itemWords, 'set', 'end'];

/** Block kinds that need no quotes. */
export const blockKinds: readonly string[] = ['bottleneck', 'residual', 'mbconv'];

/** Paths of lists, which a bare `blocks` line must not take for objects. */
export const listPaths: readonly string[] = ['blocks', 'stem.blocks'];

/** Short names of fields in `scale` lines, and what they stand for. */
export const scaleAliases: ReadonlyMap<string, string> = new Map([
  ['alpha', 'resampleAlpha'],
  ['endpoints', 'endpointFilters'],
]);

const word = /^[A-Za-z_$][\w$-]*$/u;

/** Whether a string can stand as a value without quotes and be read back as the same string. */
export function isBareValue(text: string): boolean {
  return word.test(text) && !/^(?:true|false|null|nan|inf(?:inity)?|extends)$/iu.test(text);
}

/** Whether a name or block id needs no quotes. Keywords get them, so that no line can be mistaken for another. */
export function isBareName(text: string): boolean {
  return word.test(text) && !keywords.includes(text);
}
