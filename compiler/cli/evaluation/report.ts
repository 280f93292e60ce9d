/** An evaluation as data (what `--format json` prints), as tables, as Markdown and as CSV. */
import type { Annotations } from '../../../runtime/coco/annotations.ts';
import type { Evaluation } from '../../../runtime/coco/evaluate.ts';
import { figureRules } from '../../../runtime/coco/figures.ts';
import { areaRanges, iouThresholds, recallThresholds } from '../../../runtime/coco/parameters.ts';
import type { Results } from '../../../runtime/coco/results.ts';
import { csvLine } from '../../analysis/report/csv.ts';
import { exact } from '../../analysis/report/format.ts';
import { escape, markdownTable } from '../../analysis/report/markdown.ts';
import { alignColumns, printable } from '../../analysis/report/table.ts';
import type { EvaluationReport, Figures } from '../../schema/evaluation-types.generated.ts';
import { compilerVersion } from '../../version.ts';

export function evaluationReport(
  annotations: Annotations,
  results: Results,
  evaluations: readonly Evaluation[],
): EvaluationReport {
  const { images, categories, objects } = annotations;
  return {
    annotations: annotations.text.name,
    results: results.text.name,
    compiler: compilerVersion,
    counts: {
      images: images.ids.length,
      categories: categories.ids.length,
      annotations: objects.count,
      crowds: objects.crowds.reduce((sum, crowd) => sum + crowd, 0),
      detections: results.count,
    },
    parameters: {
      iouThresholds: [...iouThresholds],
      recallThresholds: [...recallThresholds],
      maxDetections: [...(evaluations[0]?.maxDetections ?? [])],
      areaRanges: areaRanges.map((range) => ({ ...range })),
    },
    evaluations: evaluations.map(({ iouType, figures, classes }) => ({
      iouType,
      figures: { ...figures },
      classes: classes.map((row) => ({ ...row, figures: { ...row.figures } })),
    })),
  };
}

/** Three decimals, as they are published; what is not defined is a dash. */
const shown = (figure: number | undefined): string => (figure === undefined || figure < 0 ? '–' : figure.toFixed(3));

interface Lines {
  readonly title: string | undefined;
  readonly rows: readonly (readonly string[])[];
  readonly isText: readonly boolean[];
}

function facts({ annotations, results, counts }: EvaluationReport): readonly (readonly [string, string])[] {
  const of = (count: number, one: string, many = `${one}s`): string => `${exact(count)} ${count === 1 ? one : many}`;
  const objects = `${of(counts.annotations, 'annotation')} (${of(counts.crowds, 'crowd')})`;
  const there = `${of(counts.images, 'picture')}, ${of(counts.categories, 'category', 'categories')}, ${objects}`;
  return [
    ['annotations', `${annotations}: ${there}`],
    ['results', `${results}: ${of(counts.detections, 'detection')}`],
  ];
}

/** The twelve figures, one column per kind of overlap. */
function figureLines({ evaluations, parameters }: EvaluationReport): Lines {
  const rules = figureRules(parameters.maxDetections);
  const all = `${iouThresholds[0]!.toFixed(2)}:${iouThresholds.at(-1)!.toFixed(2)}`;
  const rows = rules.map(({ name, kind, threshold, area, limit }) => [
    name,
    kind,
    threshold < 0 ? all : iouThresholds[threshold]!.toFixed(2),
    areaRanges[area]!.name,
    String(parameters.maxDetections[limit]),
    ...evaluations.map(({ figures }) => shown(figures[name])),
  ]);
  const head = ['figure', 'mean', 'overlap', 'objects', 'detections', ...evaluations.map(({ iouType }) => iouType)];
  return {
    title: undefined,
    rows: [head, ...rows],
    isText: [true, true, true, true, false, ...evaluations.map(() => false)],
  };
}

/** All figures of each category, and of all together. */
function classLines({ evaluations, parameters }: EvaluationReport): readonly Lines[] {
  const names = figureRules(parameters.maxDetections).map(({ name }) => name);
  const cells = (figures: Figures): readonly string[] => names.map((name) => shown(figures[name]));
  return evaluations.map(({ iouType, figures, classes }) => {
    const sum = (key: 'objects' | 'detections'): string => exact(classes.reduce((total, row) => total + row[key], 0));
    return {
      title: `${iouType} by category`,
      rows: [
        ['id', 'category', 'objects', 'detections', ...names],
        ...classes.map((row) => [
          String(row.id),
          row.name,
          exact(row.objects),
          exact(row.detections),
          ...cells(row.figures),
        ]),
        ['', 'all', sum('objects'), sum('detections'), ...cells(figures)],
      ],
      isText: [false, true, false, false, ...names.map(() => false)],
    };
  });
}

export function evaluationText(report: EvaluationReport, perClass: boolean): string {
  const known = facts(report);
  const width = Math.max(...known.map(([name]) => name.length));
  const parts = [figureLines(report), ...(perClass ? classLines(report) : [])];
  return [
    ...known.map(([name, value]) => `${name.padEnd(width)}  ${printable(value)}`),
    ...parts.flatMap(({ title, rows, isText }) => [
      '',
      ...(title === undefined ? [] : [title]),
      ...alignColumns(rows, isText),
    ]),
    '',
  ].join('\n');
}

export function evaluationMarkdown(report: EvaluationReport, perClass: boolean): string {
  const parts = [figureLines(report), ...(perClass ? classLines(report) : [])];
  return [
    ...facts(report).map(([name, value]) => `- **${name}**: ${escape(value)}`),
    ...parts.flatMap(({ title, rows, isText }) => [
      '',
      ...(title === undefined ? [] : [`## ${title}`, '']),
      ...markdownTable(rows, isText),
    ]),
    '',
  ].join('\n');
}

/** Exact numbers, one line per kind of overlap, and with `perClass` one per category below it. */
export function evaluationCsv({ evaluations, parameters }: EvaluationReport, perClass: boolean): string {
  const names = figureRules(parameters.maxDetections).map(({ name }) => name);
  const lines = [csvLine(['overlap', 'id', 'category', 'objects', 'detections', ...names])];
  for (const { iouType, figures, classes } of evaluations) {
    const total = (key: 'objects' | 'detections'): number => classes.reduce((sum, row) => sum + row[key], 0);
    const all = { id: null, name: 'all', objects: total('objects'), detections: total('detections'), figures };
    for (const { id, name, objects, detections, figures: own } of [all, ...(perClass ? classes : [])])
      lines.push(csvLine([iouType, id, name, objects, detections, ...names.map((figure) => own[figure] ?? null)]));
  }
  return lines.join('');
}
