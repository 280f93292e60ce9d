/** A diff as Markdown, for pull requests: the same tables as in the terminal, with every figure. */
import { escape, markdownTable } from '../../analysis/report/markdown.ts';
import type { SpecDiff } from '../../schema/diff-report-types.generated.ts';
import { facts, sections } from './sections.ts';

export function diffMarkdown(diff: SpecDiff): string {
  const title = `## ${escape(`${diff.before.spec} → ${diff.after.spec}`)}`;
  if (diff.equal) return `${title}\n\nNothing differs.\n`;
  return [
    title,
    '',
    ...facts(diff).map(([name, value]) => `- **${name}**: ${escape(value)}`),
    '',
    ...sections(diff, { figures: ['macs', 'trainableParams', 'flops', 'weightBytes'], unchanged: false }).flatMap(
      ({ title: heading, note, columns, isText, rows }) => [
        `### ${heading}`,
        '',
        ...(note === undefined ? [] : [escape(note), '']),
        ...markdownTable(
          [['', ...columns], ...rows.map(({ sign, cells }) => [sign.trim(), ...cells])],
          [true, ...isText],
        ),
        '',
      ],
    ),
    ...Object.entries(diff.convention).map(([name, meaning]) => `- \`${name}\`: ${escape(meaning)}`),
    '',
  ].join('\n');
}
