/** Several specs as points: what they cost, what has been published of them, and the Pareto fronts. */
import { bytes, exact, short } from '../../analysis/report/format.ts';
import {
  comparisonTable,
  costsOf,
  frontSentences,
  type ComparedSpec,
  type Comparison,
} from '../../analysis/report/comparison.ts';
import { printable } from '../../analysis/report/table.ts';
import { paretoFront } from '../../analysis/pareto.ts';
import { markup } from '../../picture/markup.ts';
import { drawChart, seriesColors } from '../charts.ts';
import { dataTable } from './table.ts';
import { figure, mebibytes, type View } from './view.ts';

interface Axis {
  readonly title: string;
  readonly of: (spec: ComparedSpec) => number;
  /** Whether more is better. */
  readonly large?: true;
}

const macs: Axis = { title: 'macs, 10⁹', of: ({ report }) => costsOf(report)[0] / 1e9 };
const params: Axis = { title: 'trainable params, 10⁶', of: ({ report }) => costsOf(report)[1] / 1e6 };
const memory: Axis = { title: 'peak activations, MiB', of: ({ report }) => mebibytes(costsOf(report)[2]) };

export async function comparisonView(comparison: Comparison): Promise<View> {
  const { specs, metric, condition } = comparison;
  const measured = specs.filter(({ result }) => result !== undefined);
  const accuracy: Axis = {
    title: `published ${metric ?? ''}, %`,
    of: ({ result }) => result!.metrics[metric!]!,
    large: true,
  };
  return {
    title: 'Comparison',
    body: markup`${dataTable({ label: 'Specs', ...comparisonTable(comparison) })}
<ul>
${frontSentences(comparison).map((sentence) => markup`<li>${sentence}</li>\n`)}</ul>
${
  metric === undefined
    ? undefined
    : figure(
        'Published accuracy over costs',
        await drawScatters(
          measured,
          [macs, params, memory].map((x) => [x, accuracy]),
        ),
        `Published ${metric} (${condition}) over what it costs. Lines join the networks that no other one beats in both.`,
      )
}
${figure(
  'Costs',
  await drawScatters(specs, [
    [macs, params],
    [macs, memory],
    [params, memory],
  ]),
  'What networks cost. Lines join those that no other one beats in both.',
)}`,
  };
}

/** Figures of a spec in words, for links to its section. */
export function inShort({ report: { totals } }: ComparedSpec): string {
  return `${short(totals.macs)} macs, ${exact(totals.trainableParams)} trainable params, peak ${bytes(totals.activationBytesPeak)}`;
}

/** Labels of more points than this hide each other. */
const mostLabels = 14;

/** A panel per pair of axes, each with its front. */
async function drawScatters(specs: readonly ComparedSpec[], pairs: readonly (readonly Axis[])[]): Promise<string> {
  const panels = pairs.map(([x, y]) => panel(specs, x!, y!));
  return drawChart({ description: 'Networks as points', hconcat: panels, spacing: 24 });
}

function panel(specs: readonly ComparedSpec[], x: Axis, y: Axis) {
  const points = specs.map((spec) => [x.of(spec), y.of(spec)] as const);
  const front = new Set(paretoFront(points.map(([a, b]) => [x.large === true ? -a : a, y.large === true ? -b : b])));
  const values = specs.map(({ label }, i) => ({
    name: printable(label.length > 24 ? `${label.slice(0, 23)}…` : label),
    x: points[i]![0],
    y: points[i]![1],
    kind: front.has(i) ? 'on the front' : 'beaten',
  }));
  const onFront = values.filter(({ kind }) => kind === 'on the front');
  const labelled = specs.length > mostLabels ? onFront : values;
  const encoding = {
    x: {
      field: 'x',
      type: 'quantitative' as const,
      title: x.title,
      axis: { tickCount: 5 },
      scale: { ...scaleOf(points.map(([a]) => a)), padding: 36 },
    },
    y: {
      field: 'y',
      type: 'quantitative' as const,
      title: y.title,
      axis: { tickCount: 5 },
      scale: { ...scaleOf(points.map(([, b]) => b)), padding: 20 },
    },
  };
  return {
    width: 270,
    height: 250,
    data: { values },
    encoding,
    layer: [
      {
        data: { values: onFront },
        mark: {
          type: 'line' as const,
          color: seriesColors[0],
          strokeWidth: 1.5,
          interpolate: 'step-after' as const,
        },
        encoding,
      },
      {
        mark: { type: 'point' as const, filled: true, size: 60, opacity: 1 },
        encoding: {
          color: {
            field: 'kind',
            type: 'nominal' as const,
            scale: { domain: ['on the front', 'beaten'], range: [seriesColors[0], seriesColors[1]] },
            title: null,
          },
        },
      },
      {
        data: { values: joined(labelled) },
        mark: { type: 'text' as const, dy: -10, fontSize: 10 },
        encoding: { text: { field: 'name', type: 'nominal' as const } },
      },
    ],
  };
}

interface Labelled {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Networks at one place share a label. */
function joined(values: readonly Labelled[]): Labelled[] {
  const places = new Map<string, Labelled>();
  for (const { name, x, y } of values) {
    const there = places.get(`${x} ${y}`);
    places.set(`${x} ${y}`, { name: there === undefined ? name : `${there.name}, ${name}`, x, y });
  }
  return [...places.values()];
}

/** Costs of a family grow by factors: logarithmic where they span more than five. */
function scaleOf(values: readonly number[]) {
  const least = Math.min(...values);
  const spread = Math.max(...values) / least;
  return least > 0 && spread > 5 ? { type: 'log' as const, nice: false } : { zero: false, nice: false };
}
