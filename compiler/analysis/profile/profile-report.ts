/**
 * Kernel times joined with the cost table: what every op, kind, block and level takes, how fast that is, and how near to
 * what the backend reaches at best (the roofline of `analysis/roofline.ts`, with measured figures).
 *
 * The time of a kernel that computes several ops is divided among them by their flops, which leaves the convolution that
 * took in an activation what it costs; ops without flops share alike.
 */
import type { Graph, Node } from '../../ir/graph.ts';
import type { ProfileFigures, ProfileReport } from '../../schema/profile-report-types.generated.ts';
import { compilerVersion } from '../../version.ts';
import { flopsMeaning, macsMeaning } from '../convention.ts';
import { clustersOf, clusterWork, readersOf, type Cluster } from './clusters.ts';
import type { Ceiling, Kernel, RunProfile } from './run-profile.ts';

/** What is known beside the measurement. */
export type ProfileFacts = Pick<
  ProfileReport,
  'network' | 'date' | 'machine' | 'backend' | 'runsOn' | 'level' | 'input'
> & {
  readonly ceiling: Ceiling | undefined;
};

export function profileReport(profile: RunProfile, { ceiling, ...facts }: ProfileFacts): ProfileReport {
  const { graph, kernels, rounds, milliseconds, betweenMilliseconds, coverage } = profile;
  const work =
    graph === undefined ? kernels.map(unknownWork) : workOf({ ...profile, graph }, facts.input[0] ?? 1, ceiling);
  const figures = (sum: Sum): ProfileFigures =>
    figuresOf(sum, milliseconds, ceiling !== undefined && graph !== undefined);
  const kernelMilliseconds = timeOf(kernels);
  const sections = new Map(graph?.sections.map((section) => [section.id, section]));
  const levelOf = ({ block }: Work): number | null => sections.get(block ?? '')?.level ?? null;
  const inBlocks = graph === undefined ? [] : work;
  return {
    network: facts.network,
    compiler: compilerVersion,
    date: facts.date,
    machine: facts.machine,
    backend: facts.backend,
    runsOn: facts.runsOn,
    level: facts.level,
    input: facts.input,
    convention: { ...profileConvention },
    run: {
      milliseconds,
      kernelMilliseconds,
      betweenKernelsMilliseconds: betweenMilliseconds,
      unevenMilliseconds: milliseconds - kernelMilliseconds - betweenMilliseconds,
      coverage,
      unprofiledMilliseconds: profile.unprofiledMilliseconds ?? null,
      rounds,
    },
    ceiling:
      ceiling === undefined
        ? null
        : { gflopsPerSecond: ceiling.flopsPerSecond / 1e9, gigabytesPerSecond: ceiling.bytesPerSecond / 1e9 },
    totals: figures({ ...add(work), milliseconds }),
    blocks: group(inBlocks, ({ block }) => block).map(([id, rows]) => {
      const section = sections.get(id ?? '');
      return {
        id: id ?? runtimeRow,
        title: section?.title ?? '',
        part: section?.part ?? null,
        level: section?.level ?? null,
        figures: figures(add(rows)),
      };
    }),
    byLevel: group(inBlocks, levelOf)
      .map(([level, rows]) => ({ level, figures: figures(add(rows)) }))
      .sort((a, b) => (a.level ?? Infinity) - (b.level ?? Infinity)),
    byKind: group(work, ({ kind, own }) => `${own ? 'runtime' : 'graph'} ${kind}`)
      .map(([, rows]) => ({
        kind: rows[0]!.kind,
        runtime: rows[0]!.own,
        ops: rows.length,
        figures: figures(add(rows)),
      }))
      .sort((a, b) => b.figures.milliseconds - a.figures.milliseconds),
    ops: opRows(graph, work).map(({ sum, ...row }) => ({ ...row, figures: figures(sum) })),
    kernels: kernelRows(kernels, work),
  };
}

const runtimeRow = 'runtime';

const profileConvention = {
  milliseconds:
    'medians of the rounds, kernel by kernel; rows, what is between kernels and what is uneven add up to a run on the clock',
  macs: macsMeaning('that was run'),
  flops: flopsMeaning,
  fused: 'the time of a kernel that computes several ops is divided among them by their flops',
  runtime:
    'a change of layout counts for the op whose result it reads, or that reads what it makes; kinds list it by itself',
  ceiling:
    'the least time that measured arithmetic and bandwidth allow, of the time taken; flops/s of the faster of a 3×3 and a 1×1 convolution, bytes/s of a sum, on the same backend',
  betweenKernels:
    'time of a round in which no kernel is busy: the executor, its profiler, copies at the interface, work on the host',
  uneven: 'by what the median run differs from the sum of medians: other programs disturb other kernels in each round',
} as const;

/** A part of the kernels' time that belongs to one op, or to the runtime. */
interface Work extends Sum {
  readonly kernels: readonly Kernel[];
  readonly op: string;
  readonly kind: string;
  readonly block: string | undefined;
  readonly own: boolean;
  /** Of the kernels' time. */
  readonly share: number;
}

interface Sum {
  readonly milliseconds: number;
  readonly macs: number;
  readonly flops: number;
  /** The least seconds that the ceiling allows. */
  readonly least: number;
}

const nothing: Sum = { milliseconds: 0, macs: 0, flops: 0, least: 0 };

const add = (rows: readonly Sum[]): Sum =>
  rows.reduce(
    (sum, row) => ({
      milliseconds: sum.milliseconds + row.milliseconds,
      macs: sum.macs + row.macs,
      flops: sum.flops + row.flops,
      least: sum.least + row.least,
    }),
    nothing,
  );

const timeOf = (kernels: readonly Kernel[]): number => kernels.reduce((sum, { milliseconds }) => sum + milliseconds, 0);

function unknownWork(kernel: Kernel): Work {
  const { name, op, milliseconds, own } = kernel;
  return { ...nothing, kernels: [kernel], milliseconds, op: name, kind: op, block: undefined, own, share: 1 };
}

function workOf(
  { graph, kernels, fuses }: RunProfile & { readonly graph: Graph },
  batch: number,
  ceiling: Ceiling | undefined,
): readonly Work[] {
  const { clusters, rest, unseen } = clustersOf(graph, { kernels, fuses });
  const readers = readersOf(graph);
  const none = unseen.map((node): Cluster => ({ nodes: [node], kernels: [] }));
  const work = [...clusters, ...none].flatMap((cluster) => {
    const { costs, bytes } = clusterWork(graph, cluster, readers, batch);
    const flops = costs.reduce((sum, cost) => sum + cost.flops, 0);
    // What no kernel computes takes no kernel's time, which is what the ceiling is compared with.
    const least =
      ceiling === undefined || cluster.kernels.length === 0
        ? 0
        : Math.max(flops / ceiling.flopsPerSecond, bytes / ceiling.bytesPerSecond);
    const computing = cluster.kernels.filter(({ own }) => !own);
    const computed = cluster.nodes.map((node, i): Work => {
      const share = flops === 0 ? 1 / costs.length : costs[i]!.flops / flops;
      return {
        ...{ kernels: computing, op: node.name, kind: node.kind, block: node.origin.section, own: false, share },
        ...costs[i]!,
        milliseconds: share * timeOf(computing),
        least: share * least,
      };
    });
    return [...computed, ...cluster.kernels.filter(({ own }) => own).map((kernel) => ownWork(kernel, cluster.nodes))];
  });
  return inOrder(graph, [...work, ...rest.map((kernel) => ({ ...unknownWork(kernel), own: true }))]);
}

/** The runtime's own work, in the block that it is done for. */
function ownWork(kernel: Kernel, nodes: readonly Node[]): Work {
  const node = nodes.find(({ name }) => name === kernel.node) ?? nodes[0]!;
  return { ...unknownWork(kernel), op: node.name, block: node.origin.section, own: true };
}

/** In the graph's order; what belongs to no op comes last. */
function inOrder(graph: Graph, work: readonly Work[]): readonly Work[] {
  const places = new Map(graph.nodes.map(({ name }, index) => [name, index]));
  const placeOf = ({ op }: Work): number => places.get(op) ?? Infinity;
  return [...work].sort((a, b) => (placeOf(a) === placeOf(b) ? 0 : placeOf(a) - placeOf(b)));
}

function group<K>(rows: readonly Work[], keyOf: (row: Work) => K): readonly (readonly [K, readonly Work[]])[] {
  const groups = new Map<K, Work[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [row]);
    else list.push(row);
  }
  return [...groups];
}

/** An op with the runtime's own work for it; of a file of unknown origin every kernel. */
function opRows(graph: Graph | undefined, work: readonly Work[]) {
  if (graph === undefined) return work.map((row) => ({ name: row.op, kind: row.kind, block: null, sum: row }));
  return group(work, ({ op }) => op).map(([name, rows]) => ({
    name,
    kind: (rows.find(({ own }) => !own) ?? rows[0]!).kind,
    block: rows[0]!.block ?? null,
    sum: add(rows),
  }));
}

function kernelRows(kernels: readonly Kernel[], work: readonly Work[]): ProfileReport['kernels'] {
  const shares = new Map<Kernel, { op: string; block: string; share: number }[]>();
  for (const { kernels: of, op, block, share } of work) {
    if (block === undefined) continue;
    for (const kernel of of) shares.set(kernel, [...(shares.get(kernel) ?? []), { op, block, share }]);
  }
  return kernels.map((kernel) => ({
    name: kernel.name,
    op: kernel.op,
    milliseconds: kernel.milliseconds,
    runtime: kernel.own,
    shares: shares.get(kernel) ?? [],
  }));
}

function figuresOf({ milliseconds, macs, flops, least }: Sum, run: number, hasCeiling: boolean): ProfileFigures {
  const rate = (count: number): number | null =>
    count === 0 || milliseconds === 0 ? null : count / milliseconds / 1e6;
  return {
    milliseconds,
    share: run === 0 ? 0 : milliseconds / run,
    macs,
    flops,
    gmacsPerSecond: rate(macs),
    gflopsPerSecond: rate(flops),
    ofCeiling: hasCeiling && milliseconds > 0 && least > 0 ? (1000 * least) / milliseconds : null,
  };
}
