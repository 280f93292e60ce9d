/**
 * Runs a spec on a picture as its compiled module: the text that `compile --target tfjs` writes, with seeded weights, on
 * TensorFlow.js. The picture is read, resampled and normalised by the runtime's own code, as everywhere else.
 */
import * as tf from '@tensorflow/tfjs-core';
import { emitTfjs } from '../../../compiler/emit/tfjs/emit.ts';
import { DiagnosticError } from '../../../compiler/diagnostics/diagnostic.ts';
import type { Graph } from '../../../compiler/ir/graph.ts';
import { buildGraph } from '../../../compiler/pipeline.ts';
import { specHash } from '../../../compiler/resolve/hash.ts';
import type { ResolvedSpec } from '../../../compiler/resolve/resolved-spec.ts';
import { load, type CompiledModule } from '../../../runtime/browser.ts';
import { withFoldedParams } from '../../../runtime/weights/fit.ts';
import { paramReader } from '../../../runtime/weights/materialize.ts';
import { safetensorsBytes } from '../../../runtime/weights/safetensors-writer.ts';
import { seededSource } from '../../../runtime/weights/seeded.ts';
import { startBackend } from './backends.ts';
import type { RunResult, Work } from './messages.ts';

export async function runPicture(
  { spec, seed, picture, backend }: Extract<Work, { kind: 'run' }>,
  step: (text: string) => void,
): Promise<RunResult> {
  step('starting TensorFlow.js');
  const device = await startBackend(backend);
  step('compiling the network');
  const graph = graphOf(spec);
  const text = await emitTfjs(graph, { specHash: specHash(spec), dialect: spec.dialect });
  const module = await importModule(text);
  step(`drawing ${spec.name}'s weights from seed ${seed}`);
  const network = await load(module, { weights: seededWeights(graph, seed), tf });
  try {
    step(`running on ${device}`);
    const { tensor } = await network.prepare(picture);
    const start = performance.now();
    const outputs = await network.run(tensor);
    return { runsOn: `${network.runsOn} (${device})`, milliseconds: performance.now() - start, outputs };
  } finally {
    await network.dispose();
  }
}

/** With a head, the endpoints are outputs as well: they are the feature maps to look at. */
function graphOf(spec: ResolvedSpec): Graph {
  const graph = built(spec);
  if (spec.head.kind === 'none') return graph;
  const taps = graph.sections.map(({ id }) => id).filter((id) => /^endpoint_\d+$/.test(id));
  return taps.length === 0 ? graph : built(spec, taps);
}

function built(spec: ResolvedSpec, taps: readonly string[] = []): Graph {
  const { value, diagnostics } = buildGraph(spec, { target: 'tfjs', taps });
  if (value === undefined) throw new DiagnosticError(...diagnostics);
  return value.graph;
}

function seededWeights(graph: Graph, seed: number): Uint8Array {
  const read = paramReader(graph, seededSource(seed));
  return safetensorsBytes(
    withFoldedParams(graph).params.map(({ name, type }) => {
      return { name, dims: type.dims.map(Number), type: 'F32', read: () => read(name) } as const;
    }),
  );
}

/** The module's text as a module: TypeScript's transpiler makes CommonJS of it, whose one import is answered here. */
async function importModule(text: string): Promise<CompiledModule> {
  const { ts } = await import('ts-morph');
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const url = URL.createObjectURL(
    new Blob([`export default (exports, require) => {\n${outputText}\n};`], { type: 'text/javascript' }),
  );
  try {
    const { default: evaluate } = (await import(/* @vite-ignore */ url)) as {
      default: (exports: Partial<CompiledModule>, require: (name: string) => unknown) => void;
    };
    const exports: Partial<CompiledModule> = {};
    evaluate(exports, () => tf);
    return exports as CompiledModule;
  } finally {
    URL.revokeObjectURL(url);
  }
}
