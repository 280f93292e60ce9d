/** Tables of plain cells as HTML: exact numbers stay with the cell, where sorting and other programs read them. */
import { cellText, exactCellText } from '../../analysis/report/markdown.ts';
import type { Cell, Column } from '../../analysis/report/rows.ts';
import { markup, whole, type Markup } from '../../picture/markup.ts';

export interface DataTable {
  /** What is in it, for readers who do not see it. */
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly totals?: readonly Cell[] | undefined;
}

/** A table that its page's script makes sortable; the first column names the rows. */
export function dataTable({ label, columns, rows, totals }: DataTable): Markup {
  const body = rows.map((row) => markup`<tr>${row.map((cell, i) => bodyCell(cell, columns[i]!, i === 0))}</tr>\n`);
  const foot = (totals ?? []).map((cell, i) => footCell(cell, columns[i]!, i === 0));
  return scrolling(
    label,
    markup`<table class="sortable">
<thead><tr>${columns.map(({ title, unit }) => markup`<th scope="col"${textClass(unit)}>${title}</th>`)}</tr></thead>
<tbody>
${body}</tbody>${
      foot.length === 0
        ? undefined
        : markup`
<tfoot><tr>${foot}</tr></tfoot>`
    }
</table>`,
  );
}

/** Lines of cells that are written already: the first is the head. */
export function textTable(
  label: string,
  lines: readonly (readonly (string | Markup)[])[],
  isText: readonly boolean[],
): Markup {
  const [head = [], ...body] = lines;
  const kind = (i: number) => textClass(isText[i] === true ? 'text' : 'count');
  return scrolling(
    label,
    markup`<table>
<thead><tr>${head.map((cell, i) => markup`<th scope="col"${kind(i)}>${cell}</th>`)}</tr></thead>
<tbody>
${body.map((line) => markup`<tr>${line.map((cell, i) => (i === 0 ? markup`<th scope="row">${cell}</th>` : markup`<td${kind(i)}>${cell}</td>`))}</tr>\n`)}</tbody>
</table>`,
  );
}

/** What may be wider than the window: keyboards reach it too. A group: of landmarks there would be too many. */
export function scrolling(label: string, content: Markup): Markup {
  return markup`<div class="scroll" role="group" aria-label="${label}" tabindex="0">
${content}
</div>`;
}

const textClass = (unit: Column['unit']): Markup | undefined => (unit === 'text' ? markup` class="text"` : undefined);

function bodyCell(cell: Cell, column: Column, isName: boolean): Markup {
  const text = cellText(cell, column);
  if (isName) return markup`<th scope="row"${sortKey(cell, text)}>${text}</th>`;
  return markup`<td${textClass(column.unit)}${sortKey(cell, text)}>${text}</td>`;
}

/** Totals are what people copy: to the unit. */
function footCell(cell: Cell, column: Column, isName: boolean): Markup {
  if (isName) return markup`<th scope="row">${cellText(cell, column)}</th>`;
  const text = exactCellText(cell, column);
  return markup`<td${textClass(column.unit)}${sortKey(cell, text)}>${text}</td>`;
}

/** Sizes sort by their product, offsets by the first. */
function sortKey(cell: Cell, text: string): Markup | undefined {
  if (cell === null || typeof cell === 'string') return undefined;
  const key = typeof cell === 'number' ? cell : cell.length === 3 ? cell.reduce((a, b) => a * b, 1) : (cell[0] ?? 0);
  return String(key) === text ? undefined : markup` data-v="${whole(String(key))}"`;
}
