/**
 * Text as SVG paths. Letters that the outlines lack (labels may be in any script) are left to the fonts of the machine, in
 * the room that such letters usually take.
 */
import { capHeight, emSize, glyphs } from './glyphs.ts';

const outlines = new Map(glyphs.map(([character, advance, path]) => [character, { advance, path }]));

/** Cells of East Asian scripts are as wide as high; other other unknown letters are taken to be as wide as bold ones of most fonts are. */
const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\u{1F300}-\u{3FFFD}]/u;
const unknownAdvance = 0.8 * emSize;

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
  let units = 0;
  const parts = runsOf(text).map((run) => {
    const start = units;
    units += (textWidth(run, size) * emSize) / size;
    if (!outlines.has(Array.from(run)[0]!))
      return `<text x="${start}" font-size="${emSize}" font-family="sans-serif" font-weight="bold">${escapeXml(run)}</text>`;
    return outlineElements(run, start);
  });
  const scale = (size / emSize).toFixed(5);
  return `<g transform="translate(${x.toFixed(1)} ${baseline.toFixed(1)}) scale(${scale})" fill="${fill}">${parts.join('')}</g>`;
}

/** Letters with outlines and letters without, in turn; blanks between words of another script belong to these. */
function runsOf(text: string): readonly string[] {
  const runs: { text: string; known: boolean }[] = [];
  const characters = Array.from(text);
  for (const [i, character] of characters.entries()) {
    const last = runs.at(-1);
    const next = characters[i + 1];
    const joins = character === ' ' && last?.known === false && next !== undefined && !outlines.has(next);
    const known = outlines.has(character) && !joins;
    if (last?.known === known) last.text += character;
    else runs.push({ text: character, known });
  }
  return runs.map((run) => run.text);
}

function outlineElements(run: string, start: number): string {
  let units = start;
  const elements: string[] = [];
  for (const character of run) {
    const { advance, path } = outlines.get(character)!;
    if (path !== '') elements.push(`<path transform="translate(${units})" d="${path}"/>`);
    units += advance;
  }
  return elements.join('');
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
