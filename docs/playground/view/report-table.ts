/** A breakdown of the report as a table that sorts by any column. */
import { exactCellText } from '../../../compiler/analysis/report/markdown.ts';
import { reportTable, type Breakdown, type Cell, type Column } from '../../../compiler/analysis/report/rows.ts';
import type { Report } from '../../../compiler/schema/report-types.generated.ts';
import { element } from './dom.ts';

export interface TableChoice {
  readonly by: Breakdown;
  /** Column and direction; without one, rows are in order of execution. */
  readonly sort?: { readonly column: number; readonly descending: boolean } | undefined;
  /** Only rows whose first cell passes. */
  readonly only?: ((name: string) => boolean) | undefined;
}

export interface TableEvents {
  /** A column was chosen; without it they can't be. */
  readonly onSort?: ((column: number) => void) | undefined;
  /** A row was chosen; without it rows can't be. */
  readonly onRow?: ((name: string) => void) | undefined;
}

/** What a cell is sorted by: lists by their product, so that sizes are areas. */
function rank(cell: Cell | undefined): number | string {
  if (cell === null || cell === undefined) return -Infinity;
  return typeof cell === 'object' ? cell.reduce((product, value) => product * value, 1) : cell;
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : a < b ? -1 : 1;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}

export function tableElement(
  report: Report,
  { by, sort, only }: TableChoice,
  { onSort, onRow }: TableEvents,
): HTMLTableElement {
  const { columns, rows, totals } = reportTable(report, by);
  let shown = rows.filter(([name]) => only === undefined || only(String(name)));
  if (sort !== undefined)
    shown = shown.toSorted((a, b) => (sort.descending ? -1 : 1) * compare(rank(a[sort.column]), rank(b[sort.column])));
  const isText = (column: Column): boolean => column.unit === 'text';
  const heads = columns.map((column, index) => {
    const order = sort?.column === index ? (sort.descending ? 'descending' : 'ascending') : 'none';
    const attributes = { scope: 'col', className: isText(column) ? 'text' : '' };
    if (onSort === undefined) return element('th', attributes, column.title);
    const button = element('button', { type: 'button', onclick: () => onSort(index) }, column.title);
    return element('th', { ...attributes, 'aria-sort': order }, button);
  });
  const cells = (row: readonly Cell[], first: Node) => [
    element('th', { scope: 'row' }, first),
    ...row.slice(1).map((cell, index) => {
      const column = columns[index + 1]!;
      return element('td', { className: isText(column) ? 'text' : '' }, exactCellText(cell, column));
    }),
  ];
  const nameOf = (name: string): Node =>
    onRow === undefined
      ? document.createTextNode(name)
      : element('button', { type: 'button', className: 'plain', onclick: () => onRow(name) }, name);
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...shown.map((row) => element('tr', {}, ...cells(row, nameOf(String(row[0])))))),
    ...(only === undefined
      ? [element('tfoot', {}, element('tr', {}, ...cells(totals, document.createTextNode('total'))))]
      : []),
  );
}
