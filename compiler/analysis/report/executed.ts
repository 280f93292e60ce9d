/** From the macs of a spec to those that are executed, pass by pass: shown where passes are asked to save work. */
import type { Report } from '../../schema/report-types.generated.ts';
import { change, exact, percent, short } from './format.ts';

/** Lines of cells, the first the head; empty below -O2, whose passes leave the macs as they are. */
export function executedLines(report: Report): readonly (readonly string[])[] {
  return report.executed.level === 'O2' ? passLines(report) : [];
}

/** The same of any level. */
export function passLines({ executed, totals }: Report): readonly (readonly string[])[] {
  const { passes, nodes, macs } = executed;
  const lowered = passes.reduce((sum, pass) => sum - pass.nodes, nodes);
  return [
    ['pass', 'ops', 'macs', 'of the spec'],
    ['as lowered', exact(lowered), short(totals.macs), '100.0 %'],
    ...passes.map((pass) => [
      pass.name,
      change(pass.nodes, exact),
      change(pass.macs, short),
      pass.macs === 0 ? '' : change(pass.macs / totals.macs, percent),
    ]),
    ['executed', exact(nodes), short(macs), percent(macs / totals.macs)],
  ];
}

/** Which of the columns are text. */
export const executedIsText: readonly boolean[] = [true, false, false, false];
