/** What `detect` and `classify` print about pictures. */
import Table from 'cli-table3';
import { cellsOf } from '../diagnostics/display-width.ts';
import { plainTable, tableText } from './plain-table.ts';

export interface PictureReport {
  readonly file: string;
  readonly height: number;
  readonly width: number;
  readonly milliseconds: number;
  readonly detections: readonly {
    readonly classId: number;
    readonly label: string;
    readonly score: number;
    /** Picture pixels. */
    readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  }[];
}

export interface ClassReport {
  readonly file: string;
  readonly height: number;
  readonly width: number;
  readonly milliseconds: number;
  /** The most probable first. */
  readonly classes: readonly { readonly classId: number; readonly label: string; readonly probability: number }[];
}

/** Names of files and classes are other people's: nothing in them that a terminal would act on. */
const shown = (text: string): string =>
  cellsOf(text)
    .map((cell) => cell.text)
    .join('');

/** "3 pictures, 812 ms each": the first run of a network, which takes longer, is left out where there are others. */
export function pictureLine(pictures: readonly { readonly milliseconds: number }[]): string {
  const timed = pictures.length > 1 ? pictures.slice(1) : pictures;
  const mean = timed.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / timed.length;
  const count = pictures.length === 1 ? '1 picture' : `${pictures.length} pictures`;
  return `${count}, ${mean.toFixed(0)} ms${pictures.length === 1 ? ' (first run)' : ' each'}`;
}

/** One row a detection, in picture pixels. */
export function detectionTable(pictures: readonly PictureReport[], threshold: number): string {
  const table = new Table({
    ...plainTable,
    head: ['picture', 'class', 'score', 'x', 'y', 'width', 'height'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const { file, detections } of pictures) {
    if (detections.length === 0) table.push([shown(file), `nothing above ${threshold}`, '', '', '', '', '']);
    for (const { label, score, box } of detections) {
      const pixels = [box.x, box.y, box.width, box.height].map((value) => value.toFixed(1));
      table.push([shown(file), shown(label), score.toFixed(3), ...pixels]);
    }
  }
  return `${tableText(table)}\n`;
}

/** One row a class, the best of each picture first. */
export function classTable(pictures: readonly ClassReport[]): string {
  const table = new Table({
    ...plainTable,
    head: ['picture', 'class', 'id', 'probability'],
    colAligns: ['left', 'left', 'right', 'right'],
  });
  for (const { file, classes } of pictures)
    for (const { classId, label, probability } of classes)
      table.push([shown(file), shown(label), classId, probability.toFixed(4)]);
  return `${tableText(table)}\n`;
}
