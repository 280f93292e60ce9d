/** Which resolution every level has, and which features have it. */
import type { BlockRow } from '../../schema/report-types.generated.ts';
import { exact } from '../../analysis/report/format.ts';
import { markup } from '../../picture/markup.ts';
import { textTable } from './table.ts';
import type { PageEntry, View } from './view.ts';

export function resolutionView({ report, spec }: PageEntry): View {
  const levels = [...new Set(report.blocks.flatMap(({ level }) => (level === null ? [] : [level])))].sort(
    (a, b) => a - b,
  );
  const outputs = new Set(spec.blocks.filter(({ output }) => output).map(({ id }) => id));
  const lines = levels.map((level) => {
    const rows = report.blocks.filter((row) => row.level === level);
    const sizes = [...new Set(rows.map(({ output: [height, width] }) => `${height}×${width}`))];
    const [height = 0, width = 0] = rows[0]!.output;
    const names = (of: (row: BlockRow) => boolean) =>
      rows
        .filter(of)
        .map(({ id, output: [, , channels] }) => `${id}${outputs.has(id) ? '*' : ''} ${channels}`)
        .join(', ');
    return [
      `${level}`,
      `${2 ** level}`,
      sizes.join(', '),
      exact(height * width),
      names(({ part, kind }) => part === 'backbone' && kind !== 'endpoint'),
      names(({ kind }) => kind === 'endpoint'),
    ];
  });
  return {
    title: 'Resolution',
    body: markup`<p>A feature of level <i>n</i> has one cell per 2<sup><i>n</i></sup> pixels of the input, which is ${report.input.height}×${report.input.width}.
Behind each feature stand its channels; a star marks the block that a level's output is taken from.</p>
${textTable(
  'Resolution by level',
  [['level', 'stride', 'height×width', 'cells', 'features, channels', 'endpoint, channels'], ...lines],
  [false, false, false, false, true, true],
)}`,
  };
}
