/**
 * The playground: an editor on the left, what the compiler makes of its text on the right. Everything is computed in the page.
 * From text to figures there is one function (`designOf`); this file calls it when something changed and hands the result to
 * the views.
 */
import { decodeLink } from '../../compiler/cli/playground/link.ts';
import { analyzeInDetail } from '../../compiler/analysis/details.ts';
import type { Breakdown } from '../../compiler/analysis/report/rows.ts';
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import { designOf, draftOf, type Design } from './design.ts';
import { parentsOf, rewire } from './edit/rewire.ts';
import { createEditor } from './editor/editor.ts';
import { keepForOffline } from './offline.ts';
import { showBlock } from './view/block-panel.ts';
import { byId } from './view/dom.ts';
import { memoryElement } from './view/memory-view.ts';
import { enableDropping } from './view/dropping.ts';
import { createPicture } from './view/picture.ts';
import { problemCounts, showProblems } from './view/problems.ts';
import { tableElement, type TableChoice } from './view/report-table.ts';
import { createRunPanel } from './view/run-panel.ts';
import { createTabs } from './view/tabs.ts';
import { createToolbar } from './view/toolbar.ts';
import { showTotals, spokenTotals } from './view/totals.ts';

const first = 'spinenet-49';
/** Work longer than this, in milliseconds, waits until typing pauses. */
const shortWork = 100;

let design: Design | undefined;
/** The last one without errors: what the views show. */
let shown: Design | undefined;
let selected: string | undefined;
let lastWork = 0;
/** Whether the text has changed since. */
let isBehind = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let speech: ReturnType<typeof setTimeout> | undefined;
const sorts = new Map<Breakdown, NonNullable<TableChoice['sort']>>();

const live = byId('live');
/** Shown for a while as well: who drags an arrow with a mouse hears nothing. */
const say = (message: string): void => {
  clearTimeout(speech);
  live.textContent = message;
  live.className = 'notice';
  speech = setTimeout(() => {
    live.className = 'hidden';
  }, 5000);
};

const editor = createEditor(byId('editor'), () => {
  clearTimeout(timer);
  isBehind = true;
  timer = setTimeout(update, lastWork < shortWork ? 0 : Math.min(500, lastWork));
});
const picture = createPicture(byId('picture'), {
  onBlock: select,
  onRewire(to, from, parent) {
    const index = shown?.spec?.blocks.find(({ id }) => id === to)?.inputs.indexOf(from) ?? -1;
    if (index < 0) say('No block lists this arrow as an input');
    else connect(to, index, parent);
  },
});
const toolbar = createToolbar({
  design: current,
  picture: () => picture.svg(),
  onText(text) {
    editor.replace(text);
    update();
  },
  onEdits: editor.change,
  onChoices: update,
  say,
});
const runPanel = createRunPanel(current);
const tabs = createTabs(
  byId('tabs'),
  byId('panel'),
  [
    { id: 'block', title: 'Blocks' },
    { id: 'level', title: 'Levels' },
    { id: 'kind', title: 'Op kinds' },
    { id: 'memory', title: 'Memory' },
    { id: 'run', title: 'Run' },
  ],
  showPanel,
);

/** The design of the text as it is, also when typing has not paused yet. */
function current(): Design | undefined {
  if (isBehind) update();
  return design;
}

function update(): void {
  clearTimeout(timer);
  isBehind = false;
  const start = performance.now();
  design = designOf(draftOf(editor.text(), toolbar.choices()));
  const isGood = design.report !== undefined;
  if (isGood) shown = design;
  if (design.report !== undefined) {
    picture.show(design);
    showTotals(byId('totals'), design.report);
  }
  editor.show(design);
  toolbar.show(design);
  showProblems(design, editor.goTo);
  byId('views').classList.toggle('stale', !isGood && shown !== undefined);
  byId('stale').hidden = isGood;
  byId('stale').textContent =
    shown === undefined
      ? 'The picture and the figures are here when the text has no errors.'
      : 'These figures are those of the last text without errors.';
  if (isGood) {
    showSelected();
    // What is per op has to be planned again: after the picture and the totals.
    if (tabs.current() === 'memory') timer = setTimeout(showPanel);
    else showPanel();
  }
  lastWork = performance.now() - start;
  performance.measure('update', { start });
  announce(design);
}

/** Said when typing pauses: a sentence per key would be noise. */
function announce({ problems, report }: Design): void {
  clearTimeout(speech);
  speech = setTimeout(() => {
    live.className = 'hidden';
    live.textContent = `${problemCounts(problems)}.${report === undefined ? '' : ` ${spokenTotals(report)}.`}`;
  }, 900);
}

function select(id: string | undefined): void {
  selected = id;
  picture.select(id);
  showSelected();
}

function showSelected(): void {
  if (shown === undefined) return;
  showBlock(byId('block'), shown, selected, {
    onRewire: connect,
    onClose() {
      const id = selected;
      select(undefined);
      if (id !== undefined)
        byId('picture')
          .querySelector<SVGElement>(`[data-block="${CSS.escape(id)}"]`)
          ?.focus();
    },
    onFind(id) {
      const { spec, understood, document: written } = shown!;
      const place = spec?.blocks.findIndex((block) => block.id === id) ?? -1;
      const isStem = id === 'stem' || spec?.stem.blocks.some((block) => block.id === id) === true;
      const span = understood.origins?.get(place >= 0 ? `blocks[${place}]` : isStem ? 'stem' : '');
      if (span !== undefined && span.source === written.source) editor.goTo(span.start, span.end);
      else say(`${id} is not written in this text`);
    },
  });
}

function connect(block: string, index: number, parent: string): void {
  const now = current();
  if (now?.spec === undefined || now !== shown) {
    say('The spec has errors: mend them first');
    return;
  }
  if (!parentsOf(now.spec, block).some(({ id }) => id === parent)) {
    say(`${block} can only take a block that comes before it`);
    return;
  }
  editor.change(rewire(now, block, index, parent));
  update();
}

function showPanel(): void {
  const panel = byId('panel');
  const tab = tabs.current();
  if (tab === 'run') {
    if (runPanel.root.parentElement !== panel) panel.replaceChildren(runPanel.root);
    return;
  }
  if (shown?.spec === undefined || shown.report === undefined) {
    panel.replaceChildren();
    return;
  }
  if (tab === 'memory') {
    panel.replaceChildren(memoryElement(analyzeInDetail(shown.spec)));
    return;
  }
  const by = tab as Breakdown;
  panel.replaceChildren(
    tableElement(
      shown.report,
      { by, sort: sorts.get(by) },
      {
        onSort(column) {
          sorts.set(by, { column, descending: sorts.get(by)?.column !== column || !sorts.get(by)!.descending });
          showPanel();
          panel.querySelectorAll<HTMLButtonElement>('thead button')[column]?.focus();
        },
        ...(by === 'block' && { onRow: select }),
      },
    ),
  );
}

/** What the address holds, else the first built-in. */
function open(): void {
  const linked = decodeLink(location.hash);
  toolbar.setChoices(linked ?? {});
  toolbar.setBuiltin(linked === undefined ? first : '');
  editor.replace(linked?.text ?? builtinSource(first)?.text ?? '');
  update();
  if (linked === undefined) sayBadLink();
}

/** Fragments that are places of the page, such as that of "Skip to the editor", are no links to a spec. */
function sayBadLink(): void {
  const id = location.hash.slice(1);
  if (id !== '' && document.getElementById(id) === null) say('This link holds no spec');
}

enableDropping({
  onPicture(file) {
    tabs.choose('run');
    runPanel.run(file);
  },
  onText(text) {
    editor.replace(text);
    update();
  },
});
addEventListener('hashchange', () => {
  if (decodeLink(location.hash) === undefined) sayBadLink();
  else open();
});
open();
void keepForOffline();
