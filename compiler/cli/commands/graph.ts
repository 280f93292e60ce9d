/** `spinec graph`: a network as a picture (SVG, DOT, HTML), the ops of a block, or figures for Netron. */
import { analyze } from '../../analysis/analyze.ts';
import { DiagnosticError, hasErrors } from '../../diagnostics/diagnostic.ts';
import type { Graph } from '../../ir/graph.ts';
import { networkDot } from '../../picture/dot.ts';
import type { Weighing } from '../../picture/labels.ts';
import { netronAttachment } from '../../picture/netron.ts';
import { networkPicture } from '../../picture/network-picture.ts';
import { opPicture } from '../../picture/op-picture.ts';
import { buildGraph } from '../../pipeline.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';
import type { CommonOptions, PictureFormat, SpecOptions } from '../options.ts';
import { outputForm, pictureForms, writeForm } from '../output-form.ts';
import { refuseReplacing } from '../refuse-replacing.ts';
import { requireSpec } from '../specs.ts';

interface GraphOptions extends CommonOptions, SpecOptions {
  readonly output: string;
  readonly format?: PictureFormat | undefined;
  readonly by?: Weighing | undefined;
  readonly block?: string | undefined;
  readonly optimize?: '0' | '1' | '2' | undefined;
}

export async function graph(reference: string, options: GraphOptions): Promise<number> {
  const format = outputForm(options, pictureForms);
  if (options.block !== undefined && format !== 'svg')
    throw new UsageError(`error: --block draws SVG, not ${format}; the html page shows the ops of every block`);
  const ofOps = options.block !== undefined || format === 'netron.json';
  if (options.optimize !== undefined && !ofOps)
    throw new UsageError('error: -O is for --block and .netron.json; pictures of the whole network are of the spec');
  if (options.by !== undefined && ofOps) throw new UsageError('error: --by is for pictures of the whole network');
  const { spec, loaded } = requireSpec(reference, options);
  refuseReplacing([{ option: '-o', path: options.output }], loaded.files);
  writeForm(options, await drawn(spec, format, options));
  return exitCode.ok;
}

async function drawn(
  spec: ResolvedSpec,
  format: PictureFormat,
  { by = 'macs', block, optimize }: GraphOptions,
): Promise<string> {
  const level = `O${optimize ?? '1'}` as const;
  if (block !== undefined) return opPicture(built(spec, level), block);
  switch (format) {
    case 'svg':
      return networkPicture(spec, analyze(spec), { weigh: by });
    case 'dot':
      return networkDot(spec, analyze(spec), by);
    case 'html': {
      const { networkPage } = await import('../../page/network-page.ts');
      return networkPage(spec, analyze(spec, { ops: true }), by);
    }
    case 'netron.json':
      return netronAttachment(built(spec, level), analyze(spec, { level }));
  }
}

/** The graph that `compile` writes at a level. */
function built(spec: ResolvedSpec, level: 'O0' | 'O1' | 'O2'): Graph {
  const { value, diagnostics } = buildGraph(spec, { level });
  if (value === undefined || hasErrors(diagnostics)) throw new DiagnosticError(...diagnostics);
  return value.graph;
}
