/**
 * Pickles read as data. A pickle is a program for a stack machine; of its instructions those that build dicts, lists,
 * numbers and texts are carried out here, and a global is looked up in a table of the caller's: what is not in the table is
 * refused at sight, so nothing in a file can name a function, let alone have it called.
 * Instructions: https://github.com/python/cpython/blob/main/Lib/pickletools.py
 */
import { damaged, tooLarge } from './damage.ts';

export type PickleDict = Map<PickleValue, PickleValue>;

/** A callable or class of the table: what calling it with arguments gives. */
export interface PickleGlobal {
  readonly call: (args: readonly PickleValue[]) => PickleValue;
}

/** Something of the caller's making (a tensor), or of no interest. */
export interface PickleObject {
  readonly kind: string;
}

export type PickleValue =
  null | boolean | number | bigint | string | Uint8Array | PickleValue[] | PickleDict | PickleGlobal | PickleObject;

export interface PickleRules {
  /** Throws for what is not allowed. */
  readonly global: (module: string, name: string) => PickleValue;
  /** What a persistent id stands for. */
  readonly persistent: (id: PickleValue) => PickleValue;
}

/** Instructions, and values that calls copy: a state dict of 5000 tensors takes a million. */
const mostWork = 5_000_000;
/** A list, a dict or a place in the memo takes the memory of so many numbers. */
const madeWork = 8;
const utf8 = new TextDecoder();

const mark: PickleObject = { kind: 'mark' };

export const isGlobal = (value: PickleValue | undefined): value is PickleGlobal =>
  typeof value === 'object' && value !== null && 'call' in value;

/** @throws DiagnosticError SPN5017 when the bytes are no pickle, and what the rules throw. */
export function readPickle(file: string, bytes: Uint8Array, rules: PickleRules): PickleValue {
  return new Machine(file, bytes, rules).run();
}

class Machine {
  readonly #file: string;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #rules: PickleRules;
  readonly #memo = new Map<number, PickleValue>();
  #stack: PickleValue[] = [];
  #at = 0;
  #work = 0;

  constructor(file: string, bytes: Uint8Array, rules: PickleRules) {
    this.#file = file;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#rules = rules;
  }

  run(): PickleValue {
    for (;;) {
      const at = this.#at;
      const code = this.#take(1)[0]!;
      this.#spend(1);
      if (code === 0x2e) return this.#pop();
      if (!this.#literal(code) && !this.#structure(code))
        return this.#broken(`instruction 0x${code.toString(16)} at byte ${at} is none of data`);
    }
  }

  #spend(work: number): void {
    this.#work += work;
    if (this.#work > mostWork) tooLarge(this.#file, 'its pickle makes more than a checkpoint can need');
  }

  #broken(message: string): never {
    return damaged(this.#file, `its pickle can't be read: ${message}`);
  }

  #take(length: number): Uint8Array {
    const start = this.#at;
    if (length > this.#bytes.length - start) return this.#broken('it is cut off');
    this.#at += length;
    return this.#bytes.subarray(start, this.#at);
  }

  #unsigned(length: 1 | 2 | 4 | 8): number {
    const at = this.#at;
    this.#take(length);
    if (length === 1) return this.#view.getUint8(at);
    if (length === 2) return this.#view.getUint16(at, true);
    if (length === 4) return this.#view.getUint32(at, true);
    return Number(this.#view.getBigUint64(at, true));
  }

  #line(): string {
    const end = this.#bytes.indexOf(10, this.#at);
    if (end < 0 || end - this.#at > 1000) return this.#broken('a line does not end');
    const text = utf8.decode(this.#take(end - this.#at));
    this.#at++;
    return text;
  }

  #text(length: number): string {
    return utf8.decode(this.#take(length));
  }

  #pop(): PickleValue {
    const value = this.#stack.pop();
    return value === undefined || value === mark ? this.#broken('its stack is empty') : value;
  }

  #popToMark(): PickleValue[] {
    const at = this.#stack.lastIndexOf(mark);
    if (at < 0) return this.#broken('a mark is missing');
    const values = this.#stack.splice(at);
    values.shift();
    return values;
  }

  #push(value: PickleValue): true {
    this.#stack.push(value);
    return true;
  }

  /** Pushes something that takes more memory than a number. */
  #made(value: PickleValue): true {
    this.#spend(madeWork);
    return this.#push(value);
  }

  /** Numbers, texts, constants. */
  #literal(code: number): boolean {
    switch (code) {
      case 0x4e: // N
        return this.#push(null);
      case 0x88:
        return this.#push(true);
      case 0x89:
        return this.#push(false);
      case 0x4b: // K
        return this.#push(this.#unsigned(1));
      case 0x4d: // M
        return this.#push(this.#unsigned(2));
      case 0x4a: // J
        return this.#push(this.#unsigned(4) | 0);
      case 0x8a:
        return this.#push(this.#long(this.#unsigned(1)));
      case 0x8b:
        return this.#push(this.#long(this.#unsigned(4)));
      case 0x47: // G
        this.#take(8);
        return this.#push(this.#view.getFloat64(this.#at - 8));
      case 0x58: // X
        return this.#push(this.#text(this.#unsigned(4)));
      case 0x8c:
        return this.#push(this.#text(this.#unsigned(1)));
      case 0x8d:
        return this.#push(this.#text(this.#unsigned(8)));
      case 0x55: // U
        return this.#push(this.#text(this.#unsigned(1)));
      case 0x54: // T
        return this.#push(this.#text(this.#unsigned(4)));
      case 0x43: // C
        return this.#push(this.#take(this.#unsigned(1)));
      case 0x42: // B
        return this.#push(this.#take(this.#unsigned(4)));
      case 0x8e:
        return this.#push(this.#take(this.#unsigned(8)));
      default:
        return false;
    }
  }

  #long(length: number): PickleValue {
    if (length > 64) return this.#broken(`a number has ${length} bytes`);
    const value = this.#take(length).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
    const signed = BigInt.asIntN(8 * length, value);
    const small = Number(signed);
    return Number.isSafeInteger(small) ? small : signed;
  }

  /** Lists, dicts, the memo, globals and calls. */
  #structure(code: number): boolean {
    switch (code) {
      case 0x80: // protocol
        if (this.#unsigned(1) > 5) this.#broken('it is of a newer protocol');
        return true;
      case 0x95: // frame
        this.#take(8);
        return true;
      case 0x28: // (
        return this.#push(mark);
      case 0x30: // 0
        this.#pop();
        return true;
      case 0x5d: // ]
      case 0x29: // )
      case 0x8f:
        return this.#made([]);
      case 0x7d: // }
        return this.#made(new Map());
      case 0x6c: // l
      case 0x74: // t
        return this.#made(this.#popToMark());
      case 0x85:
      case 0x86:
      case 0x87:
        return this.#made(Array.from({ length: code - 0x84 }, () => this.#pop()).reverse());
      case 0x61: // a
        return this.#append([this.#pop()]);
      case 0x65: // e
      case 0x90:
        return this.#append(this.#popToMark());
      case 0x73: // s
        return this.#set([this.#pop(), this.#pop()].reverse());
      case 0x75: // u
        return this.#set(this.#popToMark());
      case 0x71: // q
        return this.#remember(this.#unsigned(1));
      case 0x72: // r
        return this.#remember(this.#unsigned(4));
      case 0x94:
        return this.#remember(this.#memo.size);
      case 0x68: // h
        return this.#recall(this.#unsigned(1));
      case 0x6a: // j
        return this.#recall(this.#unsigned(4));
      case 0x63: // c
        return this.#push(this.#rules.global(this.#line(), this.#line()));
      case 0x93: {
        const [name, module] = [this.#pop(), this.#pop()];
        if (typeof name !== 'string' || typeof module !== 'string') return this.#broken('a global has no name');
        return this.#push(this.#rules.global(module, name));
      }
      case 0x51: // Q
        return this.#push(this.#rules.persistent(this.#pop()));
      case 0x52: // R
      case 0x81: {
        const [args, callee] = [this.#pop(), this.#pop()];
        if (!isGlobal(callee) || !Array.isArray(args)) return this.#broken('something is called that is no function');
        // What is called makes something, out of copies of what it is given.
        for (const arg of args) if (Array.isArray(arg)) this.#spend(arg.length);
        return this.#made(callee.call(args));
      }
      case 0x62: // b: the state of an object; of those that are kept none has a state that matters
        this.#pop();
        return true;
      default:
        return false;
    }
  }

  #append(values: readonly PickleValue[]): true {
    const list = this.#stack.at(-1);
    if (!Array.isArray(list)) return this.#broken('something is appended to what is no list');
    for (const value of values) list.push(value);
    return true;
  }

  #set(values: readonly PickleValue[]): true {
    const dict = this.#stack.at(-1);
    if (!(dict instanceof Map) || values.length % 2 !== 0) return this.#broken('something is set in what is no dict');
    for (let i = 0; i < values.length; i += 2) dict.set(values[i]!, values[i + 1]!);
    return true;
  }

  #remember(index: number): true {
    const value = this.#stack.at(-1);
    if (value === undefined) return this.#broken('its stack is empty');
    this.#spend(madeWork);
    this.#memo.set(index, value);
    return true;
  }

  #recall(index: number): true {
    const value = this.#memo.get(index);
    return value === undefined ? this.#broken('it refers to what it has not made') : this.#push(value);
  }
}
