/** The picture of a network as a page: it can be zoomed and moved, and shows figures and ops of the block that is chosen. */
import { bytes, exact, short, size } from '../analysis/report/format.ts';
import { networkPicture } from '../picture/network-picture.ts';
import { markup, whole, type Markup } from '../picture/markup.ts';
import type { Weighing } from '../picture/labels.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import type { BlockRow, OpRow, Report } from '../schema/report-types.generated.ts';
import { networkScript } from './scripts.generated.ts';
import { htmlPage } from './page.ts';

/** A whole file. `report` is of the same spec, with a row per op. */
export function networkPage(spec: ResolvedSpec, report: Report, weigh: Weighing = 'macs'): string {
  const ops = new Map(report.blocks.map(({ id }): [string, OpRow[]] => [id, []]));
  for (const op of report.ops ?? []) ops.get(op.section)?.push(op);
  const body = markup`<main>
<h1>${spec.name}</h1>
<p>${exact(report.totals.macs)} macs (${report.convention.macs}) and ${exact(report.totals.trainableParams)} trainable params at ${size([report.input.height, report.input.width])}.</p>
<div class="tools screen-only"><button id="closer">Closer</button> <button id="farther">Farther</button> <button id="fit">Fit</button> <small>Drag to move, roll or pinch to zoom, click a block for its ops.</small></div>
<div id="view" tabindex="0" role="group" aria-label="Picture of the network: arrow keys move, plus and minus zoom">
${whole(networkPicture(spec, report, { weigh }))}</div>
<p id="pointed" aria-live="polite" class="muted screen-only">Point at a block for its figures.</p>
${report.blocks.map((row) => markup`${blockSection(row, ops.get(row.id) ?? [])}\n`)}
</main>`;
  return htmlPage({ title: `${spec.name}: picture`, body, style, script: networkScript });
}

function blockSection(row: BlockRow, ops: readonly OpRow[]): Markup {
  const inputs = row.inputs.length === 0 ? '' : `, from ${row.inputs.join(' and ')}`;
  const level = row.level === null ? '' : `, level ${row.level}`;
  return markup`<section class="part" id="part-${row.id}" hidden>
<h2 tabindex="-1">${row.id}</h2>
<p>${row.kind}${level}${inputs}: ${size(row.output)}, ${exact(row.macs)} macs, ${exact(row.flops)} flops, ${exact(row.trainableParams)} trainable params, ${bytes(row.activationBytes)} written, receptive field ${size(row.receptiveField)}.</p>
<div class="scroll"><table>
<thead><tr><th class="text">op</th><th class="text">kind</th><th>output</th><th>params</th><th>macs</th><th>flops</th></tr></thead>
<tbody>
${ops.map((op) => markup`<tr><th scope="row">${nameIn(row.id, op.name)}</th><td class="text">${op.kind}</td><td>${size(op.output)}</td><td>${exact(op.params)}</td><td>${short(op.macs)}</td><td>${short(op.flops)}</td></tr>\n`)}</tbody>
</table></div>
</section>`;
}

function nameIn(section: string, name: string): string {
  return name.startsWith(`${section}/`) ? name.slice(section.length + 1) : name;
}

const style = `
body { max-width: none; }
#view { overflow: hidden; border: 1px solid var(--line); border-radius: 0.5rem; touch-action: none; cursor: grab; }
#view.dragged { cursor: grabbing; user-select: none; }
#view svg { max-width: none; display: block; transform-origin: 0 0; }
.tools { margin: 0.5rem 0; }
.block { cursor: pointer; }
.block.chosen .shape { stroke-width: 4; }
.faded .block:not(.near), .faded .edge:not(.near) { opacity: 0.18; }
@media print { #view { height: auto !important; overflow: visible; border: 0; } #view svg { transform: none !important; width: 100%; height: auto; } }
`;
