/** What the tfjs backends share: from a program to a session, on whichever tfjs backend was opened. */
import { readFile } from 'node:fs/promises';
import type { Tensor as TfTensor } from '@tensorflow/tfjs-core';
import type { DiagnosticCode } from '../../../compiler/diagnostics/codes.ts';
import { diagnostic, DiagnosticError } from '../../../compiler/diagnostics/diagnostic.ts';
import { emitTfjs } from '../../../compiler/emit/tfjs/emit.ts';
import { kernelCount } from '../../../compiler/emit/tfjs/kernel-count.ts';
import { valueTypes, type Graph } from '../../../compiler/ir/graph.ts';
import type { Tensor } from '../../../compiler/ops/op.ts';
import { legalize } from '../../../compiler/passes/legalize/legalize.ts';
import { consumedParams } from '../../../compiler/passes/uses.ts';
import { paramReader } from '../../weights/materialize.ts';
import type { BackendName, NodeTiming, Program, RunOptions, Session } from '../backend.ts';
import { loadTfjsModule, type TfjsModel } from './module.ts';
import type { Tfjs } from '../peer.ts';

/** A tfjs with one of its backends ready. */
export interface TfjsRuntime {
  readonly tf: Tfjs;
  /** tfjs's own name of the backend: `cpu`, `wasm`, `webgpu`, `tensorflow`. */
  readonly backend: string;
  /** Lets go of what keeps the process alive. */
  readonly close: () => void;
}

/** Several backends share tfjs's global state, so one thing happens at a time. */
let turn: Promise<unknown> = Promise.resolve();

async function exclusively<T>({ tf, backend }: TfjsRuntime, task: () => Promise<T>): Promise<T> {
  const run = async (): Promise<T> => {
    if (tf.getBackend() !== backend && !(await tf.setBackend(backend)))
      throw new Error(`tfjs can't start '${backend}'`);
    return task();
  };
  const result = turn.then(run, run);
  turn = result.catch(() => undefined);
  return result;
}

/** Loads a program on an opened runtime, which the session closes when it is disposed of. */
export async function createSession(
  name: BackendName,
  open: () => Promise<TfjsRuntime>,
  program: Program,
): Promise<Session> {
  const failing = <T>(task: () => Promise<T>): Promise<T> => describingFailure('SPN6004', name, task);
  const graph = legalize(program.graph, 'tfjs');
  const runtime = await describingFailure('SPN6002', name, open);
  const model = await failing(() => exclusively(runtime, () => loadModel(graph, program, runtime.tf))).catch(
    (error: unknown) => {
      runtime.close();
      throw error;
    },
  );
  let disposed = false;

  return {
    run: (input, options) =>
      failing(() =>
        exclusively(runtime, async () => {
          const outputs = await predict(graph, model, runtime.tf, input, options);
          return read(outputs);
        }),
      ),

    profile: (input, options) =>
      failing(() =>
        exclusively(runtime, async () => {
          let outputs: Record<string, TfTensor> = {};
          const { kernels } = await runtime.tf.profile(async () => {
            outputs = await predict(graph, model, runtime.tf, input, options);
            return Object.values(outputs);
          });
          await read(outputs);
          return nodeTimings(graph, kernels, runtime.backend);
        }),
      ),

    dispose: async () => {
      if (disposed) return;
      disposed = true;
      await failing(() =>
        exclusively(runtime, () => {
          model.dispose();
          return Promise.resolve();
        }),
      );
      runtime.close();
    },
  };
}

/** What tfjs throws becomes a diagnostic with its message. */
async function describingFailure<T>(code: DiagnosticCode, name: BackendName, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    throw new DiagnosticError(diagnostic(code, `${name}: ${error instanceof Error ? error.message : String(error)}`));
  }
}

/** Files made by `compile` are taken as they are; without them the module is emitted here and weights go in one by one. */
async function loadModel(graph: Graph, { files, weights }: Program, tf: Tfjs): Promise<TfjsModel> {
  const text = files?.tfjs === undefined ? await emitTfjs(graph) : await readFile(files.tfjs, 'utf8');
  const { load } = await loadTfjsModule(text, tf, files?.tfjs ?? `${graph.name}.ts`).catch((error: unknown) => {
    if (files?.tfjs === undefined) throw error;
    throw new DiagnosticError(diagnostic('SPN6009', `${files.tfjs} is no compiled module: ${String(error)}`));
  });
  if (files?.safetensors !== undefined) return load(await readFile(files.safetensors));
  const readParam = paramReader(graph, weights);
  const types = valueTypes(graph);
  const tensors: [string, TfTensor][] = [];
  try {
    for (const name of consumedParams(graph))
      tensors.push([name, tf.tensor(readParam(name), types.get(name)!.dims as number[], 'float32')]);
    return await load(Object.fromEntries(tensors));
  } finally {
    for (const [, tensor] of tensors) tensor.dispose(); // the model has handles of its own
  }
}

/** One run; the outputs are the caller's. Throws `DiagnosticError` SPN6005 for an input of another shape. */
async function predict(
  graph: Graph,
  model: TfjsModel,
  tf: Tfjs,
  input: Tensor,
  { imageShape }: RunOptions = {},
): Promise<Record<string, TfTensor>> {
  const wanted = graph.inputs[0]!.type.dims;
  const { dims, data } = input;
  if (dims.length !== wanted.length || dims.some((d, i) => d < 1 || (wanted[i] !== 'N' && d !== wanted[i])))
    throw new DiagnosticError(
      diagnostic('SPN6005', `input is [${dims.join(',')}], the network takes [${wanted.join(',')}]`),
    );
  const x = tf.tensor4d(
    data instanceof Float32Array ? data : Float32Array.from(data),
    dims as [number, number, number, number],
  );
  const sizes = imageShape && tf.tensor2d(Float32Array.from(imageShape.data), imageShape.dims as [number, number]);
  try {
    return await model.predict(x, sizes);
  } finally {
    x.dispose();
    sizes?.dispose();
  }
}

async function read(outputs: Record<string, TfTensor>): Promise<Record<string, Tensor>> {
  try {
    const results: [string, Tensor][] = [];
    for (const [name, tensor] of Object.entries(outputs))
      results.push([name, { dims: tensor.shape, data: Float32Array.from(await tensor.data()) }]);
    return Object.fromEntries(results);
  } finally {
    for (const tensor of Object.values(outputs)) tensor.dispose();
  }
}

type Kernels = Awaited<ReturnType<Tfjs['profile']>>['kernels'];

/** Kernels come in the order of the nodes; what comes after those (clones of inputs) is nobody's. */
async function nodeTimings(graph: Graph, profiled: Kernels, backend: string): Promise<readonly NodeTiming[]> {
  const kernels = profiled.filter(({ name }) => !name.endsWith('_op')); // tfjs lists the gradient wrapper of fused convs, too
  const types = valueTypes(graph);
  const timings: NodeTiming[] = [];
  let next = 0;
  for (const node of graph.nodes) {
    const count = kernelCount(node, types, backend);
    if (count === 0) continue;
    let milliseconds = 0;
    for (const kernel of kernels.slice(next, next + count)) {
      const time: unknown = await kernel.kernelTimeMs;
      if (typeof time !== 'number') throw new Error('this device has no timestamp queries');
      milliseconds += time;
    }
    next += count;
    timings.push({ node: node.name, milliseconds });
  }
  if (next > kernels.length) throw new Error('the compiled module is of another graph: compile it again');
  return timings;
}
