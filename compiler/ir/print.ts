/**
 * The graph as text: what `--target ir`, `--emit-after` and tests show, and what is hashed. `parse.ts` reads it back
 * without loss. One statement per line:
 *
 *     graph spinenet-49
 *     input images : f32[N,640,640,3]
 *     input image_shape : f32[N,2] = [640,640]
 *     param b2/conv/kernel : f32[1,1,64,64] ~ variance-scaling(64) trainable regularized
 *     param b2/conv/folded : f32[1,1,64,64] = multiply(b2/conv/kernel, b2/norm/scale)
 *     section b2 "b2 : L2 bottleneck <- b0 b1" part backbone level 2 result b2/add
 *       b2/conv : f32[N,160,160,64] = conv2d(b1/out, b2/conv/kernel) {stride: [1,1], …}
 *     output endpoint_3 = b2/add
 *
 * A node belongs to the section above it unless it ends in `@section` (and `:part`, if its part is not the section's).
 */
import { opDefinition, ops } from '../ops/index.ts';
import { inSchemaOrder } from './attributes.ts';
import type { ComputedParam, Graph, GraphInput, Initializer, Node, Param, Section, Value } from './graph.ts';
import { formatType } from './tensor-type.ts';

/** Words that begin a statement: a node of such a name is printed in quotes. */
export const statementWords: ReadonlySet<string> = new Set(['graph', 'input', 'param', 'section', 'output']);

/** Names that need no quotes. */
const plainName = /^[A-Za-z0-9_][A-Za-z0-9_./+-]*$/;

export function printGraph(graph: Graph): string {
  const lines = [`graph ${name(graph.name)}`, ''];
  for (const input of graph.inputs) lines.push(printInput(input));
  if (graph.params.length > 0) lines.push('');
  for (const param of graph.params) lines.push(printParam(param)); // not spread: there may be 100,000

  const position = new Map(graph.sections.map((section, i) => [section.id, i]));
  let printed = 0; // sections so far: they keep their order, each printed before the first node that is in it or a later one
  const printSectionsTo = (end: number): void => {
    for (; printed < end; printed++) lines.push('', printSection(graph.sections[printed]!));
  };
  for (const node of graph.nodes) {
    const at = position.get(node.origin.section);
    if (at !== undefined) printSectionsTo(at + 1);
    lines.push(
      `  ${printNode(node)}${printOrigin(node, graph.sections[printed - 1], at === undefined ? undefined : graph.sections[at])}`,
    );
  }
  printSectionsTo(graph.sections.length);

  lines.push('');
  for (const output of graph.outputs) lines.push(`output ${name(output.name)} = ${name(output.value)}`);
  return lines.join('\n') + '\n';
}

function name(text: string): string {
  return plainName.test(text) && !statementWords.has(text) ? text : JSON.stringify(text);
}

const typed = (value: Value): string => `${name(value.id)} : ${formatType(value.type)}`;

function printInput(input: GraphInput): string {
  const value = `input ${typed(input)}`;
  return input.perPicture === undefined ? value : `${value} = ${printAttribute(input.perPicture)}`;
}

function printParam(param: Param): string {
  const head = `param ${name(param.name)} : ${formatType(param.type)}`;
  if (param.source === 'computed') return `${head} = ${printApplication(param.op, param.inputs)}`;
  const flags = `${param.trainable ? ' trainable' : ''}${param.regularized ? ' regularized' : ''}`;
  return `${head} ~ ${printInitializer(param.initializer)}${flags}`;
}

function printInitializer(initializer: Initializer): string {
  switch (initializer.kind) {
    case 'zeros':
    case 'ones':
      return initializer.kind;
    case 'constant':
      return `constant(${printNumber(initializer.value)})`;
    case 'normal':
      return `normal(${printNumber(initializer.stddev)})`;
    case 'uniform':
      return `uniform(${printNumber(initializer.limit)})`;
    case 'variance-scaling':
      return `variance-scaling(${printNumber(initializer.fanIn)})`;
  }
}

function printSection({ id, title, part, level, result }: Section): string {
  const words = [`section ${name(id)} ${JSON.stringify(title)} part ${part}`];
  if (level !== undefined) words.push(`level ${printNumber(level)}`);
  if (result !== undefined) words.push(`result ${name(result)}`);
  return words.join(' ');
}

/** `name : type = kind(inputs) {attributes}`; with several outputs `name -> out : type, out : type = …`. */
function printNode(node: Node): string {
  const single = node.outputs.length === 1 && node.outputs[0]!.id === node.name;
  const head = single ? typed(node.outputs[0]!) : `${name(node.name)} -> ${node.outputs.map(typed).join(', ')}`;
  return `${head} = ${printApplication(node, node.inputs)}`;
}

function printOrigin({ origin }: Node, current: Section | undefined, own: Section | undefined): string {
  if (own?.part !== origin.part) return ` @${name(origin.section)}:${origin.part}`;
  return own === current ? '' : ` @${name(origin.section)}`;
}

function printApplication({ kind, attrs }: ComputedParam['op'], inputs: readonly string[]): string {
  // An unknown kind can be printed too: the verifier's problems are easier to understand beside the text.
  const ordered = Object.hasOwn(ops, kind) ? inSchemaOrder(opDefinition(kind).attributes, { ...attrs }) : { ...attrs };
  const fields = Object.keys(ordered).length > 0 ? ` ${printAttribute(ordered)}` : '';
  return `${kind}(${inputs.map(name).join(', ')})${fields}`;
}

function printAttribute(value: unknown): string {
  if (typeof value === 'number') return printNumber(value);
  if (Array.isArray(value)) return `[${value.map(printAttribute).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, field]) => `${name(key)}: ${printAttribute(field)}`)
      .join(', ')}}`;
  return JSON.stringify(value);
}

/** JSON has no infinities and forgets −0. */
function printNumber(value: number): string {
  if (Object.is(value, -0)) return '-0';
  if (Number.isFinite(value)) return String(value);
  return value === -Infinity ? '"-inf"' : value === Infinity ? '"inf"' : '"nan"';
}
