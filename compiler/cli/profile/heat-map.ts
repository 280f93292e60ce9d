/** The picture of a network, its blocks shaded by the time that they take. */
import { analyze } from '../../analysis/analyze.ts';
import { percent } from '../../analysis/report/format.ts';
import { DiagnosticError, hasErrors } from '../../diagnostics/diagnostic.ts';
import { understand } from '../../pipeline.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';
import type { ProfileReport } from '../../schema/profile-report-types.generated.ts';
import { UsageError } from '../files.ts';
import type { Runnable } from '../network.ts';

/**
 * The spec behind a network: that of a compiled folder is read like any other, as anybody may have written it.
 * @throws UsageError for an ONNX file, DiagnosticError for a folder whose spec is none.
 */
export function drawnSpec({ spec, name, isFolder }: Pick<Runnable, 'spec' | 'name' | 'isFolder'>): ResolvedSpec {
  if (spec === undefined) throw new UsageError(`error: --profile-picture draws a spec, and ${name} has none`);
  if (!isFolder) return spec;
  const { value, diagnostics } = understand({ name: 'manifest.json', text: JSON.stringify(spec, null, 2) });
  if (value === undefined || hasErrors(diagnostics)) throw new DiagnosticError(...diagnostics);
  return value;
}

/** An SVG: the darkest block is the slowest one; labels have milliseconds and the share of a run. */
export async function heatMap(profile: ProfileReport, spec: ResolvedSpec): Promise<string> {
  const { networkPicture } = await import('../../picture/network-picture.ts');
  // Work that is no block's has a row, too, under a name that a block may have.
  const blocks = profile.blocks.filter(({ part }) => part !== null);
  const heat = new Map(
    blocks.map(({ id, figures: { milliseconds, share } }) => [
      id,
      { share, label: `${milliseconds.toFixed(1)} ms, ${percent(share)}` },
    ]),
  );
  const { run, backend, level } = profile;
  const title = `${profile.network} on ${backend}${level === null ? '' : ` at -${level}`}: ${run.milliseconds.toFixed(0)} ms`;
  return networkPicture(spec, analyze(spec), { heat, title, idPrefix: 'profile-' });
}
