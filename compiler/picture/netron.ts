/**
 * Figures for Netron's sidebar: a file that is opened after (dropped onto) the ONNX file and says something about its
 * nodes by name (`metadata.Attachment` in `source/view.js` of github.com/lutzroeder/netron).
 */
import { nodeCosts } from '../analysis/cost.ts';
import { buildOnnxModel } from '../emit/onnx/build.ts';
import type { Graph } from '../ir/graph.ts';
import type { Report } from '../schema/report-types.generated.ts';

/** One line of a sidebar. The model itself is the target `''`. */
interface Item {
  readonly kind: 'model' | 'node';
  readonly target: string;
  readonly name: string;
  readonly value: string | number;
}

export interface NetronAttachment {
  readonly signature: 'netron:attachment';
  readonly metadata: readonly Item[];
  readonly metrics: readonly Item[];
}

/** JSON text. `graph` is what the ONNX file was made of; `report` is of its spec, for the totals. */
export function netronAttachment(graph: Graph, report: Report): string {
  return `${JSON.stringify(attachment(graph, report), null, 1)}\n`;
}

function attachment(graph: Graph, report: Report): NetronAttachment {
  const metadata: Item[] = [];
  const metrics: Item[] = [];
  const titles = new Map(graph.sections.map(({ id, title }) => [id, title]));
  const names = onnxNames(graph);
  const { macs, flops, trainableParams, activationBytesPeak } = report.totals;
  for (const [name, value] of Object.entries({ macs, flops, trainableParams, activationBytesPeak }))
    metrics.push({ kind: 'model', target: '', name, value });
  for (const [name, value] of Object.entries(report.convention))
    metadata.push({ kind: 'model', target: '', name, value });
  for (const { node, output, figures, activationBytes } of nodeCosts(graph)) {
    const target = names.get(node.name);
    if (target === undefined) continue;
    const { section } = node.origin;
    const level = report.blocks.find(({ id }) => id === section)?.level;
    const said = {
      block: titles.get(section) ?? section,
      ...(typeof level === 'number' ? { level } : {}),
      op: node.kind,
      output: `[${output.dims.join(',')}] (N,H,W,C)`,
    };
    for (const [name, value] of Object.entries(said)) metadata.push({ kind: 'node', target, name, value });
    const counted = { macs: figures.macs, flops: figures.flops, params: figures.params, outputBytes: activationBytes };
    for (const [name, value] of Object.entries(counted)) metrics.push({ kind: 'node', target, name, value });
  }
  return { signature: 'netron:attachment', metadata, metrics };
}

/** The ONNX node that stands for each node of the graph: of one that is spelt with several, the last. */
function onnxNames(graph: Graph): ReadonlyMap<string, string> {
  const own = new Set(graph.nodes.map(({ name }) => name));
  const names = new Map<string, string>();
  for (const { name } of buildOnnxModel(graph).proto.graph.node ?? []) {
    if (name == null) continue;
    if (own.has(name)) {
      names.set(name, name);
      continue;
    }
    const whole = name.slice(0, name.lastIndexOf('/'));
    if (own.has(whole) && names.get(whole) !== whole) names.set(whole, name);
  }
  return names;
}
