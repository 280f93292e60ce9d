/**
 * How wide text is at most in whatever `system-ui` is: widths of Verdana and DejaVu Sans, the widest of the usual ones, by
 * class of characters. Better a little too much than a label that leaves its box.
 */

/** Advance widths in units of the font's size. */
const classes: readonly (readonly [pattern: RegExp, width: number])[] = [
  [/[iljtfrI.,:;'|! ()[\]/]/, 0.42],
  [/[mwMW%@]/, 0.99],
  [/[0-9a-z_\-−–·+]/, 0.64],
  [/[A-Z×→=<>]/, 0.84],
];
/** East Asian characters are as wide as high; everything else is taken for that. */
const widest = 1.05;

const bolder = 1.1;

/** Pixels. */
export function textWidth(text: string, size: number, weight: 'normal' | 'bold' = 'normal'): number {
  let width = 0;
  for (const character of text) width += classes.find(([pattern]) => pattern.test(character))?.[1] ?? widest;
  return width * size * (weight === 'bold' ? bolder : 1);
}

/** The text, or as much of it as fits, with an ellipsis. */
export function fitted(text: string, width: number, size: number, weight: 'normal' | 'bold' = 'normal'): string {
  if (textWidth(text, size, weight) <= width) return text;
  const characters = Array.from(text);
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, size, weight) > width) characters.pop();
  return `${characters.join('')}…`;
}
