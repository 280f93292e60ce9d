/** A diff for a terminal: `+` added, `−` removed, `~` changed, aligned by blanks; colours where they are wanted. */
import { createColors } from 'picocolors';
import { alignColumns, printable } from '../../analysis/report/table.ts';
import type { SpecDiff } from '../../schema/diff-report-types.generated.ts';
import type { Section, Sign } from './section.ts';
import { facts, sections } from './sections.ts';

export interface DiffTextOptions {
  readonly color?: boolean | undefined;
}

type Paint = (text: string) => string;

export function diffText(diff: SpecDiff, { color = false }: DiffTextOptions = {}): string {
  const colors = createColors(color);
  const paints: Readonly<Record<Sign, Paint>> = {
    '+': colors.green,
    '−': colors.red,
    '~': colors.yellow,
    ' ': (text) => text,
  };
  const title = printable(`${diff.before.spec} → ${diff.after.spec}`);
  if (diff.equal) return `${colors.bold(title)}\n  nothing differs\n`;
  const lines = facts(diff);
  const width = Math.max(...lines.map(([name]) => name.length));
  const table = ({ title: heading, note, columns, isText, rows }: Section): readonly string[] => {
    const [head = '', ...body] = alignColumns([columns, ...rows.map(({ cells }) => cells)], isText);
    return [
      '',
      `${colors.bold(heading)}${note === undefined ? '' : colors.dim(` (${note})`)}`,
      `  ${colors.dim(head)}`,
      ...body.map((line, i) => {
        const { sign } = rows[i]!;
        return paints[sign](`${sign} ${line}`.trimEnd());
      }),
    ];
  };
  return [
    colors.bold(title),
    ...lines.map(([name, value]) => `  ${name.padEnd(width)}  ${printable(value)}`),
    ...sections(diff, { figures: ['macs', 'trainableParams'], unchanged: false }).flatMap(table),
    '',
  ].join('\n');
}
