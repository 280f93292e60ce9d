/** One block: what it takes, which can be changed here, and its ops with their share of the work. */
import { exact, short, size } from '../../../compiler/analysis/report/format.ts';
import type { Design } from '../design.ts';
import { parentsOf } from '../edit/rewire.ts';
import { element } from './dom.ts';
import { tableElement } from './report-table.ts';

export interface BlockEvents {
  readonly onRewire: (block: string, index: number, parent: string) => void;
  readonly onClose: () => void;
  readonly onFind: (block: string) => void;
}

/** Shows the block, or hides the panel when the design has none of that name. */
export function showBlock(
  into: HTMLElement,
  { spec, report }: Design,
  id: string | undefined,
  events: BlockEvents,
): void {
  const row = report?.blocks.find((one) => one.id === id);
  into.hidden = row === undefined;
  if (spec === undefined || report === undefined || row === undefined) return;
  const focused = document.activeElement?.id;
  const block = spec.blocks.find((one) => one.id === row.id);
  const parents = parentsOf(spec, row.id);
  const selects = (block?.inputs ?? []).map((input, index) =>
    element(
      'label',
      {},
      `input ${index}`,
      element(
        'select',
        {
          id: `block-input-${index}`,
          onchange: ({ target }: Event) => events.onRewire(row.id, index, (target as HTMLSelectElement).value),
        },
        ...parents.map((parent) =>
          element('option', { value: parent.id, selected: parent.id === input }, `${parent.id} (L${parent.level})`),
        ),
      ),
    ),
  );
  const share = report.totals.macs === 0 ? 0 : (100 * row.macs) / report.totals.macs;
  const level = row.level === null ? '' : `, level ${row.level}`;
  const names = new Set((report.ops ?? []).filter(({ section }) => section === row.id).map(({ name }) => name));
  into.replaceChildren(
    element(
      'header',
      {},
      element('h3', { id: 'block-title' }, `${row.id}: ${row.kind}${level}`),
      ...selects,
      element('button', { type: 'button', onclick: () => events.onFind(row.id) }, 'Find in text'),
      element('button', { type: 'button', id: 'block-close', onclick: events.onClose }, 'Close'),
    ),
    element(
      'p',
      { className: 'muted' },
      `${size(row.output)} out, ${exact(row.macs)} MACs (${share.toFixed(1)} %), ${short(row.trainableParams)} trainable params, ` +
        `receptive field ${size(row.receptiveField)}`,
    ),
    element(
      'div',
      { className: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Ops of ${row.id}` },
      tableElement(report, { by: 'op', only: (name) => names.has(name) }, {}),
    ),
  );
  if (focused !== undefined && focused.startsWith('block-')) document.getElementById(focused)?.focus();
}
