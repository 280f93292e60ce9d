/**
 * Several specs side by side: a row of totals each, what has been published of them, and which ones no other one beats.
 * Accuracy is compared within one way of training only, the one that most of the specs have results of.
 */
import { paretoFront } from '../pareto.ts';
import { published, resultsOf, trainingOf } from '../published.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';
import type { PublishedMetrics, PublishedResult } from '../../schema/published-types.generated.ts';
import type { Report } from '../../schema/report-types.generated.ts';
import { cellText, escape, markdownTable } from './markdown.ts';
import type { Cell, Column } from './rows.ts';

/** A spec and its report: what is compared, and what a page is about. */
export interface Reported {
  readonly spec: ResolvedSpec;
  readonly report: Report;
}

export interface ComparedSpec extends Reported {
  /** The name, numbered where several have it. */
  readonly label: string;
  /** Of the shared way of training; none of a spec that has no such result. */
  readonly result: PublishedResult | undefined;
  /** Not beaten in macs, params and peak memory together. */
  readonly onFront: boolean;
  /** As `onFront`, with the published accuracy, among those that have one. */
  readonly onAccuracyFront: boolean;
}

export interface Comparison {
  readonly specs: readonly ComparedSpec[];
  /** What accuracy is given in; undefined where fewer than two specs have a result that can be compared. */
  readonly metric: Extract<keyof PublishedMetrics, 'AP' | 'top1'> | undefined;
  /** `COCO val2017, protocol B: …` */
  readonly condition: string;
}

/** Datasets of published results, as people write them. */
export const datasetNames: Readonly<Record<PublishedResult['dataset'], string>> = {
  'coco-val2017': 'COCO val2017',
  'coco-test-dev': 'COCO test-dev',
  'imagenet-val': 'ImageNet validation',
  'inat-2017': 'iNaturalist 2017',
};

/** Dataset and training of a result, in words. */
export const conditionOf = (row: PublishedResult): string => {
  const training = trainingOf(row);
  return training === '' ? datasetNames[row.dataset] : `${datasetNames[row.dataset]}, ${training}`;
};

/** What costs: macs, trainable params, bytes at the peak. */
export const costsOf = ({ totals }: Report): readonly [macs: number, params: number, peak: number] => [
  totals.macs,
  totals.trainableParams,
  totals.activationBytesPeak,
];

export function compareSpecs(given: readonly Reported[]): Comparison {
  const rows = given.map(({ spec }) => resultsOf(spec).filter(({ metrics }) => accuracyOf(metrics) !== undefined));
  const condition = sharedCondition(rows);
  const results = rows.map((own) => own.find((row) => conditionOf(row) === condition));
  const front = new Set(paretoFront(given.map(({ report }) => costsOf(report))));
  const measured = results.flatMap((row, i) => (row === undefined ? [] : [i]));
  const points = measured.map((i) => [...costsOf(given[i]!.report), -accuracyOf(results[i]!.metrics)!.value]);
  const accuracyFront = new Set(paretoFront(points).map((k) => measured[k]));
  return {
    specs: given.map(({ spec, report }, i) => ({
      spec,
      report,
      label: labelOf(given, i),
      result: results[i],
      onFront: front.has(i),
      onAccuracyFront: accuracyFront.has(i),
    })),
    metric: results.flatMap((row) => (row === undefined ? [] : [accuracyOf(row.metrics)!.metric]))[0],
    condition: condition ?? '',
  };
}

/** Box AP of detectors, top-1 of classifiers. */
export function accuracyOf({ AP, top1 }: PublishedMetrics): { metric: 'AP' | 'top1'; value: number } | undefined {
  if (AP !== undefined) return { metric: 'AP', value: AP };
  return top1 === undefined ? undefined : { metric: 'top1', value: top1 };
}

/** What most specs have a result of; of equals, what the published file has first. At least two must have it. */
function sharedCondition(rows: readonly (readonly PublishedResult[])[]): string | undefined {
  const counts = new Map<string, number>();
  for (const row of published.results) counts.set(conditionOf(row), 0);
  for (const own of rows)
    for (const condition of new Set(own.map(conditionOf))) counts.set(condition, counts.get(condition)! + 1);
  const most = Math.max(...counts.values());
  return most < 2 ? undefined : [...counts].find(([, count]) => count === most)![0];
}

function labelOf(given: readonly Reported[], index: number): string {
  const { name } = given[index]!.spec;
  const same = given.flatMap(({ spec }, i) => (spec.name === name ? [i] : []));
  return same.length === 1 ? name : `${name} (${same.indexOf(index) + 1})`;
}

/** As a table of plain cells. */
export function comparisonTable({ specs, metric }: Comparison): {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
} {
  const columns: readonly Column[] = [
    { title: 'spec', unit: 'text' },
    { title: 'input', unit: 'size' },
    { title: 'head', unit: 'text' },
    { title: 'trainable params', unit: 'count' },
    { title: 'macs', unit: 'count' },
    { title: 'flops', unit: 'count' },
    { title: 'weights', unit: 'bytes' },
    { title: 'peak', unit: 'bytes' },
    ...(metric === undefined ? [] : [{ title: metric, unit: 'decimal' } as const]),
    { title: 'cost front', unit: 'text' },
  ];
  const rows = specs.map(({ label, report, result, onFront }): readonly Cell[] => [
    label,
    [report.input.height, report.input.width],
    report.head,
    report.totals.trainableParams,
    report.totals.macs,
    report.totals.flops,
    report.totals.weightBytes,
    report.totals.activationBytesPeak,
    ...(metric === undefined ? [] : [result?.metrics[metric] ?? null]),
    onFront ? 'yes' : '',
  ]);
  return { columns, rows };
}

/** What the front is of, and who is on it: a sentence each. */
export function frontSentences({ specs, metric, condition }: Comparison): readonly string[] {
  const names = (on: (spec: ComparedSpec) => boolean): string =>
    specs
      .filter(on)
      .map(({ label }) => label)
      .join(', ');
  const cost = `No other one has fewer macs, fewer trainable params and a smaller peak of activations at once: ${names(({ onFront }) => onFront)}.`;
  if (metric === undefined) return [cost];
  return [
    cost,
    `With the published ${metric} (${condition}) as a fourth figure: ${names(({ onAccuracyFront }) => onAccuracyFront)}.`,
  ];
}

/** The head of a Markdown report of several specs. */
export function comparisonMarkdown(given: readonly Reported[]): string {
  const comparison = compareSpecs(given);
  const { columns, rows } = comparisonTable(comparison);
  return [
    '## Comparison',
    '',
    ...markdownTable(
      [columns.map(({ title }) => title), ...rows.map((row) => row.map((cell, i) => cellText(cell, columns[i]!)))],
      columns.map(({ unit }) => unit === 'text'),
    ),
    '',
    ...frontSentences(comparison).map((sentence) => `- ${escape(sentence)}`),
    '',
  ].join('\n');
}
