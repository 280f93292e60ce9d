/**
 * A diff as one self-contained HTML file: both pictures side by side with what changed marked in them, and the tables of
 * the text. A block that is pointed at or focused is shown in both pictures and in every table.
 */
import type { DiffSide } from '../diff/diff-side.ts';
import { inputChanges, nowCalled } from '../diff/report/inputs.ts';
import { facts, sections } from '../diff/report/sections.ts';
import type { Section, Sign } from '../diff/report/section.ts';
import { markup, whole, type Markup } from '../picture/markup.ts';
import { networkPicture } from '../picture/network-picture.ts';
import type { SpecDiff } from '../schema/diff-report-types.generated.ts';
import { htmlPage } from './page.ts';
import { scrolling } from './report/table.ts';
import { diffScript } from './scripts.generated.ts';

type Both<T> = readonly [before: T, after: T];
type Mark = 'added' | 'removed' | 'changed';

/** @param sides what the diff is of. */
export function diffPage(diff: SpecDiff, sides: Both<DiffSide>): string {
  const title = `${diff.before.spec} → ${diff.after.spec}`;
  const marks = pictureMarks(diff);
  const picture = (side: 0 | 1): Markup => markup`<figure data-side="${side === 0 ? 'before' : 'after'}">
<figcaption>${side === 0 ? 'Before' : 'After'}: ${sides[side].spec.name}</figcaption>
${whole(networkPicture(sides[side].spec, sides[side].report, { marks: marks[side], idPrefix: side === 0 ? 'before-' : 'after-' }))}
</figure>`;
  const tables = diff.equal
    ? []
    : sections(diff, { figures: ['macs', 'trainableParams', 'flops', 'weightBytes'], unchanged: true });
  return htmlPage({
    title: `${title} – spinec diff`,
    style,
    script: diffScript,
    body: markup`<main>
<h1>${title}</h1>
${diff.equal ? markup`<p>Nothing differs.</p>` : markup`<dl>${facts(diff).map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>`}
<div class="sides">${picture(0)}${picture(1)}</div>
<p class="screen-only"><button id="stack" aria-pressed="false">One above the other</button> <small>Point at a block, or move through the tables with the tab key: it is shown in both pictures.
<span class="added">+ added</span>, <span class="removed">− removed</span>, <span class="changed">~ changed</span>.</small></p>
<p id="pointed" role="status" aria-live="polite"></p>
${tables.map(table)}
<h2>What the figures mean</h2>
<dl>${Object.entries(diff.convention).map(([name, meaning]) => markup`<div><dt><code>${name}</code></dt><dd>${meaning}</dd></div>\n`)}</dl>
</main>
<footer><p><small>spinec ${diff.compiler}, spec hashes ${diff.before.specHash.slice(0, 12)} and ${diff.after.specHash.slice(0, 12)}</small></p></footer>`,
  });
}

const classes: Readonly<Record<Sign, string>> = { '+': 'added', '−': 'removed', '~': 'changed', ' ': '' };

function table({ title, note, columns, isText, rows }: Section): Markup {
  const kind = (column: number): string => (isText[column] === true ? 'text' : '');
  return markup`<h2>${title}</h2>
${note === undefined ? undefined : markup`<p class="muted">${note}</p>`}
${scrolling(
  title,
  markup`<table>
<thead><tr><th scope="col" class="text"><span class="hidden">change</span></th>${columns.map((column, i) => markup`<th scope="col" class="${kind(i)}">${column}</th>`)}</tr></thead>
<tbody>
${rows.map(({ sign, cells, before, after }) => {
  const isBlock = before !== undefined || after !== undefined;
  const ids = isBlock ? markup` tabindex="0" data-before="${before ?? ''}" data-after="${after ?? ''}"` : undefined;
  return markup`<tr class="${classes[sign]}"${ids}><td class="sign">${sign}</td>${cells.map((cell, i) => (i === 0 ? markup`<th scope="row">${cell}</th>` : markup`<td class="${kind(i)}">${cell}</td>`))}</tr>\n`;
})}</tbody>
</table>`,
)}
`;
}

/** Blocks, and edges as `from->to`, by what happened to them: what is gone is marked before, what is new after. */
function pictureMarks(diff: SpecDiff): Both<ReadonlyMap<string, Mark>> {
  const [before, after] = [new Map<string, Mark>(), new Map<string, Mark>()];
  const ids = nowCalled(diff);
  for (const row of diff.blocks) {
    if (row.status === 'added') after.set(row.after!.id, 'added');
    if (row.status === 'removed') before.set(row.before!.id, 'removed');
    if (row.status === 'changed') {
      before.set(row.before!.id, 'changed');
      after.set(row.after!.id, 'changed');
    }
    const { lost, gained } = inputChanges(row, ids);
    for (const id of lost) before.set(`${id}->${row.before!.id}`, 'removed');
    for (const id of gained) after.set(`${id}->${row.after!.id}`, 'added');
  }
  return [before, after];
}

const style = `
body { max-width: 110rem; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 34rem), 1fr)); gap: 1rem; }
.sides.stacked { grid-template-columns: 1fr; }
.sides figure { margin: 0; min-width: 0; overflow-x: auto; }
@media screen and (min-width: 72rem) and (min-height: 44rem) {
  html { scroll-padding-top: 46vh; }
  .sides:not(.stacked) { position: sticky; top: 0; z-index: 1; background: var(--paper); padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
  .sides:not(.stacked) figure { max-height: 42vh; overflow-y: auto; }
}
dl { margin: 1rem 0; }
dl > div { display: grid; grid-template-columns: 10rem 1fr; gap: 0.75rem; }
dt { color: var(--muted); overflow-wrap: anywhere; }
dd { margin: 0; }
td.sign { font-weight: 700; text-align: center; }
tr.added td.sign, span.added { color: var(--good); }
tr.removed td.sign, span.removed { color: var(--bad); }
tr.changed td.sign, span.changed { color: var(--warn); }
tbody tr.pointed, tbody tr.pointed:hover { background: var(--accent-soft); }
tbody tr[tabindex]:focus-visible { outline-offset: -2px; }
.pointing .block:not(.pointed),
.pointing .edge:not(.pointed) { opacity: 0.3; }
svg .block.block.pointed .shape { stroke: var(--accent); stroke-width: 4; }
button[aria-pressed='true'] { background: var(--accent-soft); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
#pointed { min-height: 1.5em; }
@media print { .sides { grid-template-columns: 1fr 1fr; } #pointed { display: none; } }
@media (max-width: 40rem) { dl > div { grid-template-columns: 1fr; gap: 0; } }
`;
