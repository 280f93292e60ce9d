/** From the multiply-adds of the spec to those that are executed, pass by pass. */
import { executedIsText, passLines } from '../../analysis/report/executed.ts';
import { exact } from '../../analysis/report/format.ts';
import { markup } from '../../picture/markup.ts';
import { drawChart, seriesColors } from '../charts.ts';
import { textTable } from './table.ts';
import { figure, type PageEntry, type View } from './view.ts';

export async function executedView(entry: PageEntry): Promise<View> {
  const { executed, totals } = entry.report;
  const { level, goal, target } = executed;
  const asked = goal === undefined || target === undefined ? '' : ` for ${target}, optimised for ${goal}`;
  const more = level === 'O1' ? '; -O2 saves macs too' : '';
  const said =
    level === 'O0'
      ? 'At -O0 nothing is optimised.'
      : executed.macs === totals.macs
        ? `At -${level} passes save ops and leave all ${exact(totals.macs)} macs of the spec${more}.`
        : `At -${level}${asked} ${exact(executed.macs)} of the spec's ${exact(totals.macs)} macs are executed.`;
  return {
    title: 'Executed work',
    body: markup`<p>${said}</p>
${executed.macs === totals.macs ? undefined : figure('Macs by pass', await drawPasses(entry), 'Multiply-adds that are left after each pass that changes them.')}
${textTable('Ops and macs by pass', passLines(entry.report), executedIsText)}`,
  };
}

async function drawPasses({ report: { executed, totals } }: PageEntry): Promise<string> {
  let left = totals.macs;
  const bars = executed.passes
    .filter(({ macs }) => macs !== 0)
    .map(({ name, macs }) => {
      const before = left;
      left += macs;
      return { name, from: before / 1e9, to: left / 1e9, kind: macs < 0 ? 'saved' : 'added' };
    });
  const values = [
    { name: 'as lowered', from: 0, to: totals.macs / 1e9, kind: 'all' },
    ...bars,
    { name: 'executed', from: 0, to: executed.macs / 1e9, kind: 'all' },
  ];
  return drawChart({
    description: 'Multiply-adds before and after each pass',
    width: 640,
    height: { step: 24 },
    data: { values },
    mark: { type: 'bar', height: 14 },
    encoding: {
      y: { field: 'name', type: 'nominal', sort: values.map(({ name }) => name), title: null },
      x: { field: 'from', type: 'quantitative', title: 'macs, 10⁹' },
      x2: { field: 'to' },
      color: {
        field: 'kind',
        type: 'nominal',
        scale: { domain: ['all', 'saved', 'added'], range: [seriesColors[0], seriesColors[2], seriesColors[1]] },
        title: null,
      },
    },
  });
}
