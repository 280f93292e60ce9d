/**
 * Reorders nodes so that the liveness plan's peak is low. Scale-permuted networks read features long after they were made:
 * where two blocks start from the same large features, all small steps that read those come first (SpineNet-49 at 640 falls
 * from 136 to 87 MB). Generated code and ONNX files list nodes in this order.
 */
import type { Pass } from '../pass.ts';
import { replaceNodes } from '../rewrite.ts';
import { livenessOf } from './liveness.ts';
import { lowestPeak } from './lowest-peak.ts';

export const scheduleMemory: Pass = {
  name: 'schedule-memory',
  doc: 'reorder nodes for the lowest peak of live bytes',
  requires: ['no-dead-nodes'],
  ensures: [],
  breaks: [],
  error: 'exact',
  run(graph) {
    const { order } = lowestPeak(livenessOf(graph));
    if (order.every((step, i) => step === i)) return { graph, changed: false };
    return { graph: replaceNodes(graph, { nodes: order.map((step) => graph.nodes[step]!) }), changed: true };
  },
};
