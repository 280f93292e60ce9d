/** What a backend says about where the time of a run goes: the runtime's kernels, in order of execution. */
import type { Graph } from '../../ir/graph.ts';

/** One kernel. Times are medians over the rounds. */
export interface Kernel {
  /** As the runtime calls it: often the name of one of the nodes that it computes. */
  readonly name: string;
  /** The runtime's own type: `Conv`, `FusedConv2D`, `ReorderOutput`. */
  readonly op: string;
  readonly milliseconds: number;
  /** In the round where it was fastest. */
  readonly fastest: number;
  /** The node of the graph that it is named after or, for work of the runtime's own, that it is done for. */
  readonly node: string | undefined;
  /** The runtime's own work: another layout, another type, a copy. */
  readonly own: boolean;
}

export interface RunProfile {
  /** What was run, whose nodes kernels name; undefined for a file of unknown origin. */
  readonly graph: Graph | undefined;
  readonly kernels: readonly Kernel[];
  /** A node without a kernel was taken in by another's; else it was computed on the host. */
  readonly fuses: boolean;
  /** How often it ran, after runs to warm up. */
  readonly rounds: number;
  /** A profiled run on the clock: median. */
  readonly milliseconds: number;
  /** What of a round no kernel was busy with: median. */
  readonly betweenMilliseconds: number;
  /** Share of a round that its kernels were busy with: median. */
  readonly coverage: number;
  /** The same without the profiler, by turns with them; undefined where that can't be measured. */
  readonly unprofiledMilliseconds: number | undefined;
}

/** What the same backend reached on one large op, in the same session. */
export interface Ceiling {
  readonly flopsPerSecond: number;
  readonly bytesPerSecond: number;
}
