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
import type { BackendName, Program, RunOptions, Session } from '../backend.ts';
import { medianProfile, repeatRounds, type Round, type TimedKernel } from '../rounds.ts';
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

    profile: (input, { rounds: wanted, ...told } = {}) =>
      failing(() =>
        exclusively(runtime, async () => {
          const rounds: Round[] = [];
          const unprofiled: number[] = [];
          /** Milliseconds until the outputs are there, which on a GPU is later than `predict` is done. */
          const time = async (): Promise<number> => {
            const start = performance.now();
            await read(await predict(graph, model, runtime.tf, input, told));
            return performance.now() - start;
          };
          await time(); // warms up
          await repeatRounds(wanted, async () => {
            let milliseconds = 0;
            const { kernels } = await runtime.tf.profile(async () => {
              milliseconds = await time();
              return [];
            });
            rounds.push({ milliseconds, kernels: await timedKernels(graph, kernels, runtime.backend) });
            unprofiled.push(await time());
          });
          return medianProfile({ graph, fuses: false }, rounds, unprofiled);
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
async function timedKernels(graph: Graph, profiled: Kernels, backend: string): Promise<readonly TimedKernel[]> {
  const kernels = profiled.filter(({ name }) => !name.endsWith('_op')); // tfjs lists the gradient wrapper of fused convs, too
  const types = valueTypes(graph);
  const owners = graph.nodes.flatMap((node) =>
    Array.from({ length: kernelCount(node, types, backend) }, () => node.name),
  );
  if (owners.length > kernels.length) throw new Error('the compiled module is of another graph: compile it again');
  const timed: TimedKernel[] = [];
  for (const [index, { name, kernelTimeMs }] of kernels.entries()) {
    const milliseconds: unknown = await kernelTimeMs;
    if (typeof milliseconds !== 'number') throw new Error('this device has no timestamp queries');
    const node = owners[index];
    const own = node === undefined;
    timed.push({ key: `${index}`, name: node ?? name, op: name, milliseconds, node, own });
  }
  return timed;
}
