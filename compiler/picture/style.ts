/**
 * Colours of pictures, light and dark, as CSS variables that a page may set itself. Every use is written twice, first the
 * light colour and then the variable, because programs that don't know variables (librsvg, Inkscape) then keep the first.
 * Blue and orange tell directions apart also for those who don't see red and green as different.
 */
import { markup, markupLines, type Markup } from './markup.ts';

const colors = {
  paper: ['#ffffff', '#0d1117'],
  ink: ['#1f2328', '#e6edf3'],
  soft: ['#59636e', '#9198a1'],
  frame: ['#59636e', '#8b949e'],
  shade: ['#0d9488', '#2dd4bf'],
  heat: ['#e5484d', '#ff6369'],
  down: ['#1f6feb', '#58a6ff'],
  up: ['#d9690f', '#f0883e'],
  same: ['#6e7781', '#8b949e'],
  'mark-added': ['#1a7f37', '#3fb950'],
  'mark-removed': ['#cf222e', '#f85149'],
  'mark-changed': ['#9a6700', '#d29922'],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

type ColorName = keyof typeof colors;

const uses: readonly (readonly [selector: string, property: 'fill' | 'stroke', color: ColorName, rest?: string])[] = [
  ['.paper', 'fill', 'paper'],
  ['text', 'fill', 'ink'],
  ['.soft', 'fill', 'soft'],
  ['.shape', 'stroke', 'frame', 'stroke-width:1.2'],
  ['.shape', 'fill', 'shade'],
  ['.hot .shape', 'fill', 'heat'],
  ['.halo', 'stroke', 'paper', 'fill:none;stroke-width:5'],
  ['.badge path', 'stroke', 'paper', 'fill:none;stroke-width:1.8'],
  ...(['down', 'up', 'same'] as const).flatMap((name) => [
    [`.${name} .line`, 'stroke', name, 'fill:none;stroke-width:1.6'] as const,
    [`.${name} .arrow`, 'fill', name] as const,
  ]),
  ['.output .shape', 'stroke', 'ink', 'stroke-width:2.4'],
  ...(['mark-added', 'mark-removed', 'mark-changed'] as const).flatMap((name) => [
    [`.${name} .shape`, 'stroke', name, 'stroke-width:3'] as const,
    [`.${name} .line`, 'stroke', name, 'stroke-width:3'] as const,
    [`.${name} .arrow`, 'fill', name] as const,
    [`.${name} circle`, 'fill', name] as const,
  ]),
];

const fonts: readonly (readonly [selector: string, rule: string])[] = [
  ['text', 'font:400 10.5px system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif'],
  ['.id', 'font-weight:700;font-size:13px'],
  ['.small', 'font-size:10.5px'],
  ['.title', 'font-weight:700;font-size:17px'],
  ['.key', 'font-size:12px'],
  ['.level', 'font-weight:700;font-size:14px'],
  ['.figure', 'font-weight:600'],
  ['.block text', 'text-anchor:middle'],
  ['.block .size', 'opacity:.8'],
  ['.added .line', 'stroke-dasharray:5 3.5'],
  ['.unused', 'opacity:.5'],
  ['.outer .shape', 'stroke-dasharray:4 3'],
  ['.mark-removed .shape', 'stroke-dasharray:6 3'],
  ['.mark-removed .line', 'stroke-dasharray:2 3'],
];

/** The `<style>` element. Its rules are for what is in `svg.network-picture`, wherever that stands. */
export function pictureStyle(): Markup {
  const scope = '.network-picture';
  const variables = (theme: 0 | 1): string =>
    Object.entries(colors)
      .map(([name, values]) => `--${name}:${values[theme]}`)
      .join(';');
  const rules = [
    `${scope}{${variables(0)}}`,
    `@media screen and (prefers-color-scheme:dark){${scope}{${variables(1)}}}`,
    ...fonts.map(([selector, rule]) => `${scope} ${selector}{${rule}}`),
    ...uses.map(
      ([selector, property, color, rest]) =>
        `${scope} ${selector}{${property}:${colors[color][0]};${property}:var(--${color})${rest === undefined ? '' : `;${rest}`}}`,
    ),
  ];
  return markup`<style>
${markupLines(rules.map((rule) => markup`${rule}`))}
</style>`;
}
