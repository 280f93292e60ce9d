/**
 * Reads a JSON text (RFC 8259) once, front to back, without building a tree of it: who calls it takes the values it wants and
 * skips the rest. Annotation files have hundreds of megabytes, most of them text that an evaluation does not look at, and a
 * tree of them would take ten times their size. Nothing here recurses, and nothing is allocated for what is skipped.
 *
 * `NaN` and `Infinity`, which Python writes and JSON does not know, are read as the numbers they name: the message can then
 * say which number it was.
 */
import { diagnostic, DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';

/** The bytes of a text, and what messages call it. */
export interface JsonText {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const deepest = 512;
const longestNumber = 1000;
const longestString = 10_000_000;
const powersOfTen = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

const [quoteMark, backslash, comma, colon, minus, dot] = [0x22, 0x5c, 0x2c, 0x3a, 0x2d, 0x2e];
const [openBracket, closeBracket, openBrace, closeBrace, zero, nine] = [0x5b, 0x5d, 0x7b, 0x7d, 0x30, 0x39];

/** Names of fields, looked for in the bytes of a key: no text is made of it. */
export type FieldNames<F extends string> = readonly (readonly [name: F, bytes: Uint8Array])[];

export function fieldNames<F extends string>(...names: readonly F[]): FieldNames<F> {
  return names.map((name) => [name, new TextEncoder().encode(name)]);
}

export class JsonReader {
  readonly #text: JsonText;
  readonly #bytes: Uint8Array;
  #at: number;
  /** What ends the lists and objects that `skip` is inside of. */
  readonly #closers = new Uint8Array(deepest);

  /** `at`: where a value starts; default: the first one, behind a byte order mark. */
  constructor(text: JsonText, at?: number) {
    this.#text = text;
    this.#bytes = text.bytes;
    const [a, b, c] = text.bytes;
    this.#at = at ?? (a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0);
  }

  /** Byte at which the next value starts. */
  position(): number {
    this.#space();
    return this.#at;
  }

  /** What the next value is, in words for messages. */
  kind(): 'an object' | 'a list' | 'text' | 'true or false' | 'null' | 'a number' {
    this.#space();
    switch (this.#bytes[this.#at]) {
      case openBrace:
        return 'an object';
      case openBracket:
        return 'a list';
      case quoteMark:
        return 'text';
      case 0x74:
      case 0x66:
        return 'true or false';
      case 0x6e:
        return 'null';
      case undefined:
      default:
        return 'a number';
    }
  }

  /** Calls `visit` before each item; it has to read or skip it. */
  items(visit: (index: number) => void): void {
    this.#take(openBracket, '`[`');
    if (this.#peek() === closeBracket) {
      this.#at++;
      return;
    }
    for (let index = 0; ; index++) {
      visit(index);
      const next = this.#peek();
      if (next !== comma && next !== closeBracket) this.expected('`,` or `]`');
      this.#at++;
      if (next === closeBracket) return;
    }
  }

  /** Calls `visit` before the value of each field; it has to read or skip it. Fields without a name here are skipped. */
  fields<F extends string>(names: FieldNames<F>, visit: (field: F) => void): void {
    this.#take(openBrace, '`{`');
    if (this.#peek() === closeBrace) {
      this.#at++;
      return;
    }
    for (;;) {
      const field = this.#key(names);
      this.#take(colon, '`:`');
      if (field === undefined) this.skip();
      else visit(field);
      const next = this.#peek();
      if (next !== comma && next !== closeBrace) this.expected('`,` or `}`');
      this.#at++;
      if (next === closeBrace) return;
    }
  }

  #key<F extends string>(names: FieldNames<F>): F | undefined {
    this.#space();
    const start = this.#at;
    const escaped = this.#passString();
    const length = this.#at - start - 2;
    if (escaped) {
      const text = this.#textOf(start, true);
      return names.find(([name]) => name === text)?.[0];
    }
    next: for (const [name, bytes] of names) {
      if (bytes.length !== length) continue;
      for (let i = 0; i < length; i++) if (this.#bytes[start + 1 + i] !== bytes[i]) continue next;
      return name;
    }
    return undefined;
  }

  /** The next value, if it is a number. It may be NaN or infinite. Otherwise the value is skipped. */
  number(): number | undefined {
    if (this.kind() !== 'a number') {
      this.skip();
      return undefined;
    }
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    const negative = bytes[at] === minus;
    if (negative) at++;
    const first = at;
    let mantissa = 0;
    let byte = bytes[at]!;
    while (byte >= zero && byte <= nine) {
      mantissa = mantissa * 10 + (byte - zero);
      byte = bytes[++at]!;
    }
    let digits = at - first;
    if (digits === 0) return this.#namedNumber(negative);
    if (digits > 1 && bytes[first] === zero) this.expected('a number without leading zeros');
    let decimals = 0;
    if (byte === dot) {
      const point = at;
      byte = bytes[++at]!;
      while (byte >= zero && byte <= nine) {
        mantissa = mantissa * 10 + (byte - zero);
        byte = bytes[++at]!;
      }
      decimals = at - point - 1;
      if (decimals === 0) this.#expectedAt(at, 'a digit');
      digits += decimals;
    }
    const exponent = byte === 0x65 || byte === 0x45;
    if (exponent) {
      byte = bytes[++at]!;
      if (byte === minus || byte === 0x2b) byte = bytes[++at]!;
      if (!(byte >= zero && byte <= nine)) this.#expectedAt(at, 'a digit');
      while (byte >= zero && byte <= nine) byte = bytes[++at]!;
    }
    this.#at = at;
    // Up to here everything is exact, and so the one division is rounded as the whole number would be.
    if (!exponent && digits <= 15 && decimals <= 22) {
      const value = mantissa / powersOfTen[decimals]!;
      return negative ? -value : value;
    }
    if (at - start > longestNumber) this.#expectedAt(start, `a number of at most ${longestNumber} characters`);
    return Number(String.fromCharCode(...bytes.subarray(start, at)));
  }

  #namedNumber(negative: boolean): number {
    if (negative) this.#at++;
    if (!negative && this.#word('NaN')) return NaN;
    if (this.#word('Infinity')) return negative ? -Infinity : Infinity;
    return this.expected('a value');
  }

  /** The next value, if it is text. Otherwise the value is skipped. */
  string(): string | undefined {
    if (this.kind() !== 'text') {
      this.skip();
      return undefined;
    }
    const start = this.#at;
    const escaped = this.#passString();
    return this.#textOf(start, escaped);
  }

  /** The next value, if it is true or false. Otherwise the value is skipped. */
  boolean(): boolean | undefined {
    const kind = this.kind();
    const first = this.#bytes[this.#at];
    this.skip();
    return kind === 'true or false' ? first === 0x74 : undefined;
  }

  /** Passes over the next value, whatever it is. */
  skip(): void {
    const closers = this.#closers;
    let depth = 0;
    for (;;) {
      switch (this.kind()) {
        case 'an object':
        case 'a list': {
          const isObject = this.#bytes[this.#at] === openBrace;
          if (depth === deepest) this.expected(`at most ${deepest} levels of nesting`);
          closers[depth++] = isObject ? closeBrace : closeBracket;
          this.#at++;
          if (this.#peek() === closers[depth - 1]) break;
          if (isObject) this.#skipKey();
          continue;
        }
        case 'text':
          this.#passString();
          break;
        case 'a number':
          this.number();
          break;
        case 'true or false':
        case 'null':
          if (!this.#word('true') && !this.#word('false') && !this.#word('null')) this.expected('a value');
          break;
      }
      // Behind a value: the ends of what holds it, then the next one.
      for (;;) {
        if (depth === 0) return;
        const next = this.#peek();
        const closer = closers[depth - 1]!;
        if (next !== comma && next !== closer) this.expected(closer === closeBrace ? '`,` or `}`' : '`,` or `]`');
        this.#at++;
        if (next === comma) {
          if (closer === closeBrace) this.#skipKey();
          break;
        }
        depth--;
      }
    }
  }

  #skipKey(): void {
    this.#space();
    this.#passString();
    this.#take(colon, '`:`');
  }

  /** There may be nothing behind the value that was read. */
  end(): void {
    this.#space();
    if (this.#at < this.#bytes.length) this.expected('the end of the file');
  }

  /** Moves behind a string; whether it has escapes. */
  #passString(): boolean {
    const bytes = this.#bytes;
    if (bytes[this.#at] !== quoteMark) this.expected('a name in double quotes');
    const limit = this.#at + longestString;
    let at = this.#at + 1;
    let escaped = false;
    for (; ; at++) {
      const byte = bytes[at];
      if (byte === quoteMark) break;
      if (byte === undefined || byte < 0x20) this.#expectedAt(at, 'a closing quote');
      if (byte === backslash) {
        escaped = true;
        at++;
      }
      if (at > limit) this.expected(`text of at most ${longestString} bytes`);
    }
    this.#at = at + 1;
    return escaped;
  }

  /** The text of the string from `start` to here. */
  #textOf(start: number, escaped: boolean): string {
    const inner = this.#bytes.subarray(start + 1, this.#at - 1);
    if (!escaped && inner.length < 100 && inner.every((byte) => byte < 0x80)) return String.fromCharCode(...inner);
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(inner);
      return escaped ? (JSON.parse(`"${text}"`) as string) : text;
    } catch {
      return this.#expectedAt(start, 'text in UTF-8 with the escapes of JSON');
    }
  }

  #word(word: string): boolean {
    for (let i = 0; i < word.length; i++) if (this.#bytes[this.#at + i] !== word.charCodeAt(i)) return false;
    this.#at += word.length;
    return true;
  }

  #space(): void {
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.#at++;
    }
  }

  #peek(): number | undefined {
    this.#space();
    return this.#bytes[this.#at];
  }

  #take(byte: number, what: string): void {
    if (this.#peek() !== byte) this.expected(what);
    this.#at++;
  }

  /** @throws DiagnosticError SPN7102, about what comes next. */
  expected(what: string): never {
    return this.#expectedAt(this.#at, what);
  }

  #expectedAt(at: number, what: string): never {
    const { name, bytes } = this.#text;
    const rest = new TextDecoder().decode(bytes.subarray(at, at + 20));
    const found = at < bytes.length ? JSON.stringify(rest) : 'its end';
    throw new DiagnosticError(
      diagnostic('SPN7102', `${name}, ${placeAt(bytes, at)}: expected ${what}, found ${found}`),
    );
  }
}

/** `line 3, column 14`; columns are bytes. */
export function placeAt(bytes: Uint8Array, at: number): string {
  let line = 1;
  let start = 0;
  for (let next = bytes.indexOf(0x0a); next >= 0 && next < at; next = bytes.indexOf(0x0a, next + 1)) {
    line++;
    start = next + 1;
  }
  return `line ${line}, column ${at - start + 1}`;
}
