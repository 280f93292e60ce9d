/**
 * The report of a spec: resolution, params, macs and flops, bytes, receptive field, peak memory.
 * One pure call that a search program can make thousands of times: it lowers, counts, optimises at -O1 and plans memory.
 */
import { DiagnosticError, hasErrors } from '../diagnostics/diagnostic.ts';
import { resultOf, type Graph, type Section } from '../ir/graph.ts';
import { byteSize } from '../ir/tensor-type.ts';
import { lower } from '../lower/lower.ts';
import { legalize } from '../passes/legalize/legalize.ts';
import type { OptimizationGoal, OptimizationLevel, OptimizationTarget } from '../passes/choice.ts';
import { optimize } from '../passes/manager.ts';
import type { ConvCosts } from '../passes/winograd-costs.ts';
import { planMemory } from '../passes/memory-plan.ts';
import { specHash } from '../resolve/hash.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import { withOptions } from '../resolve/variant.ts';
import type { BlockRow, Executed, Memory, Report } from '../schema/report-types.generated.ts';
import { compilerVersion } from '../version.ts';
import { conventionAt, regionConvention } from './convention.ts';
import { addFigures, groupFigures, nodeCosts, noFigures, totalCost, type NodeCost } from './cost.ts';
import type { Device } from './devices.ts';
import { centreShift, fieldFigures, receptiveFields } from './receptive-field.ts';
import { roofline } from './roofline.ts';

export interface AnalyzeOptions {
  /** Another picture size than the spec's. */
  readonly input?: { readonly height: number; readonly width: number } | undefined;
  /** Another head than the spec's: a kind, whose settings come from `heads`. */
  readonly head?: string | undefined;
  /** Level whose graph `executed` and `memory` describe; -O1 unless told. */
  readonly level?: OptimizationLevel | undefined;
  /** What -O2 makes small; default latency. */
  readonly goal?: OptimizationGoal | undefined;
  /** What -O2 compiles for; default onnx. */
  readonly target?: OptimizationTarget | undefined;
  /** What convolutions cost where it runs, for the choices of -O2. */
  readonly costs?: ConvCosts | undefined;
  /** Adds one row per op. */
  readonly ops?: boolean | undefined;
  /** Adds a roofline estimate. */
  readonly device?: Device | undefined;
}

/**
 * Counts a spec. Throws `DiagnosticError` when it can't be lowered (run `check` first to get every reason).
 */
export function analyze(spec: ResolvedSpec, options: AnalyzeOptions = {}): Report {
  const chosen = withOptions(spec, options);
  return reportOf(chosen, analyzedGraphs(chosen, options), options);
}

/** The report of graphs that are there already. @param chosen the spec with its options applied. */
export function reportOf(
  chosen: ResolvedSpec,
  { graph, optimized, planned }: AnalyzedGraphs,
  options: AnalyzeOptions,
): Report {
  const { level = 'O1', goal = 'latency', target = 'onnx' } = options;
  const costs = nodeCosts(graph);
  const memory = memoryReport(planned);
  const blocks = blockRows(chosen, graph, costs);
  const totals = blocks.reduce((sum, row) => addFigures(sum, row), noFigures);
  return {
    spec: chosen.name,
    specHash: specHash(chosen),
    compiler: compilerVersion,
    dialect: chosen.dialect,
    input: { height: chosen.input.height, width: chosen.input.width, channels: chosen.input.channels, batch: 1 },
    head: chosen.head.kind,
    convention: { ...conventionAt(level), ...regionsOf(chosen) },
    totals: { ...totals, activationBytesPeak: memory.activationBytesPeak },
    parts: [...groupFigures(costs, (row) => row.node.origin.part)].map(([name, { figures }]) => ({ name, ...figures })),
    blocks,
    byKind: [...groupFigures(costs, (row) => row.node.kind)]
      .map(([kind, { figures, nodes }]) => ({ kind, nodes, ...figures }))
      .sort((a, b) => b.macs - a.macs || b.flops - a.flops),
    byLevel: levelRows(blocks),
    ...(options.ops === true ? { ops: opRows(costs) } : {}),
    executed: { level, ...(level === 'O2' ? { goal, target } : {}), ...executedWork(optimized) },
    memory,
    ...(options.device === undefined ? {} : { roofline: roofline(optimized.graph, options.device) }),
  };
}

export type AnalyzedGraphs = ReturnType<typeof analyzedGraphs>;

/** What a report is about: the graph as lowered, as optimised, and as the memory plan's target has it. */
export function analyzedGraphs(chosen: ResolvedSpec, options: AnalyzeOptions) {
  const lowered = lower(chosen);
  if (lowered.value === undefined || hasErrors(lowered.diagnostics)) throw new DiagnosticError(...lowered.diagnostics);
  const graph = lowered.value;
  const { level = 'O1', goal = 'latency', target = 'onnx', costs } = options;
  const optimized = optimize(graph, { level, goal, target, costs });
  // The plan is that of the generated module; below -O2 targets share a graph.
  const planned = level === 'O2' && target !== 'tfjs' ? optimize(graph, { level, goal, target: 'tfjs' }) : optimized;
  return { graph, optimized, planned: legalize(planned.graph, 'tfjs') };
}

/** The rows of blocks alone, of a lowered graph: what an editor shows while somebody types. */
export function blockFigures(spec: ResolvedSpec, graph: Graph): readonly BlockRow[] {
  return blockRows(spec, graph, nodeCosts(graph));
}

/** The counting assumption of two-stage heads, for those that have one. */
function regionsOf({ head }: ResolvedSpec): { readonly regions?: string } {
  if (head.kind !== 'mask-rcnn') return {};
  const masks = head.mask.enabled ? head.detections.maxDetections : undefined;
  return { regions: regionConvention(head.rpn.proposals.max, masks) };
}

const noShift: readonly [number, number] = [0, 0];

function blockRows(spec: ResolvedSpec, graph: Graph, costs: readonly NodeCost[]): BlockRow[] {
  const groups = groupFigures(costs, (row) => row.node.origin.section);
  const fields = receptiveFields(graph);
  const results = new Map<string, NodeCost>();
  const shifts = new Map<string, readonly [number, number]>();
  for (const row of costs) {
    const { section } = row.node.origin;
    results.set(section, row);
    if (row.node.kind !== 'add') continue;
    const [y, x] = centreShift(row.node, fields);
    const [mostY, mostX] = shifts.get(section) ?? noShift;
    shifts.set(section, [Math.max(y, mostY), Math.max(x, mostX)]);
  }
  const described = new Map<string, { readonly kind: string; readonly inputs?: readonly string[] }>();
  for (const block of [...spec.stem.blocks, ...spec.blocks]) described.set(block.id, block);
  return graph.sections.flatMap((section) => {
    const group = groups.get(section.id);
    const last = results.get(section.id);
    if (group === undefined || last === undefined) return [];
    const field = fields.get(resultOf(last.node).id);
    const figures = field === undefined ? { size: [0, 0], offset: [0, 0] } : fieldFigures(field);
    const block = described.get(section.id);
    return [
      {
        id: section.id,
        part: section.part,
        level: section.level ?? null,
        kind: block?.kind ?? kindOfSection(section),
        inputs: [...(block?.inputs ?? [])],
        output: last.output.dims.slice(1).map(Number),
        ...group.figures,
        activationBytes: group.activationBytes,
        receptiveField: [...figures.size],
        offset: [...figures.offset],
        centreShift: [...(shifts.get(section.id) ?? [0, 0])],
      },
    ];
  });
}

/** `endpoint_3` → `endpoint`: sections that are no block are named after what they make. */
function kindOfSection(section: Section): string {
  return section.id.replace(/_\d+$/, '');
}

function levelRows(blocks: readonly BlockRow[]): Report['byLevel'] {
  const levels = [...new Set(blocks.map((row) => row.level))].sort((a, b) => (a ?? Infinity) - (b ?? Infinity));
  return levels.map((level) => {
    const rows = blocks.filter((row) => row.level === level);
    return { level, rows: rows.length, ...rows.reduce((sum, row) => addFigures(sum, row), noFigures) };
  });
}

function opRows(costs: readonly NodeCost[]): NonNullable<Report['ops']> {
  return costs.map(({ node, output, figures, activationBytes }) => ({
    name: node.name,
    section: node.origin.section,
    kind: node.kind,
    output: output.dims.slice(1).map(Number),
    ...figures,
    activationBytes,
  }));
}

function executedWork({ graph, passes }: ReturnType<typeof optimize>): Omit<Executed, 'level'> {
  const { macs, flops } = totalCost(graph);
  return {
    nodes: graph.nodes.length,
    macs,
    flops,
    passes: passes
      .filter((pass) => pass.changed)
      .map((pass) => ({
        name: pass.name,
        nodes: pass.nodesAfter - pass.nodesBefore,
        macs: pass.macsAfter - pass.macsBefore,
      })),
  };
}

function memoryReport(planned: Graph): Memory {
  const plan = planMemory(planned);
  const peak = planned.nodes.findIndex((node) => node.name === plan.peakNode);
  const alive = new Map<string, number>(planned.inputs.map(({ id, type }) => [id, byteSize(type)]));
  planned.nodes.slice(0, peak + 1).forEach((node, index) => {
    for (const { id, type } of node.outputs) alive.set(id, byteSize(type));
    if (index < peak) for (const id of plan.lastUse[index]!) alive.delete(id);
  });
  return {
    activationBytesPeak: plan.peakBytes,
    // Counted when somebody looks: search programs only ask for the peak.
    get lowerBoundBytes() {
      return plan.lowerBoundBytes;
    },
    peakAt: plan.peakNode ?? '',
    alive: [...alive].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes),
  };
}
