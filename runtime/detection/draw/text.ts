/**
 * Text as SVG paths. Letters that the outlines lack (labels may be in any script) are left to the fonts of the machine: a
 * line with one of them is a `<text>` as a whole.
 */
import { capHeight, emSize, glyphs } from './glyphs.ts';

const outlines = new Map(glyphs.map(([character, advance, path]) => [character, { advance, path }]));

/** Cells of East Asian scripts are as wide as high; other unknown letters are taken to be of middling width. */
const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\u{1F300}-\u{3FFFD}]/u;
const unknownAdvance = 0.65 * emSize;

/** Nothing that XML forbids or a reader would trip over. */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\uFFFE\uFFFF]/gu;

/** What is drawn of a label: one line, at most `length` characters. */
export function drawable(text: string, length = 48): string {
  const characters = Array.from(text.replaceAll(unprintable, ' ').trim());
  return characters.length > length
    ? `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`
    : characters.join('');
}

/** Width of a line in pixels. */
export function textWidth(text: string, size: number): number {
  let units = 0;
  for (const character of text)
    units += outlines.get(character)?.advance ?? (wide.test(character) ? emSize : unknownAdvance);
  return (units * size) / emSize;
}

/** Height of capitals in pixels. */
export function textHeight(size: number): number {
  return (capHeight * size) / emSize;
}

/** A line of text from `x` on, standing on `baseline`. */
export function textElement(text: string, x: number, baseline: number, size: number, fill: string): string {
  const characters = Array.from(text);
  if (!characters.every((character) => outlines.has(character))) {
    const width = textWidth(text, size).toFixed(1);
    return `<text x="${x.toFixed(1)}" y="${baseline.toFixed(1)}" font-size="${size}" font-family="sans-serif" font-weight="bold" textLength="${width}" fill="${fill}">${escapeXml(text)}</text>`;
  }
  let units = 0;
  const paths = characters.map((character) => {
    const { advance, path } = outlines.get(character)!;
    const placed = path === '' ? '' : `<path transform="translate(${units})" d="${path}"/>`;
    units += advance;
    return placed;
  });
  const scale = (size / emSize).toFixed(5);
  return `<g transform="translate(${x.toFixed(1)} ${baseline.toFixed(1)}) scale(${scale})" fill="${fill}">${paths.join('')}</g>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text inside an SVG element. */
export function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
