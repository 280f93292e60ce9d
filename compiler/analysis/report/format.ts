/** How figures are written for people: 28,543,383 · 85.28 G · 28.54 M · 74.6 MiB. */

export function exact(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

const decimalSteps = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** Four significant digits with a decimal prefix; the unit is the column's. */
export function short(value: number): string {
  const step = decimalSteps.find(([size]) => Math.abs(value) >= size);
  return step === undefined ? exact(value) : `${(value / step[0]).toPrecision(4)} ${step[1]}`;
}

const binarySteps = [
  [2 ** 30, 'GiB'],
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
] as const;

export function bytes(value: number): string {
  const step = binarySteps.find(([size]) => value >= size);
  return step === undefined ? `${exact(value)} B` : `${(value / step[0]).toFixed(1)} ${step[1]}`;
}

/** `640×640` */
export function size(values: readonly number[]): string {
  return values.join('×');
}

/** Half-pixel offsets as they are: +0.5, −12. */
export function signed(values: readonly number[]): string {
  return values.map((v) => (v === 0 ? '0' : `${v > 0 ? '+' : '−'}${Math.abs(Math.round(v * 100) / 100)}`)).join(', ');
}

/** +12, −55.31 G; nothing for no change. */
export function change(value: number, format: (magnitude: number) => string): string {
  return value === 0 ? '' : `${value > 0 ? '+' : '−'}${format(Math.abs(value))}`;
}

/** Of a share from 0 to 1: `12.5 %`. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Of a measured figure, whose other digits are noise: 0.0123, 8.60, 175. */
export const threeDigits = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
