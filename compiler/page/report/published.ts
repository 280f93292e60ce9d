/** What others have published of the same network, with their sources. */
import { published, resultsOf } from '../../analysis/published.ts';
import { datasetNames } from '../../analysis/report/comparison.ts';
import { short } from '../../analysis/report/format.ts';
import type { PublishedMetrics } from '../../schema/published-types.generated.ts';
import { markup } from '../../picture/markup.ts';
import { textTable } from './table.ts';
import type { PageEntry, View } from './view.ts';

const metrics: readonly (keyof PublishedMetrics)[] = [
  ...(['AP', 'AP50', 'AP75', 'APs', 'APm', 'APl', 'maskAP', 'top1', 'top5'] as const),
];

/** Nothing for a network that nobody has published results of. */
export function publishedView({ spec, report }: PageEntry, prefix: string): View | undefined {
  const rows = resultsOf(spec);
  if (rows.length === 0) return undefined;
  const shown = metrics.filter((metric) => rows.some((row) => row.metrics[metric] !== undefined));
  const lines = rows.map((row) => {
    return [
      datasetNames[row.dataset],
      row.protocol === undefined ? (row.training ?? '') : `protocol ${row.protocol}`,
      ...shown.map((metric) => row.metrics[metric]?.toFixed(1) ?? ''),
      row.params === undefined ? '' : short(row.params),
      row.macs === undefined ? '' : short(row.macs),
      markup`<a href="#${prefix}source-${row.source}">${row.source}</a>`,
    ];
  });
  const protocols = [...new Set(rows.flatMap(({ protocol }) => protocol ?? []))].sort();
  const sources = [...new Set(rows.map(({ source }) => source))];
  const sourceLine = (name: string) => {
    const { title, url } = published.sources[name]!;
    return markup`<dt id="${prefix}source-${name}">${name}</dt><dd><a href="${url}">${title}</a></dd>\n`;
  };
  return {
    title: 'Published results',
    body: markup`<p>Of this network at this size, in percent, as their sources print them. We count ${short(report.totals.trainableParams)} trainable params
and ${short(report.totals.macs)} macs; the sources add half of the operations of norms, biases and pooling.</p>
${textTable(
  'Published results',
  [['data', 'training', ...shown, 'params', 'macs', 'source'], ...lines],
  [true, true, ...shown.map(() => false), false, false, true],
)}
<dl class="facts">
${protocols.map((name) => markup`<dt>protocol ${name}</dt><dd>${published.protocols[name]}</dd>\n`)}${sources.map(sourceLine)}</dl>`,
  };
}
