/**
 * Detections drawn on their picture (Node; sharp): masks first, then frames, the largest below, then labels with class and
 * score. Everything scales with the picture, and the same detections give the same pixels on every machine.
 */
import type { DecodedPicture } from '../../image/decode.ts';
import type { ClassNames } from '../class-names.ts';
import { pasteMask } from '../paste-mask.ts';
import type { Detection } from '../read-detections.ts';
import { colorOf } from './colors.ts';
import { placeLabel, type Rectangle } from './labels.ts';
import { paintMask } from './masks.ts';
import { drawable, textElement, textHeight, textWidth } from './text.ts';

/** Formats that annotated pictures can be written in, by the ending of the name. */
export const annotatedFormats = {
  '.png': 'png',
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.webp': 'webp',
} as const;

export type AnnotatedFormat = (typeof annotatedFormats)[keyof typeof annotatedFormats];

/** Lines and letters grow with the picture, from sizes that can be read at 1:1. */
function sizesOf(picture: { readonly height: number; readonly width: number }) {
  const side = Math.min(picture.height, picture.width);
  const long = Math.max(picture.height, picture.width);
  const extent = Math.min(side * 1.5, long);
  return { stroke: Math.max(2, Math.round(extent / 320)), font: Math.max(12, Math.round(extent / 45)) };
}

/** More would hide the picture, and finding places for their labels takes the square of their number. */
const mostDrawn = 500;

/** The picture with its detections, the first 500 of them, as a file of the given format. */
export async function annotatePicture(
  picture: DecodedPicture,
  found: readonly Detection[],
  names: ClassNames,
  format: AnnotatedFormat = 'png',
): Promise<Uint8Array> {
  const { height, width } = picture;
  const detections = found.slice(0, mostDrawn);
  const pixels = Uint8Array.from(picture.data);
  const { stroke } = sizesOf(picture);
  // The best detection is the first: painted last, it is on top.
  for (const { classId, mask } of detections.toReversed())
    if (mask !== undefined) paintMask(pixels, width, pasteMask(mask, picture), colorOf(classId), stroke / 2);
  const { default: sharp } = await import('sharp');
  const overlay = Buffer.from(overlaySvg(picture, detections, names));
  return sharp(pixels, { raw: { height, width, channels: 3 } })
    .composite([{ input: overlay, top: 0, left: 0 }])
    .removeAlpha()
    .toFormat(format, format === 'jpeg' ? { quality: 92, chromaSubsampling: '4:4:4' } : {})
    .toBuffer();
}

const area = ([y1, x1, y2, x2]: Detection['box']): number => (y2 - y1) * (x2 - x1);

/** Frames and labels as a drawing of the picture's size. */
export function overlaySvg(
  picture: { readonly height: number; readonly width: number },
  detections: readonly Detection[],
  names: ClassNames,
): string {
  const { height, width } = picture;
  const { stroke, font } = sizesOf(picture);
  const frames = detections
    .toSorted((a, b) => area(b.box) - area(a.box))
    .map(({ box, classId }) => frameElement(box, colorOf(classId).css, stroke, picture));
  const taken: Rectangle[] = [];
  const labels = detections.map((detection) => labelElement(detection, names, picture, font, stroke, taken));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${frames.join('')}${labels.reverse().join('')}</svg>`;
}

/** A frame with a thin dark seam, which keeps it visible on a ground of its own colour. It stays inside the picture. */
function frameElement(
  [y1, x1, y2, x2]: Detection['box'],
  color: string,
  stroke: number,
  picture: { readonly height: number; readonly width: number },
): string {
  const half = stroke / 2;
  const clamp = (value: number, size: number): number => Math.max(half, Math.min(size - half, value));
  const [top, bottom] = [clamp(y1, picture.height), clamp(y2, picture.height)];
  const [left, right] = [clamp(x1, picture.width), clamp(x2, picture.width)];
  const place = `x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${Math.max(1, right - left).toFixed(1)}" height="${Math.max(1, bottom - top).toFixed(1)}" rx="${half}" fill="none"`;
  return `<rect ${place} stroke="#000" stroke-opacity="0.35" stroke-width="${stroke + Math.max(1.5, stroke / 2)}"/><rect ${place} stroke="${color}" stroke-width="${stroke}"/>`;
}

/** A tag with class and score; its place is added to `taken`. */
function labelElement(
  { classId, score, box }: Detection,
  names: ClassNames,
  picture: { readonly height: number; readonly width: number },
  font: number,
  stroke: number,
  taken: Rectangle[],
): string {
  const color = colorOf(classId);
  const text = `${drawable(names.nameOf(classId))} ${score.toFixed(2)}`;
  const padding = font * 0.3;
  // A label that is wider than the picture is made smaller.
  const size = Math.min(font, (font * (picture.width - 2 * padding)) / textWidth(text, font));
  const width = textWidth(text, size) + 2 * padding;
  const height = textHeight(size) + 2 * padding;
  const place = placeLabel(box, { height, width }, picture, taken, stroke / 2);
  taken.push(place);
  const { x, y } = place;
  const tag = `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" rx="${(font / 8).toFixed(1)}" fill="${color.css}"/>`;
  return `${tag}${textElement(text, x + padding, y + height - padding, size, color.text)}`;
}
