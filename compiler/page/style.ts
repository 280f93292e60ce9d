/**
 * CSS of the frame. Colours are variables, with dark values for readers who want them; paper is light whatever the screen
 * is. Text reaches a contrast of 4.5 (WCAG 2.2, AA) on every ground it is used on, in both.
 */
export const frameStyle = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --panel: #f6f7f9; --line: #d5d9e0; --ink: #1a1d21; --muted: #596270;
  --accent: #1d5fbf; --accent-soft: #e3edfb; --good: #1b6e3c; --bad: #b3261e; --warn: #8a5300;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --panel: #1d2127; --line: #3a414b; --ink: #e7eaee; --muted: #a3adba;
    --accent: #82b1ff; --accent-soft: #22324a; --good: #7bd39a; --bad: #ff9a8f; --warn: #f0b860;
  }
}
*, ::before, ::after { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 76rem; background: var(--paper); color: var(--ink);
  font: 0.9375rem/1.5 system-ui, sans-serif;
}
h1, h2, h3 { line-height: 1.25; margin: 2rem 0 0.75rem; overflow-wrap: anywhere; text-wrap: balance; }
h1 { font-size: 1.75rem; margin-top: 0.5rem; }
h2 { font-size: 1.3rem; border-bottom: 1px solid var(--line); padding-bottom: 0.25rem; }
h3 { font-size: 1.05rem; }
p { max-width: 48rem; }
a { color: var(--accent); }
code { font-family: ui-monospace, monospace; font-size: 0.92em; overflow-wrap: anywhere; }
small, .muted { color: var(--muted); }
svg { max-width: 100%; height: auto; }
svg text { font-family: system-ui, sans-serif; }
figure { margin: 1rem 0; }
figcaption { color: var(--muted); max-width: 48rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.3rem 0.7rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th { font-weight: 600; vertical-align: bottom; }
thead th { background: var(--panel); }
th.text, td.text, tbody th, tfoot th { text-align: left; }
tbody th, td { vertical-align: top; }
tfoot td, tfoot th { font-weight: 600; border-top: 2px solid var(--line); border-bottom: 0; }
tbody tr:hover { background: var(--panel); }
button {
  font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 0.35rem;
  padding: 0.25rem 0.7rem; cursor: pointer;
}
@media (max-width: 40rem) {
  body { padding: 1rem 0.75rem 3rem; }
  th, td { padding: 0.25rem 0.5rem; }
}
@page { size: A4 landscape; margin: 12mm; }
@media print {
  :root {
    color-scheme: light;
    --paper: #ffffff; --panel: #f6f7f9; --line: #c4c9d1; --ink: #000000; --muted: #4a525e;
    --accent: #1d5fbf; --accent-soft: #e3edfb; --good: #1b6e3c; --bad: #b3261e; --warn: #8a5300;
  }
  body { max-width: none; padding: 0; font-size: 9pt; }
  h1, h2, h3 { break-after: avoid; }
  figure, tr, li { break-inside: avoid; }
  .scroll { overflow: visible; }
  table { font-size: 7.5pt; }
  th, td { padding: 0.15rem 0.4rem; }
  .screen-only { display: none; }
}
`;
