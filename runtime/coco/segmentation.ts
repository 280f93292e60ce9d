/** `segmentation` of an annotation or a result → a run-length mask: polygons, counts as a list, counts as text. */
import { diagnostic, DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import { Column } from './column.ts';
import { longestSide } from './image-table.ts';
import { fieldNames, JsonReader, placeAt, type JsonText } from './json-reader.ts';
import { polygonMask } from './polygon.ts';
import { mergeMasks, type Rle } from './rle.ts';
import { decompressCounts } from './rle-string.ts';

const names = fieldNames('size', 'counts');

/** Corners farther out than this are no mistake of a pixel or two. */
const farthestCorner = 1e7;

/**
 * Reads the mask that starts at a byte of a text.
 * @param picture size that polygons are drawn in; sides of 0 are not known.
 * @param path what messages call it.
 * @throws DiagnosticError SPN7111.
 */
export function readMask(
  text: JsonText,
  at: number,
  picture: { readonly height: number; readonly width: number },
  path: string,
): Rle {
  const fail = (problem: string): never => {
    const message = `${text.name}, ${placeAt(text.bytes, at)}: ${path} ${problem}`;
    throw new DiagnosticError(diagnostic('SPN7111', message));
  };
  const reader = new JsonReader(text, at);
  const kind = reader.kind();
  if (kind === 'a list') return readPolygons(reader, picture, fail);
  if (kind === 'an object') return readRuns(reader, fail);
  return fail(`has to be run lengths or polygons, not ${kind}`);
}

type Fail = (problem: string) => never;

function readPolygons(
  reader: JsonReader,
  picture: { readonly height: number; readonly width: number },
  fail: Fail,
): Rle {
  const { height, width } = picture;
  if (height === 0 || width === 0) fail('is a polygon in a picture whose width and height are not given');
  const masks: Rle[] = [];
  reader.items((part) => {
    if (reader.kind() !== 'a list') fail(`is a list of polygons, and [${part}] is ${reader.kind()}`);
    const points = new Column();
    reader.items(() => {
      const value = reader.number();
      if (value === undefined || !(Math.abs(value) <= farthestCorner))
        fail(`has a polygon with a corner that is no place`);
      points.push(value);
    });
    // pycocotools decides by the first part what the list is.
    if (part === 0 && points.length <= 4) fail(`has a polygon of ${points.length} numbers; 6 are the least`);
    masks.push(polygonMask(points.values(), height, width) ?? fail('has a polygon whose outline is too long'));
  });
  if (masks.length === 0) fail('has no polygons');
  return mergeMasks(masks);
}

function readRuns(reader: JsonReader, fail: Fail): Rle {
  const size: number[] = [];
  let counts: Uint32Array | undefined;
  reader.fields(names, (field) => {
    if (field === 'size') {
      if (reader.kind() !== 'a list') fail(`has a size that is ${reader.kind()}; it is [height, width]`);
      reader.items(() => size.push(reader.number() ?? NaN));
      return;
    }
    counts = reader.kind() === 'text' ? decompressCounts(reader.string()!) : listedCounts(reader, fail);
    if (counts === undefined) fail('has counts that are not the text form of run lengths');
  });
  const [height = 0, width = 0] = size;
  if (size.length !== 2 || !size.every((side) => Number.isInteger(side) && side >= 0 && side <= longestSide))
    fail('has no size [height, width] of whole numbers');
  if (counts === undefined || counts.length === 0) return fail('has no counts');
  const pixels = counts.reduce((sum, run) => sum + run, 0);
  if (pixels !== height * width) fail(`has counts of ${pixels} pixels; ${height}×${width} are ${height * width}`);
  return { height, width, counts };
}

function listedCounts(reader: JsonReader, fail: Fail): Uint32Array {
  if (reader.kind() !== 'a list') fail(`has counts that are ${reader.kind()}`);
  const counts = new Column();
  reader.items(() => {
    const value = reader.number();
    if (value === undefined || !Number.isInteger(value) || value < 0 || value > 0xffff_ffff)
      fail('has a count that is no whole number from 0');
    counts.push(value);
  });
  return Uint32Array.from(counts.values());
}
