/**
 * The report of one or several specs as one self-contained HTML file: the same figures as the JSON, with the picture of the
 * network and charts. Several specs are compared first, then each has its section.
 */
import { analyzedGraphs, type AnalyzeOptions } from '../analysis/analyze.ts';
import { detailsOf } from '../analysis/details.ts';
import { compareSpecs } from '../analysis/report/comparison.ts';
import { bytes, exact, short } from '../analysis/report/format.ts';
import { breakdowns } from '../analysis/report/rows.ts';
import { summary } from '../analysis/report/summary.ts';
import { roofline } from '../analysis/roofline.ts';
import { markup, whole, type Markup } from '../picture/markup.ts';
import { networkPicture } from '../picture/network-picture.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import { withOptions } from '../resolve/variant.ts';
import { htmlPage } from './page.ts';
import { alignmentView } from './report/alignment.ts';
import { comparisonView, inShort } from './report/comparison.ts';
import { executedView } from './report/executed.ts';
import { figuresView, type FiguresOptions } from './report/figures.ts';
import { memoryView } from './report/memory.ts';
import { publishedView } from './report/published.ts';
import { resolutionView } from './report/resolution.ts';
import { rooflineView, usualDevices } from './report/rooflines.ts';
import { reportStyle } from './report/style.ts';
import { conventionList, figure, type PageEntry, type View } from './report/view.ts';
import { reportScript } from './scripts.generated.ts';

/** Networks of which a page has everything; of more it has what fits into 2 MB. */
const mostWhole = 6;

export interface PageOptions extends Omit<FiguresOptions, 'among'> {
  /** Called before the charts of each spec are drawn. */
  readonly onSpec?: (name: string) => void;
}

/** All that a page says of a spec. @param settings of the report; one device instead of the usual ones. */
export function pageEntry(spec: ResolvedSpec, settings: AnalyzeOptions = {}): PageEntry {
  const chosen = withOptions(spec, settings);
  const shown = settings.device === undefined ? usualDevices : [settings.device];
  const graphs = analyzedGraphs(chosen, settings);
  return {
    spec: chosen,
    report: detailsOf(chosen, graphs, settings),
    rooflines: shown.map((device) => roofline(graphs.optimized.graph, device)),
  };
}

/** A whole file. */
export async function reportPage(entries: readonly PageEntry[], options: PageOptions = {}): Promise<string> {
  const [first] = entries;
  if (first === undefined) throw new RangeError('a page needs a report');
  const comparison = entries.length === 1 ? undefined : compareSpecs(entries);
  const names = comparison?.specs.map(({ label }) => label) ?? [first.spec.name];
  const title = comparison === undefined ? first.spec.name : `${entries.length} networks`;
  const sections: Markup[] = [];
  for (const [i, entry] of entries.entries()) {
    options.onSpec?.(names[i]!);
    const views = await viewsOf(entry, `s${i}-`, entries.length, options);
    sections.push(
      comparison === undefined
        ? markup`${opening(entry)}${shown(views, 2)}`
        : markup`<section class="spec" id="s${i}">
<h2>${names[i]}</h2>
${opening(entry)}${shown(views, 3)}</section>
`,
    );
  }
  const compared =
    comparison === undefined
      ? undefined
      : markup`<nav aria-label="Specs"><ul>
${comparison.specs.map((spec, i) => markup`<li><a href="#s${i}">${spec.label}</a> <small>${inShort(spec)}</small></li>\n`)}</ul></nav>
${shown([await comparisonView(comparison)], 2)}${
          entries.length > mostWhole
            ? markup`<p>Of more than ${mostWhole} networks a page shows the pictures and figures; of fewer, everything.</p>
`
            : undefined
        }`;
  return htmlPage({
    title: comparison === undefined ? `${title} – spinec report` : `${names.slice(0, 5).join(', ')} – spinec report`,
    style: reportStyle,
    script: reportScript,
    body: markup`<main>
<h1>${title}</h1>
${compared}${sections}</main>
${footer(first)}`,
  });
}

function shown(views: readonly View[], level: 2 | 3): Markup {
  const tag = whole(`h${level}`);
  return markup`${views.map(
    ({ title, body }) => markup`<section>
<${tag}>${title}</${tag}>
${body}
</section>
`,
  )}`;
}

/** The figures that people compare, then the summary that every form of the report begins with. */
function opening({ report }: PageEntry): Markup {
  const { totals } = report;
  const cards: readonly (readonly [name: string, value: string, detail: string])[] = [
    ['macs', short(totals.macs), `${exact(totals.macs)} multiply-adds; the paper’s “FLOPs”`],
    ['flops', short(totals.flops), `${exact(totals.flops)}: 2·macs + every other op`],
    ['trainable params', short(totals.trainableParams), exact(totals.trainableParams)],
    ['peak activations', bytes(totals.activationBytesPeak), `${exact(totals.activationBytesPeak)} B, float32, batch 1`],
  ];
  return markup`<dl class="cards">
${cards.map(([name, value, detail]) => markup`<div><dt>${name}</dt><dd data-figure="${name}">${value}<small>${detail}</small></dd></div>\n`)}</dl>
<dl class="facts">
${summary(report)
  .filter(([name]) => name !== 'macs' && name !== 'flops')
  .map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>
`;
}

/** All of them for few specs; the picture and what is short for many. */
async function viewsOf(
  entry: PageEntry,
  prefix: string,
  specs: number,
  options: PageOptions,
): Promise<readonly View[]> {
  const picture: View = {
    title: 'Picture',
    body: figure(
      'Picture of the network',
      networkPicture(entry.spec, entry.report, { idPrefix: prefix }),
      'Blocks by level (rows) and order (columns), shaded by macs.',
    ),
  };
  if (specs > mostWhole) return [picture, figuresView(entry, prefix, { ...options, among: ['level', 'kind'] })];
  const published = publishedView(entry, prefix);
  const among = specs === 1 ? breakdowns : breakdowns.filter((by) => by !== 'op');
  return [
    picture,
    figuresView(entry, prefix, { ...options, among }),
    resolutionView(entry),
    await alignmentView(entry),
    await memoryView(entry),
    await rooflineView(entry),
    await executedView(entry),
    ...(published === undefined ? [] : [published]),
    {
      title: 'Convention',
      body: markup`${conventionList(entry.report.convention)}
<p><small>SHA-256 of the resolved spec: <code>${entry.report.specHash}</code></small></p>`,
    },
  ];
}

function footer({ report }: PageEntry): Markup {
  return markup`<footer class="muted">spinec ${report.compiler}</footer>`;
}
