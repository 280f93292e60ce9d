/** One colour a class, the same in every picture: hues a golden angle apart, so that neighbouring numbers differ most. */

export interface ClassColor {
  readonly rgb: readonly [red: number, green: number, blue: number];
  /** `#rrggbb` */
  readonly css: string;
  /** Black or white, whichever reads better on it. */
  readonly text: '#000' | '#fff';
}

const goldenAngle = 137.50776405003785;

/** OKLCH (Björn Ottosson, 2020): equal lightness looks equally light, which HSL's does not. Clamped to sRGB. */
function oklch(lightness: number, chroma: number, degrees: number): readonly [number, number, number] {
  const a = chroma * Math.cos((degrees * Math.PI) / 180);
  const b = chroma * Math.sin((degrees * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const encode = (linear: number): number => {
    const value = Math.min(1, Math.max(0, linear));
    return Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055));
  };
  return [
    encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** Lightness alternates as well: there are more classes than hues that can be told apart. */
const lightnesses = [0.72, 0.62, 0.82];

export function colorOf(classId: number): ClassColor {
  const lightness = lightnesses[((classId % 3) + 3) % 3]!;
  const rgb = oklch(lightness, 0.19, (40 + classId * goldenAngle) % 360);
  const css = `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
  return { rgb, css, text: luminance(rgb) > 0.179 ? '#000' : '#fff' };
}

/** Relative luminance (WCAG 2.2). */
export function luminance(rgb: ClassColor['rgb']): number {
  const [r, g, b] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
