/**
 * The safe builder of SVG and HTML, as `emit/code.ts` is that of TypeScript: a `markup` template's own text is trusted
 * because a person wrote it here; what it is given is not. Strings are escaped, so that a network called
 * `<script>` is text wherever it stands, numbers are rounded, and only `Markup` is spliced as it is.
 */

/** Known only to this file: without it nobody can make `Markup` out of a string. */
const trusted = Symbol('trusted');

/** A piece of XML that is well-formed wherever content, or a quoted attribute's value, may stand. */
export class Markup {
  readonly #text: string;
  constructor(token: typeof trusted, text: string) {
    if (token !== trusted) throw new TypeError('Markup is made by its builder only');
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/** What a template takes: markup and lists of it as they are, strings escaped, numbers to two digits, nothing for undefined. */
export type MarkupValue = Markup | string | number | undefined | readonly Markup[];

export function markup(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  let text = strings[0] ?? '';
  for (const [i, value] of values.entries()) text += print(value) + (strings[i + 1] ?? '');
  return new Markup(trusted, text);
}

/** Markup that another writer of ours made whole and answers for: a drawn picture, a style, a chart. Never text of a spec. */
export function whole(text: string): Markup {
  return new Markup(trusted, text);
}

/** Pieces on a line each. */
export function markupLines(pieces: readonly Markup[]): Markup {
  return new Markup(trusted, pieces.join('\n'));
}

function print(value: MarkupValue): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'number') return decimal(value);
  if (typeof value === 'string') return escapeXml(value);
  return value.join('');
}

/** Two digits after the point are a hundredth of a pixel. */
export function decimal(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} has no place in a picture`);
  return String(Math.round(value * 100) / 100 + 0);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that XML 1.0 hasn't got, and those that turn the direction of text around. */
const unprintable =
  /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|[\u007F-\u009F\u202A-\u202E\u2066-\u2069]/gu;

function escapeXml(text: string): string {
  return text.replace(unprintable, '\uFFFD').replace(/[&<>"']/g, (character) => entities[character]!);
}
