/** Generated tfjs modules in tests: type-checked alone, and run on the tfjs backends that run anywhere. */
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import ts from 'typescript';
import { emitTfjs } from '../../compiler/emit/tfjs/emit.ts';
import { valueTypes, type Graph } from '../../compiler/ir/graph.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { legalize } from '../../compiler/passes/legalize/legalize.ts';
import { consumedParams } from '../../compiler/passes/uses.ts';
import { loadTfjsModule, type TfjsModel } from '../../runtime/backends/tfjs/module.ts';
import { evaluateGraph } from '../../runtime/reference/evaluate.ts';
import { paramReader } from '../../runtime/weights/materialize.ts';
import type { ParamSource } from '../../runtime/weights/param-source.ts';
import { randomInputs, randomParams, randomSource } from '../property/random-graph.ts';
import { root } from '../support/spinec.ts';

tf.enableProdMode();

/** The strictest that a project may ask of a file that it takes in. */
const strictest: ts.CompilerOptions = {
  strict: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  allowUnreachableCode: false,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  skipLibCheck: true, // tfjs's own declarations are tfjs's business
  target: ts.ScriptTarget.ES2020,
  lib: ['lib.es2020.d.ts', 'lib.dom.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
  noEmit: true,
};

/** What TypeScript has to say about modules, by name, each on its own and against the real types of tfjs-core. */
export function typeErrors(modules: Readonly<Record<string, string>>): string[] {
  const path = (name: string): string => join(root, `${name}.module.ts`);
  const texts = new Map(Object.entries(modules).map(([name, text]) => [path(name), text]));
  const host = ts.createCompilerHost(strictest);
  const fromDisk = { fileExists: host.fileExists.bind(host), getSourceFile: host.getSourceFile.bind(host) };
  host.fileExists = (name) => texts.has(name) || fromDisk.fileExists(name);
  host.getSourceFile = (name, version, ...rest) => {
    const text = texts.get(name);
    return text === undefined
      ? fromDisk.getSourceFile(name, version, ...rest)
      : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...texts.keys()], strictest, host);
  return ts.getPreEmitDiagnostics(program).map((d) => {
    const line = d.file && d.start !== undefined ? d.file.getLineAndCharacterOfPosition(d.start).line + 1 : 0;
    return `${d.file?.fileName ?? ''}:${line} ${ts.flattenDiagnosticMessageText(d.messageText, ' ')}`;
  });
}

export async function useBackend(name: 'cpu' | 'wasm'): Promise<void> {
  if (tf.getBackend() !== name) await tf.setBackend(name);
}

/** The graph's module with weights from a source, on the current backend. */
export async function loadModel(graph: Graph, source: ParamSource = randomSource(1)): Promise<TfjsModel> {
  const module = await loadTfjsModule(await emitTfjs(graph), tf);
  const weights = weightTensors(graph, source);
  try {
    return await module.load(weights);
  } finally {
    tf.dispose(weights);
  }
}

/** Tensors under the names that the graph's module asks for. */
export function weightTensors(graph: Graph, source: ParamSource = randomSource(1)): Record<string, tf.Tensor> {
  const legal = legalize(graph, 'tfjs');
  const read = paramReader(legal, source);
  const types = valueTypes(legal);
  return Object.fromEntries(
    [...consumedParams(legal)].map((name) => [name, tf.tensor(read(name), types.get(name)!.dims as number[])]),
  );
}

/** Outputs of one run, as the reference gives them. */
export async function predict(model: TfjsModel, input: Tensor, imageShape?: Tensor): Promise<Record<string, Tensor>> {
  const x = tf.tensor4d(Float32Array.from(input.data), input.dims as [number, number, number, number]);
  const sizes = imageShape && tf.tensor2d(Float32Array.from(imageShape.data), imageShape.dims as [number, number]);
  const outputs = await model.predict(x, sizes);
  const results: [string, Tensor][] = [];
  for (const [name, tensor] of Object.entries(outputs))
    results.push([name, { dims: tensor.shape, data: Float32Array.from(await tensor.data()) }]);
  tf.dispose([x, ...(sizes ? [sizes] : []), ...Object.values(outputs)]);
  return Object.fromEntries(results);
}

/** Largest difference of any output from the reference's, relative to that output's largest value (at least 1). */
export async function difference(graph: Graph, model: TfjsModel, batch = 2): Promise<number> {
  const inputs = randomInputs(graph, 2, batch);
  const [input] = Object.values(inputs);
  const expected = evaluateGraph(graph, randomParams(graph, 1), inputs, { precision: 'f64' });
  const actual = await predict(model, input!);
  if (Object.keys(actual).join() !== Object.keys(expected).join())
    throw new Error(`outputs are ${Object.keys(actual).join()}`);
  let worst = 0;
  for (const [name, { dims, data }] of Object.entries(expected)) {
    if (actual[name]!.dims.join() !== dims.join()) throw new Error(`${name} is [${actual[name]!.dims.join()}]`);
    let [scale, error] = [1, 0];
    data.forEach((value, i) => {
      scale = Math.max(scale, Math.abs(value));
      const difference = Math.abs(value - actual[name]!.data[i]!);
      error = Math.max(error, Number.isNaN(difference) ? Infinity : difference);
    });
    worst = Math.max(worst, error / scale);
  }
  return worst;
}

export { tf };
