/**
 * The text form of run-length masks: like LEB128, six bits a character (ASCII 48 to 111), five of them payload; from the
 * fourth on, a count is written as its difference from the one two before it. As `rleToString` and `rleFrString` of
 * pycocotools' `maskApi.c`.
 */

/** A text of counts, which may be of any length. */
export function compressCounts(counts: Uint32Array): string {
  let text = '';
  for (let i = 0; i < counts.length; i++) {
    let rest = i > 2 ? counts[i]! - counts[i - 2]! : counts[i]!;
    for (let more = true; more;) {
      const bits = ((rest % 32) + 32) % 32;
      rest = Math.floor(rest / 32);
      more = (bits & 16) === 0 ? rest !== 0 : rest !== -1;
      text += String.fromCharCode(48 + (more ? bits + 32 : bits));
    }
  }
  return text;
}

/** Characters a count may have: five bits each, 32 in all and a sign. */
const longestCount = 7;

/** The counts; undefined for a text that stands for no counts from 0 to 2³²−1. */
export function decompressCounts(text: string): Uint32Array | undefined {
  const counts = new Uint32Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length;) {
    let value = 0;
    let unit = 1;
    for (let more = true, characters = 0; more; characters++) {
      const bits = text.charCodeAt(at++) - 48;
      if (!(bits >= 0 && bits < 64) || characters === longestCount) return undefined;
      value += (bits & 31) * unit;
      unit *= 32;
      more = (bits & 32) !== 0;
      if (!more && (bits & 16) !== 0) value -= unit;
    }
    if (length > 2) value += counts[length - 2]!;
    if (value < 0 || value > 0xffff_ffff) return undefined;
    counts[length++] = value;
  }
  return counts.slice(0, length);
}
