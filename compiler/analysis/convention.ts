/** What the figures of a report mean, in words: printed in its header so that nobody has to guess. */

/** @param graph which one is counted. */
export const macsMeaning = (graph: string): string =>
  `multiply-adds of conv, depthwise conv, transposed conv and dense layers, of the graph ${graph}; the paper calls them FLOPs`;

export const flopsMeaning =
  '2·macs + the operations of every other op (bias, normalisation, activation, addition, pooling)';

/** @param level of the graph whose memory is planned. */
export const conventionAt = (level: string) => ({
  macs: macsMeaning('as lowered'),
  flops: flopsMeaning,
  params:
    'params counts every scalar; trainableParams leaves out moving statistics and is the paper’s parameter count; a param shared by several rows is counted in the first',
  weightBytes: 'params as float32',
  activationBytesPeak: `largest sum of tensors alive at once, the input included: float32, batch 1, liveness plan at -${level} with explicit pads`,
  receptiveField:
    'input pixels that a cell can see, over all paths, not clipped to the picture; offset is its centre minus the cell’s own',
});

/** What the work of a two-stage head is counted for: it depends on what is found, and tables need a number. */
export function regionConvention(regions: number, masks: number | undefined): string {
  const counted = `a box head is counted with ${regions} regions per picture`;
  const masked = masks === undefined ? '' : `, a mask head with ${masks} detections`;
  const official = regions === 1000 && (masks ?? 100) === 100 ? ', as in the published tables' : '';
  return `${counted}${masked}${official}`;
}
