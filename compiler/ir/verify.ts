/**
 * Says what is wrong with a graph. Nothing here is needed to build one: it runs in tests, between passes and on parsed
 * text, so that whoever breaks an invariant is found at once and not three passes later.
 */
import { opDefinition, ops, type OpKind } from '../ops/index.ts';
import { ShapeError } from '../ops/op.ts';
import { attributeProblems } from './attributes.ts';
import type { Graph, ValueId } from './graph.ts';
import { formatType, isSymbolic, parseSymbolic, sameType, type TensorType } from './tensor-type.ts';

/** An application of an op, by a node or by a computed param. */
interface Application {
  readonly kind: OpKind;
  readonly attrs: object;
  readonly inputs: readonly ValueId[];
}

/** Problems in words, empty for a good graph: names, order, arity, attributes, types, outputs, sections. */
export function verify(graph: Graph): readonly string[] {
  const found: string[] = [];
  const known = new Map<ValueId, TensorType>();
  const everything = new Set<ValueId>([
    ...graph.inputs.map((v) => v.id),
    ...graph.params.map((p) => p.name),
    ...graph.nodes.flatMap((n) => n.outputs.map((v) => v.id)),
  ]);

  const define = (id: ValueId, type: TensorType): void => {
    if (known.has(id)) found.push(`value ${id} is defined twice`);
    if (
      !type.dims.every((d) => (typeof d === 'string' ? parseSymbolic(d) !== undefined : Number.isInteger(d) && d > 0))
    )
      found.push(`${id} has the impossible type ${formatType(type)}`);
    known.set(id, type);
  };

  const apply = (name: string, { kind, attrs, inputs }: Application, declared: readonly TensorType[]): void => {
    if (!Object.hasOwn(ops, kind)) {
      found.push(`${name} is of the unknown kind ${kind}`);
      return;
    }
    const definition = opDefinition(kind);
    const least = definition.inputs.filter((rule) => rule.optional !== true).length;
    const most = definition.inputs.at(-1)?.repeated === true ? Infinity : definition.inputs.length;
    if (inputs.length < least || inputs.length > most)
      found.push(
        `${name}: ${kind} takes ${definition.inputs.map((rule) => rule.name).join(', ')}; it has ${inputs.length} inputs`,
      );
    const wrong = attributeProblems(definition.attributes, attrs);
    found.push(...wrong.map((problem) => `${name}: attributes: ${problem}`));
    const types = inputs.map((id) => {
      const type = known.get(id);
      if (!type)
        found.push(
          everything.has(id) ? `${name} reads ${id} before it is made` : `${name} reads ${id}, which nothing makes`,
        );
      return type;
    });
    if (wrong.length > 0 || inputs.length < least || types.includes(undefined)) return;
    try {
      const inferred = definition.infer(attrs as never, types as TensorType[]);
      if (inferred.length !== declared.length || !inferred.every((type, i) => sameType(type, declared[i]!)))
        found.push(
          `${name} is declared ${declared.map(formatType).join(', ')}, but ${kind} makes ${inferred.map(formatType).join(', ')}`,
        );
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      found.push(`${name}: ${error.message}`);
    }
  };

  for (const { id, type, perPicture } of graph.inputs) {
    define(id, type);
    if (
      perPicture !== undefined &&
      (type.dims.length !== 2 || type.dims[0] !== 'N' || type.dims[1] !== perPicture.length)
    )
      found.push(`input ${id} is ${formatType(type)}, its default has ${perPicture.length} values`);
  }
  const params = new Set<ValueId>();
  for (const param of graph.params) {
    if (param.type.dims.some(isSymbolic)) found.push(`param ${param.name} has a symbolic size`);
    if (param.source === 'computed') {
      for (const id of param.inputs)
        if (known.has(id) && !params.has(id))
          found.push(`param ${param.name} is computed from ${id}, which is no param`);
      apply(param.name, { ...param.op, inputs: param.inputs }, [param.type]);
    }
    define(param.name, param.type);
    params.add(param.name);
  }

  const sections = new Set<string>();
  for (const { id } of graph.sections) {
    if (sections.has(id)) found.push(`section ${id} is declared twice`);
    sections.add(id);
  }

  const names = new Set<string>();
  for (const node of graph.nodes) {
    if (names.has(node.name)) found.push(`node ${node.name} exists twice`);
    names.add(node.name);
    apply(
      node.name,
      node,
      node.outputs.map((v) => v.type),
    );
    for (const { id, type } of node.outputs) define(id, type);
    if (node.outputs.length === 1 && node.outputs[0]!.id !== node.name)
      found.push(`the value of ${node.name} is named ${node.outputs[0]!.id}`);
    if (!sections.has(node.origin.section))
      found.push(`${node.name} comes from ${node.origin.section}, which is no section`);
  }

  for (const { id, result } of graph.sections)
    if (result !== undefined && !known.has(result))
      found.push(`section ${id} results in ${result}, which nothing makes`);
  const outputs = new Set<string>();
  for (const { name, value } of graph.outputs) {
    if (outputs.has(name)) found.push(`output ${name} is declared twice`);
    outputs.add(name);
    if (!known.has(value)) found.push(`output ${name} is ${value}, which nothing makes`);
  }
  return found;
}
