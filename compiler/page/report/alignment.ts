/** What cells see of the picture, and which merged features are centred differently. */
import type { BlockRow, Merge } from '../../schema/report-types.generated.ts';
import { signed, size } from '../../analysis/report/format.ts';
import { markup } from '../../picture/markup.ts';
import { drawChart, seriesColors } from '../charts.ts';
import { textTable } from './table.ts';
import { figure, type PageEntry, type View } from './view.ts';

export async function alignmentView({ report }: PageEntry): Promise<View> {
  const merges = (report.merges ?? []).map((merge) => ({ ...merge, shift: shiftOf(merge) }));
  const apart = merges.filter(({ shift }) => shift > 0);
  const worst = apart.reduce((most, merge) => (merge.shift > most.shift ? merge : most), { section: '', shift: 0 });
  const said =
    apart.length === 0
      ? `All ${merges.length} sums add features that are centred alike.`
      : `${apart.length} of ${merges.length} sums add features that are centred differently, by up to ${worst.shift} pixels (${worst.section}): their cells stand for one place and see two.`;
  const rows = report.blocks.filter(({ receptiveField: [height = 0] }) => height > 0);
  return {
    title: 'Receptive field and alignment',
    body: markup`<p>${said}</p>
${merges.length === 0 ? undefined : figure('Centres of merged features', await chart(merges), 'Where each parent of a sum is centred as it arrives, beside the cell it becomes part of; a line joins parents that differ.')}
${textTable(
  'Receptive fields and alignment by block',
  [
    [
      'block',
      'level',
      'receptive field',
      'of the input',
      'offset y, x',
      'merged parents and their offsets',
      'centre shift y, x',
      'in cells',
    ],
    ...rows.map((row) => line(row, merges, report.input)),
  ],
  [true, false, false, false, false, true, false, false],
)}
<p><small>Pixels of the input. Offset: centre of what a cell sees minus the cell's own. Centre shift: largest distance between features
that one addition in the row joins; in cells of the row's level.</small></p>`,
  };
}

/** Largest distance between parents, along y or x. */
function shiftOf({ parents }: Merge): number {
  const spread = (axis: number) => {
    const offsets = parents.map(({ offset }) => offset[axis]!);
    return Math.max(...offsets) - Math.min(...offsets);
  };
  return Math.max(spread(0), spread(1));
}

function line(row: BlockRow, merges: readonly Merge[], input: { height: number; width: number }): readonly string[] {
  const { id, level, receptiveField, offset, centreShift } = row;
  const [height = 0, width = 0] = receptiveField;
  const parents = merges.find(({ section }) => section === id)?.parents ?? [];
  const most = Math.max(...centreShift);
  return [
    id,
    level === null ? '' : `${level}`,
    size(receptiveField),
    `${(height / input.height).toFixed(2)}×${(width / input.width).toFixed(2)}`,
    signed(offset),
    parents.map((parent) => `${parent.id}: ${signed(parent.offset)}`).join('; '),
    most === 0 ? '' : signed(centreShift),
    most === 0 || level === null ? '' : (most / 2 ** level).toFixed(2),
  ];
}

async function chart(merges: readonly Merge[]): Promise<string> {
  const points = merges.flatMap(({ parents }, place) =>
    parents.map(({ offset }) => ({ place: `${place}`, offset: offset[0]! })),
  );
  const spans = merges.map(({ section, parents }, place) => {
    const offsets = parents.map(({ offset }) => offset[0]!);
    return { place: `${place}`, section, low: Math.min(...offsets), high: Math.max(...offsets) };
  });
  // Sections may be called the same in no case, but names come from specs: the place is the scale, names are its labels.
  const places = merges.map((_, place) => `${place}`);
  const x = {
    field: 'place',
    type: 'ordinal',
    sort: places,
    title: null,
    axis: { labels: false, ticks: false },
  } as const;
  return drawChart({
    description: 'Vertical offsets of the parents of every sum, in pixels',
    width: Math.max(320, Math.min(1040, 48 * merges.length)),
    height: 220,
    data: { values: points },
    encoding: { x },
    layer: [
      {
        data: { values: spans },
        mark: { type: 'rule', color: seriesColors[1], strokeWidth: 3 },
        encoding: {
          y: { field: 'low', type: 'quantitative', title: 'offset along y, pixels of the input' },
          y2: { field: 'high' },
        },
      },
      {
        mark: { type: 'point', filled: true, size: 60, color: seriesColors[0], opacity: 1 },
        encoding: { y: { field: 'offset', type: 'quantitative' } },
      },
      {
        data: { values: spans },
        mark: { type: 'text', baseline: 'top', dy: 6, y: 'height', fontSize: 10 },
        encoding: { text: { field: 'section', type: 'nominal' } },
      },
    ],
  });
}
