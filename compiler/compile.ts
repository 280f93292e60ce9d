/**
 * Spec → files, without touching any: the last arrow of the pipeline. Text is made at once; weights are streamed from a
 * reader while the caller consumes the chunks, so that a network of hundreds of megabytes never is in memory.
 */
import { diagnostic, DiagnosticError, hasErrors, type Diagnostic, type Outcome } from './diagnostics/diagnostic.ts';
import type { OnnxOptions, WeightReader } from './emit/onnx/emit.ts';
import type { Graph } from './ir/graph.ts';
import { printGraph } from './ir/print.ts';
import type { OptimizationTarget } from './passes/choice.ts';
import type { PassEvent, PassRun } from './passes/manager.ts';
import { buildGraph, type GraphOptions } from './pipeline.ts';
import { specHash } from './resolve/hash.ts';
import type { ResolvedSpec } from './resolve/resolved-spec.ts';

export const targets = [
  { name: 'tfjs', note: 'static TypeScript module for TensorFlow.js' },
  { name: 'onnx', note: 'ONNX file, opset 17' },
  { name: 'ir', note: 'the optimised graph as text' },
] as const;

export type TargetName = (typeof targets)[number]['name'];

export interface CompileOptions extends Omit<GraphOptions, 'target' | 'onPass'> {
  /** Default: tfjs and onnx. */
  readonly targets?: readonly TargetName[] | undefined;
  /** Whose graph `ir` is. Default: that of tfjs where it is among the targets, else of onnx. */
  readonly graphOf?: OptimizationTarget | undefined;
  /** Told about each pass after it ran, and at -O2 for which target: each has passes of its own there. */
  readonly onPass?: ((event: PassEvent, target: OptimizationTarget) => void) | undefined;
  readonly onnx?: Omit<OnnxOptions, 'specHash' | 'dataFile'> | undefined;
  /** Values of the optimised graph's params by name; without it no weights are emitted and ONNX is left out. */
  readonly weights?: ((graph: Graph) => WeightReader) | undefined;
}

/**
 * Kernels that were transformed for speed are two to four times as large. Runtimes map a file beside the model into memory,
 * and copy what is inside the model: for SpineNet-49 that is 240 MB less at the peak.
 */
const mapped = 128 * 2 ** 20;

/** One file of the result. Chunked content reads weights while it is consumed. */
export interface Artifact {
  readonly name: string;
  readonly target: TargetName;
  readonly content: string | Iterable<Uint8Array>;
}

export interface Compilation {
  /** What the tfjs module computes, or what the ONNX file does where there is no module; at -O2 the two differ. */
  readonly graph: Graph;
  readonly passes: readonly PassRun[];
  readonly artifacts: readonly Artifact[];
}

/** File names come from specs: what is not a plain name character becomes `-`, so no path can be escaped. */
export function fileStem(name: string): string {
  const stem = name
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 100);
  // Windows has devices of these names, whatever extension they are given.
  if (/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(stem)) return `net-${stem}`;
  return stem === '' ? 'network' : stem;
}

/** Compiles a checked spec. `value` is absent when there are errors. */
export async function compile(spec: ResolvedSpec, options: CompileOptions = {}): Promise<Outcome<Compilation>> {
  const wanted = options.targets ?? ['tfjs', 'onnx'];
  const main = options.graphOf ?? (wanted.includes('tfjs') ? 'tfjs' : 'onnx');
  const built = buildGraph(spec, optionsFor(main, options));
  if (built.value === undefined) return { value: undefined, diagnostics: built.diagnostics };
  const { graph, passes } = built.value;
  const diagnostics: Diagnostic[] = [...built.diagnostics];
  const artifacts: Artifact[] = [];
  const stem = fileStem(spec.name);
  const hash = specHash(spec);
  for (const target of wanted)
    switch (target) {
      case 'tfjs': {
        const { emitTfjs } = await import('./emit/tfjs/emit.ts');
        const content = await emitTfjs(graph, { specHash: hash, dialect: spec.dialect });
        artifacts.push({ name: `${stem}.ts`, target, content });
        break;
      }
      case 'onnx': {
        const forOnnx = graphFor(spec, optionsFor('onnx', options), { graph, target: main });
        const read = options.weights?.(forOnnx);
        if (read === undefined) {
          diagnostics.push(diagnostic('SPN4900', `${spec.name}: no ONNX file without weights`));
          break;
        }
        const { emitOnnx } = await import('./emit/onnx/emit.ts');
        const files = await emitOnnx(forOnnx, read, {
          ...(options.level === 'O2' && (options.goal ?? 'latency') === 'latency' ? { largestInside: mapped } : {}),
          ...options.onnx,
          specHash: hash,
          metadata: { ...onnxMetadata(spec), ...options.onnx?.metadata },
          dataFile: `${stem}.onnx.data`,
        });
        artifacts.push({ name: `${stem}.onnx`, target, content: files.model });
        if (files.data !== undefined) artifacts.push({ name: files.data.file, target, content: files.data.bytes });
        break;
      }
      case 'ir':
        artifacts.push({ name: `${stem}.ir.txt`, target, content: printGraph(graph) });
        break;
    }
  return { value: hasErrors(diagnostics) ? undefined : { graph, passes, artifacts }, diagnostics };
}

const optionsFor = (target: OptimizationTarget, options: CompileOptions): GraphOptions => ({
  ...options,
  target,
  onPass: (event) => options.onPass?.(event, target),
});

/** The graph of another target: the one at hand below -O2, where nothing differs. */
function graphFor(
  spec: ResolvedSpec,
  options: GraphOptions,
  known: { readonly graph: Graph; readonly target: OptimizationTarget },
): Graph {
  if (options.level !== 'O2' || options.target === known.target) return known.graph;
  const built = buildGraph(spec, options);
  // It was lowered for the other target already.
  if (built.value === undefined) throw new DiagnosticError(...built.diagnostics);
  return built.value.graph;
}

/** How pictures are to be resampled before an ONNX file is fed (the dialect's way), and how its classes are counted. */
export function onnxMetadata({ dialect, head }: ResolvedSpec): Readonly<Record<string, string>> {
  return {
    dialect,
    ...('classes' in head && { classes: String(head.classes) }),
    ...('background' in head && { background: String(head.background) }),
  };
}
