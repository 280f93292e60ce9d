/**
 * The safe code builder: the only way by which strings enter generated TypeScript (after ajv's codegen).
 *
 * A `code` template's own text is trusted because a person wrote it here; what it is given is not. Raw strings are
 * quoted, numbers printed, and only `Code` (made by this file alone) is spliced as it is. So a block called
 * `a"; process.exit()//` can end up in a string or a comment of the output and nowhere else.
 */

/** Known only to this file: without it nobody can make `Code` out of a string. */
const trusted = Symbol('trusted');

/** A piece of source text that is code. Made by `code`, `lineComment`, `docComment` and `Scope`. */
export class Code {
  readonly #text: string;
  constructor(token: typeof trusted, text: string) {
    if (token !== trusted) throw new TypeError('Code is made by the code builder only');
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/** An identifier made by a `Scope`: valid, not reserved, used once. */
export class Name extends Code {}

/** What a template takes: code as it is; strings quoted; numbers and booleans printed; lists as array literals. */
export type CodeValue = Code | string | number | boolean | readonly CodeValue[];

/** Builds code from trusted template text and untrusted values. Throws on NaN: nothing that we emit has one. */
export function code(strings: TemplateStringsArray, ...values: readonly CodeValue[]): Code {
  let text = strings[0] ?? '';
  for (const [i, value] of values.entries()) text += print(value) + (strings[i + 1] ?? '');
  return new Code(trusted, text);
}

function print(value: CodeValue): string {
  if (value instanceof Code) return value.toString();
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') {
    if (Number.isNaN(value)) throw new TypeError('NaN has no place in generated code');
    return Object.is(value, -0) ? '-0' : String(value);
  }
  if (typeof value === 'boolean') return String(value);
  return `[${value.map(print).join(', ')}]`;
}

/** Pieces of code with a separator of the caller's own (itself code, so trusted). */
export function join(pieces: readonly Code[], separator: Code = code`, `): Code {
  return new Code(trusted, pieces.join(separator.toString()));
}

/** Pieces of code on a line each. */
export function lines(pieces: readonly Code[]): Code {
  return new Code(trusted, pieces.join('\n'));
}

/** A key of an object literal, interface or destructuring. `__proto__` is computed, so that it makes a property. */
export function propertyKey(key: string): Code {
  if (key === '__proto__') return code`[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? new Code(trusted, key) : code`${key}`;
}

/** `object.key`, or `object['b12/conv/kernel']` where the key is no identifier. */
export function member(object: Code, key: string): Code {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? new Code(trusted, `${object.toString()}.${key}`) : code`${object}[${key}]`;
}

/** A string literal in ASCII: look-alikes, direction marks and line separators show as escapes. */
function quote(text: string): string {
  return `'${text.replace(/['\\]|[^ -~]/g, (c) => (c === "'" || c === '\\' ? `\\${c}` : escapeUnit(c)))}'`;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * Text that can neither end a comment nor speak to a tool from within one (a directive of TypeScript begins
 * with an at sign, which is spelled out), on one line, with invisible characters escaped.
 */
function commentText(text: string): string {
  return text
    .replace(/[\r\n\u2028\u2029\t ]+/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (c) =>
      Array.from({ length: c.length }, (_, i) => escapeUnit(c.charAt(i))).join(''),
    )
    .replaceAll('*/', '* /')
    .replaceAll('@', '(at)')
    .trim();
}

/** `// text`, always one line. */
export function lineComment(text: string): Code {
  return new Code(trusted, `// ${commentText(text)}`.trimEnd());
}

/** A documentation comment of several lines. */
export function docComment(texts: readonly string[]): Code {
  return new Code(trusted, ['/**', ...texts.map((text) => ` * ${commentText(text)}`.trimEnd()), ' */'].join('\n'));
}

/** JavaScript's and TypeScript's words that can't name a variable in a strict module, and names with a meaning of their own. */
const reservedWords = (
  'abstract any arguments as async await boolean break case catch class const constructor continue debugger declare default delete do ' +
  'else enum eval export extends false finally for from function get globalThis hasOwnProperty if implements import in ' +
  'infer Infinity instanceof interface is keyof let module NaN namespace never new null number object of package private ' +
  'protected prototype public readonly require return set static string super switch symbol this throw toString true try ' +
  'type typeof undefined unique unknown valueOf var void while with yield __proto__'
).split(' ');

/**
 * One namespace of identifiers and the only place where they are made. `name('b12/resample0/in')` gives
 * `b12_resample0_in`; a second id that mangles to the same gives `b12_resample0_in_2`. Only ASCII survives, so that
 * identifiers that look alike are the same identifier.
 */
export class Scope {
  readonly #taken: Set<string>;
  readonly #next = new Map<string, number>();

  /** `reserved`: names that the surrounding code uses itself. */
  constructor(reserved: Iterable<string> = []) {
    this.#taken = new Set([...reservedWords, ...reserved]);
  }

  /** A new name that reads like `hint`. Two calls never give the same one. */
  name(hint: string): Name {
    const words = hint
      .replace(/[^A-Za-z0-9_$]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 80);
    const base = /^[A-Za-z$]/.test(words) ? words : `v${words && '_'}${words}`;
    let name = base;
    for (let i = this.#next.get(base) ?? 2; this.#taken.has(name); i++) {
      name = `${base}_${i}`;
      this.#next.set(base, i + 1);
    }
    this.#taken.add(name);
    return new Name(trusted, name);
  }
}
