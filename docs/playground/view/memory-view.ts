/** What is in memory over a run, and at its worst moment. */
import { bytes } from '../../../compiler/analysis/report/format.ts';
import type { Report } from '../../../compiler/schema/report-types.generated.ts';
import { element } from './dom.ts';
import { memoryChart } from './memory-chart.ts';

export function memoryElement(report: Report): HTMLElement {
  const { memory } = report;
  return element(
    'div',
    {},
    memoryChart(report),
    element(
      'table',
      {},
      element('caption', {}, `Alive at the peak, during ${memory.peakAt}`),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('th', { scope: 'col', className: 'text' }, 'tensor'),
          element('th', { scope: 'col' }, 'size'),
        ),
      ),
      element(
        'tbody',
        {},
        ...memory.alive.map(({ name, bytes: held }) =>
          element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, bytes(held))),
        ),
      ),
    ),
  );
}
