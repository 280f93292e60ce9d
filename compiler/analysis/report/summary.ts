/** The first lines of a report, as pairs: what was counted, and the totals that people compare with the paper. */
import type { Memory, Report } from '../../schema/report-types.generated.ts';
import { bytes, exact, short } from './format.ts';

export function summary(report: Report): readonly (readonly [name: string, value: string])[] {
  const { totals, input, executed, memory, roofline, convention } = report;
  const parts = report.parts
    .map((part) => `${part.name} ${short(part.trainableParams)} / ${short(part.macs)}`)
    .join(', ');
  return [
    [
      'input',
      `${input.height}×${input.width}×${input.channels}, batch ${input.batch}, dialect ${report.dialect}, head ${report.head}`,
    ],
    ['macs', `${exact(totals.macs)} (${short(totals.macs)} multiply-adds; the paper’s “FLOPs”)`],
    ['flops', `${exact(totals.flops)} (2·macs + every other op)`],
    [
      'trainable params',
      `${exact(totals.trainableParams)} (${exact(totals.params)} with moving statistics, ${bytes(totals.weightBytes)})`,
    ],
    ...(convention.regions === undefined ? [] : [['regions', convention.regions] as const]),
    ...(report.parts.length > 1 ? [['parts', `${parts} (trainable params / macs)`] as const] : []),
    [
      'peak activations',
      `${bytes(totals.activationBytesPeak)} at ${memory.peakAt}, ${planRatio(memory)} (float32, batch 1)`,
    ],
    [`executed at -${executed.level}`, executedWork(report)],
    ...(roofline === undefined
      ? []
      : [
          [
            'roofline',
            `≥ ${roofline.milliseconds.toFixed(2)} ms on ${roofline.device}, ${(100 * roofline.computeBoundShare).toFixed(0)} % of it bound by arithmetic`,
          ] as const,
        ]),
  ];
}

/** The plan beside what no order of execution could go below. */
function planRatio({ activationBytesPeak, lowerBoundBytes }: Memory): string {
  return `${(activationBytesPeak / lowerBoundBytes).toFixed(2)}× the lower bound of ${bytes(lowerBoundBytes)}`;
}

/** What is left of the work, and for whom, where that was a choice. */
function executedWork({ executed, totals }: Report): string {
  const { macs, nodes, goal, target } = executed;
  const work = `${short(macs)} macs in ${nodes} ops`;
  if (goal === undefined || target === undefined) return work;
  return `${work}, ${((100 * macs) / totals.macs).toFixed(1)} % of the macs above (${target}, optimised for ${goal})`;
}
