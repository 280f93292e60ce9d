/** How the command line's tables look. */
import type Table from 'cli-table3';

/** Columns by spaces alone: what people paste and programs cut. */
export const plainTable = {
  style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
  chars: {
    ...{
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
    },
    ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
  },
};

/** A table as text, without the blanks that fill up its last column; no line break at the end. */
export const tableText = (table: Table.Table): string => table.toString().replaceAll(/[ \t]+$/gm, '');
