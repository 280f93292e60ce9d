/** The figures that people compare networks by, exact on demand; and what a screen reader hears of a change. */
import { bytes, exact, short } from '../../../compiler/analysis/report/format.ts';
import type { Report } from '../../../compiler/schema/report-types.generated.ts';
import { element } from './dom.ts';

/** With units: what the page shows and says is never a bare number. */
function figures({
  totals,
  input,
  executed,
}: Report): readonly (readonly [name: string, shown: string, exactly: string])[] {
  return [
    ['MACs', short(totals.macs), `${exact(totals.macs)} multiply-adds at ${input.height}×${input.width}, batch 1`],
    [
      'trainable params',
      short(totals.trainableParams),
      `${exact(totals.trainableParams)}; with statistics ${exact(totals.params)}`,
    ],
    [
      'peak memory',
      bytes(totals.activationBytesPeak),
      `${exact(totals.activationBytesPeak)} bytes of float32 activations`,
    ],
    ['weights', bytes(totals.weightBytes), `${exact(totals.weightBytes)} bytes as float32`],
    ['MACs at -O1', short(executed.macs), `${exact(executed.macs)} multiply-adds that run after optimisation`],
  ];
}

export function showTotals(into: HTMLElement, report: Report): void {
  into.replaceChildren(
    ...figures(report).map(([name, shown, exactly]) =>
      element('div', { title: exactly }, element('dt', {}, name), element('dd', {}, shown)),
    ),
  );
  into.dataset['macs'] = String(report.totals.macs);
}

/** One sentence for the live region. */
export function spokenTotals({ spec, totals }: Report): string {
  return `${spec}: ${short(totals.macs)} MACs, ${short(totals.trainableParams)} params, peak memory ${bytes(totals.activationBytesPeak)}`;
}
