/**
 * `compile --verify`: every target against the reference evaluator, with the same weights. Weights don't depend on the
 * picture's size, so it runs at the smallest size that has all levels: seconds instead of minutes.
 */
import { compareOutputs } from '../../runtime/compare.ts';
import { backends } from '../../runtime/backends/index.ts';
import type { Tensor } from '../ops/op.ts';
import type { OptimizationTarget, PassChoice } from '../passes/choice.ts';
import { buildGraph } from '../pipeline.ts';
import { diagnostic, DiagnosticError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import type { Progress } from './progress.ts';
import { testPicture } from './test-picture.ts';
import { openWeights, type WeightsOptions } from './weights.ts';

const tolerance = 1e-4;

/** Largest relative error of each target that can run here; errors for those that are wrong. */
export async function verifyTargets(
  spec: ResolvedSpec,
  options: WeightsOptions & Omit<PassChoice, 'target'>,
  progress: Progress,
): Promise<readonly Diagnostic[]> {
  const side = 2 ** spec.levels.max;
  const small = {
    ...spec,
    input: { ...spec.input, height: Math.min(side, spec.input.height), width: Math.min(side, spec.input.width) },
  };
  const { level, goal, costs } = options;
  const programFor = (target: OptimizationTarget) => {
    const built = buildGraph(small, { level, goal, costs, target });
    if (built.value === undefined) throw new DiagnosticError(...built.diagnostics);
    return openWeights(built.value.graph, options);
  };
  const input = testPicture([1, small.input.height, small.input.width, small.input.channels]);
  const diagnostics: Diagnostic[] = [];
  let expected: Record<string, Tensor> | undefined;
  for (const name of ['reference', 'onnx-cpu', 'tfjs-wasm', 'tfjs-cpu'] as const) {
    progress.step(`verify: ${name}`);
    const backend = await backends[name]();
    const probe = await backend.probe();
    if (!probe.available) {
      process.stderr.write(`verify: ${name} skipped: ${probe.reason ?? 'not available'}\n`);
      continue;
    }
    // As it was compiled: at -O2 each target has a graph of its own.
    const { graph, source } = programFor(name.startsWith('tfjs-') ? 'tfjs' : 'onnx');
    const session = await backend.prepare({ graph, weights: source });
    const outputs = await session.run(input);
    await session.dispose();
    if (expected === undefined) {
      expected = outputs;
      continue;
    }
    const compared = compareOutputs(expected, outputs, { tolerance });
    const worst = compared.worst;
    process.stderr.write(
      `verify: ${name} ${small.input.height}×${small.input.width}: largest error ${worst.relative.toExponential(1)} of the maximum, at ${worst.name}\n`,
    );
    if (!compared.agree)
      diagnostics.push(
        diagnostic(
          'SPN6902',
          `${name}: ${worst.name} differs from the reference by ${worst.relative.toExponential(1)} of its maximum (allowed ${tolerance})`,
        ),
      );
  }
  return diagnostics;
}
