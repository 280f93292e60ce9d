/** Compiles a spec every way and holds the results against the reference evaluator. */
import { expect } from 'vitest';
import type { Graph } from '../../compiler/ir/graph.ts';
import { sizeAt } from '../../compiler/ir/tensor-type.ts';
import { valueTypes } from '../../compiler/ir/graph.ts';
import { lower } from '../../compiler/lower/lower.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import type { OptimizationLevel } from '../../compiler/passes/choice.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import type { BackendName } from '../../runtime/backends/backend.ts';
import { backends } from '../../runtime/backends/table.ts';
import { evaluateGraph } from '../../runtime/reference/evaluate.ts';
import { exactParamReader } from '../../runtime/weights/materialize.ts';
import { tensorDifference } from '../emit/difference.ts';
import { randomInputs } from '../property/random-graph.ts';
import { variedSource } from './varied-source.ts';

/** Of each tensor's largest magnitude. */
export const tolerance = 1e-4;

export interface AgreementOptions {
  /** What runs: each level on each of its backends. */
  readonly runs: readonly (readonly [OptimizationLevel, BackendName])[];
  /** Batches to run; all of them from one session. Pictures of a batch are the first ones of the largest. */
  readonly batches?: readonly number[];
  /** Every node's value becomes an output of the O0 network: shapes and values are compared node by node. */
  readonly everyNode?: boolean;
}

/** The graph of a spec, without optimisation; diagnostics are failures. */
export function lowered(spec: ResolvedSpec): Graph {
  const { value, diagnostics } = lower(spec);
  if (!value) throw new Error(diagnostics.map((d) => `${d.code} ${d.message}`).join('\n'));
  return value;
}

/** Fails when a target differs from the reference; gives the largest difference that it saw. */
export async function expectAgreement(spec: ResolvedSpec, options: AgreementOptions): Promise<number> {
  const { runs, batches = [1, 2], everyNode = false } = options;
  const graph = lowered(spec);
  const weights = variedSource(11);
  const most = Math.max(...batches);
  const inputs = randomInputs(graph, 5, most);
  const images = inputs['images']!;
  const everything = evaluateGraph(graph, exactParamReader(graph, weights), inputs, { keep: 'all' });
  expectShapes(graph, everything, most);

  let largest = 0;
  for (const [level, name] of runs) {
    const target = name.startsWith('tfjs') ? 'tfjs' : 'onnx';
    const observed = everyNode && level === 'O0' ? withEveryNode(graph) : optimize(graph, { level, target }).graph;
    const session = await (await backends[name]()).prepare({ graph: observed, weights });
    try {
      for (const batch of batches) {
        const outputs = await session.run(firstOf(images, batch));
        for (const { name: output } of observed.outputs) {
          const difference = tensorDifference(firstOf(everything[output]!, batch), outputs[output]);
          expect(difference, `${level} ${name}, batch ${batch}, ${output} of ${describeSpec(spec)}`).toBeLessThan(
            tolerance,
          );
          largest = Math.max(largest, difference);
        }
      }
    } finally {
      await session.dispose();
    }
  }
  return largest;
}

function describeSpec({ name, dialect, input }: ResolvedSpec): string {
  return `${name} (${dialect}, ${input.height}x${input.width})`;
}

/** Shapes by the shape rules are those of the evaluated values. */
function expectShapes(graph: Graph, values: Readonly<Record<string, Tensor>>, batch: number): void {
  const types = valueTypes(graph);
  for (const node of graph.nodes)
    for (const { id } of node.outputs) {
      const dims = types.get(id)!.dims.map((d) => sizeAt(d, batch));
      const { data, dims: found } = values[id]!;
      expect(found, id).toEqual(dims);
      expect(data.length, id).toBe(dims.reduce((product, d) => product * d, 1));
    }
}

function withEveryNode(graph: Graph): Graph {
  const names = new Set(graph.outputs.map((output) => output.name));
  const others = graph.nodes.filter((node) => !names.has(node.name)).map(({ name }) => ({ name, value: name }));
  return { ...graph, outputs: [...graph.outputs, ...others] };
}

/** The first pictures of a batch. */
function firstOf({ dims: [all = 0, ...rest], data }: Tensor, batch: number): Tensor {
  return { dims: [batch, ...rest], data: data.subarray(0, (data.length / all) * batch) };
}
