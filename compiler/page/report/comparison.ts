/** Several specs as points: what they cost, what has been published of them, and the Pareto fronts. */
import { bytes, exact, short } from '../../analysis/report/format.ts';
import {
  comparisonTable,
  costsOf,
  frontSentences,
  type ComparedSpec,
  type Comparison,
} from '../../analysis/report/comparison.ts';
import { markup } from '../../picture/markup.ts';
import { drawChart } from '../charts.ts';
import { scatter, type ScatterAxis } from './scatter.ts';
import { dataTable } from './table.ts';
import { figure, mebibytes, type View } from './view.ts';

interface Axis extends ScatterAxis {
  readonly of: (spec: ComparedSpec) => number;
}

interface Drawing {
  readonly svg: string;
  /** What the caption has to add. */
  readonly note: string;
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
  const results =
    metric === undefined
      ? undefined
      : await drawScatters(measured, [
          [macs, accuracy],
          [params, accuracy],
          [memory, accuracy],
        ]);
  const costs = await drawScatters(specs, [
    [macs, params],
    [macs, memory],
    [params, memory],
  ]);
  return {
    title: 'Comparison',
    body: markup`${dataTable({ label: 'Specs', ...comparisonTable(comparison) })}
<ul>
${frontSentences(comparison).map((sentence) => markup`<li>${sentence}</li>\n`)}</ul>
${
  results &&
  figure(
    'Published accuracy over costs',
    results.svg,
    `Published ${metric} (${condition}) over what it costs. Lines join the networks that no other one beats in both.${results.note}`,
  )
}
${figure('Costs', costs.svg, `What networks cost. Lines join those that no other one beats in both.${costs.note}`)}`,
  };
}

/** Figures of a spec in words, for links to its section. */
export function inShort({ report: { totals } }: ComparedSpec): string {
  return `${short(totals.macs)} macs, ${exact(totals.trainableParams)} trainable params, peak ${bytes(totals.activationBytesPeak)}`;
}

/** The names of more networks need larger panels, one below the other. */
const mostInARow = 14;

/** A panel per pair of axes, each with its front. */
async function drawScatters(
  specs: readonly ComparedSpec[],
  pairs: readonly (readonly [x: Axis, y: Axis])[],
): Promise<Drawing> {
  const plots = pairs.map(([x, y]) =>
    scatter(
      specs.map((spec) => ({ name: spec.label, x: x.of(spec), y: y.of(spec) })),
      x,
      y,
      specs.length > mostInARow ? { width: 720, height: 400 } : { width: 270, height: 250 },
    ),
  );
  const panels = plots.map(({ panel }) => panel);
  const columns = specs.length > mostInARow ? 1 : panels.length;
  return {
    svg: await drawChart({ description: 'Networks as points', concat: panels, columns, spacing: 24 }),
    note: plots.some(({ unnamed }) => unnamed > 0)
      ? ' Some stand too close for their names; the table has them all.'
      : '',
  };
}
