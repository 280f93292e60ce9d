/**
 * Roofline estimate (Williams, Waterman, Patterson, CACM 2009): an op takes at least as long as its arithmetic at the
 * device's peak and as moving its inputs, params and result once at the device's bandwidth, whichever is longer.
 */
import type { Roofline, RooflineRow } from '../schema/report-types.generated.ts';
import type { Graph } from '../ir/graph.ts';
import { nodeCosts } from './cost.ts';
import type { Device } from './devices.ts';

/** Lower bound of one run at batch 1, float32, by section. */
export function roofline(graph: Graph, device: Device): Roofline {
  const rows = new Map<string, RooflineRow>();
  let total = 0;
  let computeBound = 0;
  for (const { node, figures, activationBytes, bytesRead } of nodeCosts(graph)) {
    const compute = figures.flops / device.peakFlops;
    const bytes = activationBytes + bytesRead;
    const traffic = bytes / device.bandwidth;
    const seconds = Math.max(compute, traffic);
    total += seconds;
    if (compute >= traffic) computeBound += seconds;
    const { section: id } = node.origin;
    const row = rows.get(id) ?? { id, milliseconds: 0, flops: 0, bytes: 0 };
    rows.set(id, row);
    row.milliseconds += seconds * 1000;
    row.flops += figures.flops;
    row.bytes += bytes;
  }
  return {
    device: device.name,
    peakFlops: device.peakFlops,
    bandwidth: device.bandwidth,
    milliseconds: total * 1000,
    computeBoundShare: total === 0 ? 0 : computeBound / total,
    rows: [...rows.values()],
  };
}
