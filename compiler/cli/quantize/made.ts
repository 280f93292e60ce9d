/** What `spinec quantize` made of a network, whatever the number format: what is written and what is reported. */
import type { LayerNoise } from '../../../runtime/quantize/measure-noise.ts';
import { nearest } from '../../diagnostics/did-you-mean.ts';
import { diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import type { OnnxOptions } from '../../emit/onnx/emit.ts';
import type { Graph, Node } from '../../ir/graph.ts';
import { firstLayers, lastLayers, nodesNamed } from '../../quantize/keep.ts';
import type { QuantizationReport } from '../../schema/quantization-report-types.generated.ts';
import type { CommonOptions } from '../options.ts';

export interface Made {
  readonly plan: Pick<OnnxOptions, 'quantization' | 'float16'>;
  /** For the file's metadata. */
  readonly description: string;
  readonly format: QuantizationReport['format'];
  readonly method: { readonly method: 'min-max' | 'percentile' | 'entropy'; readonly percentile: number | null };
  /** How many layers were measured. */
  readonly measured: number;
  readonly layers: readonly LayerRow[];
}

export type LayerRow = QuantizationReport['layers'][number];

export interface KeepOptions extends CommonOptions {
  readonly keep?: readonly string[] | undefined;
  readonly keepFirst?: true | undefined;
  readonly keepLast?: true | undefined;
  readonly minSnr?: number | undefined;
}

/** Decibels: an error of 5.6 %. */
export const defaultMinimumSnr = 25;

/**
 * Nodes that are to stay in float32.
 * @param fits says which could be computed in the other number format at all.
 * @param layers those of them with kernels.
 * @throws DiagnosticError SPN4910
 */
export function keptNodes(
  graph: Graph,
  fits: (node: Node) => boolean,
  layers: readonly Node[],
  options: KeepOptions,
): ReadonlySet<Node> {
  const kept = new Set<Node>();
  for (const pattern of options.keep ?? []) {
    const nodes = nodesNamed(graph, pattern, fits);
    if (nodes.length === 0) {
      const names = graph.nodes.flatMap(({ name, origin }) => [name, origin.section]);
      const suggestion = nearest(pattern, names);
      throw new DiagnosticError(
        diagnostic('SPN4910', `--keep: no layer of ${graph.name} is called \`${pattern}\``, {
          ...(suggestion !== undefined && { suggestion: `did you mean \`${suggestion}\`?` }),
        }),
      );
    }
    for (const node of nodes) kept.add(node);
  }
  const known = new Set(layers);
  const first = options.keepFirst ? firstLayers(graph, known) : [];
  const last = options.keepLast ? lastLayers(graph, known) : [];
  for (const node of [...first, ...last]) kept.add(node);
  return kept;
}

/**
 * Rows of the layers that were measured, and of the layers with kernels that were not.
 * @param computed how nodes are computed in the other format: those, and its name.
 * @param largest magnitudes of layers that float16 does not hold.
 */
export function layerRows(
  graph: Graph,
  measured: readonly LayerNoise[],
  layers: readonly Node[],
  computed: { readonly as: 'integer' | 'float16'; readonly nodes: ReadonlySet<string>; readonly minimumSnr: number },
  largest: ReadonlyMap<string, number> = new Map(),
): readonly LayerRow[] {
  const noise = new Map(measured.map(({ layer, snr }) => [layer.nodes[0], snr]));
  const shown = new Set<Node | undefined>([...layers, ...noise.keys()]);
  const howComputed = ({ name }: Node, snr: number | undefined): LayerRow['computed'] => {
    if (computed.nodes.has(name)) return computed.as;
    if (largest.has(name)) return 'overflows';
    if (snr === undefined) return 'kept';
    return snr < computed.minimumSnr ? 'noisy' : 'follows';
  };
  return graph.nodes
    .filter((node) => shown.has(node))
    .map((node) => {
      const { name, kind, origin } = node;
      const snr = noise.get(node);
      return {
        ...{ name, kind, section: origin.section, computed: howComputed(node, snr) },
        ...{ snr: inHundredths(snr), largest: finite(largest.get(name)) },
      };
    });
}

function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}

function inHundredths(value: number | undefined): number | null {
  const known = finite(value);
  return known === null ? null : Math.round(100 * known) / 100;
}
