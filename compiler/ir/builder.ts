/**
 * Builds a graph one op at a time, in execution order, inferring types as it goes. What comes out is frozen.
 *
 * Mistakes of the caller (a duplicate name, an unknown value, an op outside a section) are internal errors; inputs that
 * an op can't take are `ShapeError`s that name the node, for lowering to turn into diagnostics. Nothing is checked twice:
 * `verify.ts` is for that.
 */
import { opDefinition, type AttributesOf, type OpKind } from '../ops/index.ts';
import { ShapeError } from '../ops/op.ts';
import type {
  ComputedParam,
  Graph,
  GraphInput,
  GraphOutput,
  Node,
  Origin,
  Param,
  Section,
  StoredParam,
  ValueId,
} from './graph.ts';
import type { TensorType } from './tensor-type.ts';

export class GraphBuilder {
  readonly name: string;
  readonly #types = new Map<ValueId, TensorType>();
  readonly #inputs: GraphInput[] = [];
  readonly #outputs: GraphOutput[] = [];
  readonly #params: Param[] = [];
  readonly #nodes: Node[] = [];
  readonly #sections: Section[] = [];
  readonly #sectionIds = new Set<string>();
  #origin: Origin | undefined;

  constructor(name: string) {
    this.name = name;
  }

  /** Declares a network input; `perPicture` is what it is when a caller leaves it out. */
  input(id: ValueId, type: TensorType, perPicture?: readonly number[]): ValueId {
    this.#define(id, type);
    this.#inputs.push(Object.freeze(perPicture === undefined ? { id, type } : { id, type, perPicture }));
    return id;
  }

  /** Declares a param; two nodes share it by naming it twice (see `has`). */
  param(param: Omit<StoredParam, 'source'>): ValueId {
    return this.#addParam({ source: 'stored', ...param });
  }

  /** Declares a param that the reference evaluator makes of others. */
  computed(name: ValueId, op: ComputedParam['op'], inputs: readonly ValueId[]): ValueId {
    const [type] = this.#infer(name, op.kind, op.attrs, inputs);
    if (!type) throw new Error(`${name}: ${op.kind} has no result`);
    return this.#addParam({ source: 'computed', name, type, op: Object.freeze(op), inputs });
  }

  /** Runs `body`, whose nodes belong to the section; a value id that it returns is the section's result. */
  section<R>(section: Section, body: () => R): R {
    if (this.#origin) throw new Error(`section ${section.id} begins inside ${this.#origin.section}`);
    if (this.#sectionIds.has(section.id)) throw new Error(`section ${section.id} exists already`);
    this.#sectionIds.add(section.id);
    this.#origin = Object.freeze({ section: section.id, part: section.part });
    const at = this.#sections.push(section) - 1;
    const result = body();
    this.#origin = undefined;
    this.#sections[at] = Object.freeze(typeof result === 'string' ? { ...section, result } : { ...section });
    return result;
  }

  /** Appends a node and returns its (first) value, which has the node's name. Throws `ShapeError` when inputs don't fit. */
  op<K extends OpKind>(name: string, kind: K, inputs: readonly ValueId[], attrs: AttributesOf<K>): ValueId {
    if (!this.#origin) throw new Error(`${name} is outside a section`);
    const outputs = this.#infer(name, kind, attrs, inputs).map((type, i) => {
      const id = i === 0 ? name : `${name}:${i}`;
      this.#define(id, type);
      return Object.freeze({ id, type });
    });
    const node = {
      name,
      kind,
      attrs: Object.freeze(attrs),
      inputs,
      outputs,
      origin: this.#origin,
    };
    this.#nodes.push(Object.freeze(node) as Node);
    return name;
  }

  /** Declares a network output. */
  output(name: string, value: ValueId): void {
    if (this.#outputs.some((o) => o.name === name)) throw new Error(`output ${name} exists already`);
    this.typeOf(value);
    this.#outputs.push(Object.freeze({ name, value }));
  }

  /** True when an input, a param or a node's value has the name. */
  has(id: ValueId): boolean {
    return this.#types.has(id);
  }

  typeOf(id: ValueId): TensorType {
    const type = this.#types.get(id);
    if (!type) throw new Error(`there is no value ${id}`);
    return type;
  }

  /** The graph so far, frozen. */
  build(): Graph {
    return Object.freeze({
      name: this.name,
      inputs: [...this.#inputs],
      outputs: [...this.#outputs],
      params: [...this.#params],
      nodes: [...this.#nodes],
      sections: [...this.#sections],
    });
  }

  #define(id: ValueId, type: TensorType): void {
    if (this.#types.has(id)) throw new Error(`value ${id} exists already`);
    this.#types.set(id, type);
  }

  #addParam(param: Param): ValueId {
    this.#define(param.name, param.type);
    this.#params.push(Object.freeze(param));
    return param.name;
  }

  #infer(name: string, kind: OpKind, attrs: AttributesOf<OpKind>, inputs: readonly ValueId[]): readonly TensorType[] {
    const types = inputs.map((id) => this.typeOf(id));
    try {
      return opDefinition(kind).infer(attrs, types);
    } catch (error) {
      if (error instanceof ShapeError) throw new ShapeError(`${name}: ${error.message}`);
      throw error;
    }
  }
}
