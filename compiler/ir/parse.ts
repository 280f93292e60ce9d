/**
 * Reads what `print.ts` writes, and what people write in tests. Hand-written text may leave out a node's type (it is
 * inferred), attributes that have a default, a section's title, part, level and result, and quotes around words in
 * attributes. Throws `IrSyntaxError` for text that is not IR; whether the graph makes sense is `verify.ts`'s question.
 */
import { opDefinition, ops, type AttributesOf, type OpKind } from '../ops/index.ts';
import { ShapeError } from '../ops/op.ts';
import { attributeDefaults, attributeProblems, inSchemaOrder } from './attributes.ts';
import type {
  ComputedParam,
  Graph,
  GraphInput,
  GraphOutput,
  Initializer,
  Node,
  Origin,
  Param,
  Part,
  Section,
  Value,
  ValueId,
} from './graph.ts';
import { statementWords } from './print.ts';
import { parseSymbolic, tensorType, type Dim, type DType, type TensorType } from './tensor-type.ts';
import { IrSyntaxError, tokenize, type Token } from './tokens.ts';

const dtypes: Readonly<Record<DType, true>> = { f32: true, f16: true, u8: true, i32: true };
const parts: Readonly<Record<Part, true>> = {
  backbone: true,
  head: true,
  decoder: true,
  rpn: true,
  box_head: true,
  mask_head: true,
};
const deepestAttribute = 16;

export function parseGraph(text: string): Graph {
  return new Parser(tokenize(text)).graph();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  readonly #types = new Map<ValueId, TensorType>();
  readonly #inputs: GraphInput[] = [];
  readonly #outputs: GraphOutput[] = [];
  readonly #params: Param[] = [];
  readonly #nodes: Node[] = [];
  readonly #sections: Section[] = [];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  graph(): Graph {
    this.#skip('newline');
    if (!this.#takeWord('graph')) this.#fail('the text begins with `graph NAME`');
    const name = this.#name('the name of the graph');
    this.#endOfStatement();
    while (this.#next.kind !== 'end') {
      this.#statement();
      this.#endOfStatement();
    }
    return Object.freeze({
      name,
      inputs: this.#inputs,
      outputs: this.#outputs,
      params: this.#params,
      nodes: this.#nodes,
      sections: this.#sections,
    });
  }

  #statement(): void {
    if (this.#next.kind !== 'word' || !statementWords.has(this.#next.text)) this.#node();
    else if (this.#takeWord('input')) this.#input();
    else if (this.#takeWord('param')) this.#param();
    else if (this.#takeWord('section')) this.#section();
    else if (this.#takeWord('output')) {
      const name = this.#name('the name of an output');
      this.#expect('=');
      this.#outputs.push(Object.freeze({ name, value: this.#name('a value') }));
    } else this.#fail('there is one `graph` statement, at the beginning');
  }

  #input(): void {
    const value = this.#define(this.#name('a name'), this.#declaredType());
    if (!this.#take('=')) this.#inputs.push(value);
    else {
      this.#expect('[');
      const perPicture = this.#closed(
        ']',
        this.#list(() => this.#number()),
      );
      this.#inputs.push(Object.freeze({ ...value, perPicture }));
    }
  }

  #param(): void {
    const name = this.#name('the name of a param');
    const declared = this.#next.text === ':' ? this.#declaredType() : undefined;
    if (this.#take('~')) {
      if (!declared) this.#fail('a stored param has a type, `: f32[…]`');
      const initializer = this.#initializer();
      const trainable = this.#takeWord('trainable');
      const regularized = this.#takeWord('regularized');
      this.#define(name, declared);
      this.#params.push(Object.freeze({ source: 'stored', name, type: declared, initializer, trainable, regularized }));
      return;
    }
    this.#expect('=');
    const start = this.#next;
    const { kind, attrs, inputs } = this.#application();
    const type = declared ?? this.#inferred(kind, attrs, inputs, start);
    this.#define(name, type);
    const op = Object.freeze({ kind, attrs }) as ComputedParam['op'];
    this.#params.push(Object.freeze({ source: 'computed', name, type, op, inputs }));
  }

  #initializer(): Initializer {
    const word = this.#next;
    const kind = this.#word('an initializer');
    if (kind === 'zeros' || kind === 'ones') return Object.freeze({ kind });
    this.#expect('(');
    const value = this.#number();
    this.#expect(')');
    if (kind === 'constant') return Object.freeze({ kind, value });
    if (kind === 'normal') return Object.freeze({ kind, stddev: value });
    if (kind === 'uniform') return Object.freeze({ kind, limit: value });
    if (kind === 'variance-scaling') return Object.freeze({ kind, fanIn: value });
    throw new IrSyntaxError(`${kind} is no initializer`, word.line, word.column);
  }

  #section(): void {
    const id = this.#name('the name of a section');
    const title = this.#next.kind === 'string' ? this.#advance().text : '';
    const part = this.#takeWord('part') ? this.#part() : 'backbone';
    const level = this.#takeWord('level') ? { level: this.#number() } : {};
    const result = this.#takeWord('result') ? { result: this.#name('a value') } : {};
    this.#sections.push(Object.freeze({ id, title, part, ...level, ...result }));
  }

  #part(): Part {
    const at = this.#next;
    const part = this.#word('a part');
    if (!Object.hasOwn(parts, part)) throw new IrSyntaxError(`${part} is no part of a network`, at.line, at.column);
    return part as Part;
  }

  #node(): void {
    const name = this.#name('a statement');
    const outputs = this.#take('->') ? this.#list(() => this.#outputOf()) : [this.#outputOf(name)];
    this.#expect('=');
    const start = this.#next;
    const { kind, attrs, inputs } = this.#application();
    const values = outputs.map(({ id, type }) => this.#define(id, type ?? this.#inferred(kind, attrs, inputs, start)));
    const origin = this.#origin();
    this.#nodes.push(Object.freeze({ name, kind, attrs, inputs, outputs: values, origin }) as Node);
  }

  #outputOf(id = this.#name('the name of a value')): { readonly id: ValueId; readonly type: TensorType | undefined } {
    return { id, type: this.#next.text === ':' ? this.#declaredType() : undefined };
  }

  #origin(): Origin {
    const current = this.#sections.at(-1);
    if (!this.#take('@')) {
      if (!current) this.#fail('a node comes after a `section`, or ends in `@section`');
      return Object.freeze({ section: current.id, part: current.part });
    }
    const section = this.#name('the name of a section');
    if (this.#take(':')) return Object.freeze({ section, part: this.#part() });
    const own = this.#sections.find((s) => s.id === section);
    if (!own)
      this.#fail(`section ${section} is not declared above, so its part has to be said: \`@${section}:backbone\``);
    return Object.freeze({ section, part: own.part });
  }

  /** `kind(inputs) {attributes}` */
  #application(): { readonly kind: OpKind; readonly attrs: AttributesOf<OpKind>; readonly inputs: readonly ValueId[] } {
    const start = this.#next;
    const word = this.#word('an op');
    if (!Object.hasOwn(ops, word)) throw new IrSyntaxError(`there is no op ${word}`, start.line, start.column);
    const kind = word as OpKind;
    this.#expect('(');
    const inputs = this.#take(')') ? [] : this.#list(() => this.#name('a value'));
    if (inputs.length > 0) this.#expect(')');
    const at = this.#next;
    const written = this.#next.text === '{' && this.#next.kind === 'mark' ? this.#attribute(0) : {};
    const schema = opDefinition(kind).attributes;
    const attrs = inSchemaOrder(schema, { ...attributeDefaults(schema), ...(written as Record<string, unknown>) });
    const [problem] = attributeProblems(schema, attrs);
    if (problem !== undefined) throw new IrSyntaxError(`attributes of ${kind}: ${problem}`, at.line, at.column);
    return { kind, attrs: Object.freeze(attrs) as AttributesOf<OpKind>, inputs };
  }

  #inferred(kind: OpKind, attrs: AttributesOf<OpKind>, inputs: readonly ValueId[], at: Token): TensorType {
    const types = inputs.map((id) => {
      const type = this.#types.get(id);
      if (!type) throw new IrSyntaxError(`without a type, ${id} has to come first`, at.line, at.column);
      return type;
    });
    try {
      return opDefinition(kind).infer(attrs, types)[0]!;
    } catch (error) {
      if (error instanceof ShapeError) throw new IrSyntaxError(error.message, at.line, at.column);
      throw error;
    }
  }

  /** A JSON value in which plain words may stand for strings, and "-inf", "inf", "nan" are the numbers. */
  #attribute(depth: number): unknown {
    if (depth > deepestAttribute) this.#fail('attributes are nested too deep');
    if (this.#take('['))
      return this.#take(']')
        ? []
        : this.#closed(
            ']',
            this.#list(() => this.#attribute(depth + 1)),
          );
    if (this.#take('{')) {
      if (this.#take('}')) return {};
      const fields = this.#list(() => {
        const key = this.#name('the name of an attribute');
        this.#expect(':');
        return [key, this.#attribute(depth + 1)] as const;
      });
      return this.#closed('}', Object.fromEntries(fields));
    }
    if (this.#next.kind !== 'word' && this.#next.kind !== 'string')
      this.#fail(`expected a value, not ${this.#next.text}`);
    const { kind, text } = this.#advance();
    if (Object.hasOwn(specialNumbers, text)) return specialNumbers[text];
    if (kind === 'string') return text;
    if (Object.hasOwn(constants, text)) return constants[text];
    return number.test(text) ? Number(text) : text;
  }

  #declaredType(): TensorType {
    this.#expect(':');
    const at = this.#next;
    const dtype = this.#word('a type');
    if (!Object.hasOwn(dtypes, dtype)) throw new IrSyntaxError(`${dtype} is no element type`, at.line, at.column);
    this.#expect('[');
    const dims = this.#take(']')
      ? []
      : this.#closed(
          ']',
          this.#list(() => this.#dim()),
        );
    return Object.freeze(tensorType(dtype as DType, dims));
  }

  #dim(): Dim {
    const at = this.#next;
    const word = this.#word('a size');
    const symbolic = parseSymbolic(word);
    if (symbolic !== undefined) return symbolic;
    const size = Number(word);
    if (!/^\d+$/.test(word) || !Number.isSafeInteger(size))
      throw new IrSyntaxError(`${word} is no size`, at.line, at.column);
    return size;
  }

  #number(): number {
    const at = this.#next;
    const value = this.#attribute(0);
    if (typeof value !== 'number') throw new IrSyntaxError('a number is needed', at.line, at.column);
    return value;
  }

  #define(id: ValueId, type: TensorType): Value {
    this.#types.set(id, type);
    return Object.freeze({ id, type });
  }

  get #next(): Token {
    return this.#tokens[this.#at]!;
  }

  #advance(): Token {
    return this.#tokens[this.#at++]!;
  }

  #list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.#take(',')) items.push(item());
    return items;
  }

  #closed<T>(mark: string, value: T): T {
    this.#expect(mark);
    return value;
  }

  #take(mark: string): boolean {
    if (this.#next.kind !== 'mark' || this.#next.text !== mark) return false;
    this.#at++;
    return true;
  }

  #takeWord(word: string): boolean {
    if (this.#next.kind !== 'word' || this.#next.text !== word) return false;
    this.#at++;
    return true;
  }

  #expect(mark: string): void {
    if (!this.#take(mark)) this.#fail(`expected ${mark}, not ${this.#next.text}`);
  }

  #word(what: string): string {
    if (this.#next.kind !== 'word') this.#fail(`expected ${what}, not ${this.#next.text}`);
    return this.#advance().text;
  }

  #name(what: string): string {
    if (this.#next.kind !== 'word' && this.#next.kind !== 'string')
      this.#fail(`expected ${what}, not ${this.#next.text}`);
    return this.#advance().text;
  }

  #skip(kind: Token['kind']): void {
    while (this.#next.kind === kind) this.#at++;
  }

  #endOfStatement(): void {
    if (this.#next.kind !== 'newline') this.#fail(`expected the end of the line, not ${this.#next.text}`);
    this.#skip('newline');
  }

  #fail(problem: string): never {
    throw new IrSyntaxError(problem, this.#next.line, this.#next.column);
  }
}

const number = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const specialNumbers: Readonly<Record<string, number>> = { '-inf': -Infinity, inf: Infinity, nan: NaN };
const constants: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
