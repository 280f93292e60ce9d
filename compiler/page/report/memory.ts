/** Bytes alive over the run, and what is alive when they are most. */
import { bytes, exact } from '../../analysis/report/format.ts';
import type { Memory } from '../../schema/report-types.generated.ts';
import { markup } from '../../picture/markup.ts';
import { drawChart, seriesColors } from '../charts.ts';
import { textTable } from './table.ts';
import { figure, mebibytes, type PageEntry, type View } from './view.ts';

type Timeline = NonNullable<Memory['timeline']>;

const width = 1040;

export async function memoryView({ report: { memory, executed } }: PageEntry): Promise<View> {
  const { activationBytesPeak: peak, lowerBoundBytes, peakAt, alive, timeline = [] } = memory;
  return {
    title: 'Memory over time',
    body: markup`<p>At most <b>${bytes(peak)}</b> (${exact(peak)} B) of tensors are alive at once, while <code>${peakAt}</code> runs; no order of
these ops could do with less than ${bytes(lowerBoundBytes)}. Float32, batch 1, the input included, weights not; the liveness plan of the
module at -${executed.level}.</p>
${timeline.length === 0 ? undefined : figure('Memory over time', await drawTimeline(memory, timeline), `Bytes alive while each of ${timeline.length} ops runs, in order of execution; sections as they begin. Dashed: what no order could do without.`)}
<p>Alive at the peak:</p>
${textTable(
  'Tensors alive at the peak',
  [
    ['tensor', 'bytes', 'size', 'share'],
    ...alive.map(({ name, bytes: own }) => [name, exact(own), bytes(own), `${((100 * own) / peak).toFixed(1)} %`]),
  ],
  [true, false, false, false],
)}`,
  };
}

async function drawTimeline(memory: Memory, timeline: Timeline): Promise<string> {
  const steps = timeline.map(({ bytes: own }, step) => ({ step, alive: mebibytes(own) }));
  const last = timeline.length;
  const peakStep = timeline.findIndex(({ name }) => name === memory.peakAt);
  const peak = { step: peakStep + 0.5, alive: mebibytes(memory.activationBytesPeak) };
  const x = {
    field: 'step',
    type: 'quantitative' as const,
    scale: { domain: [0, last], nice: false },
    axis: { title: 'op, in order of execution', grid: false, tickMinStep: 1 },
  };
  const y = { field: 'alive', type: 'quantitative', title: 'alive, MiB' } as const;
  return drawChart({
    description: `Bytes alive over ${last} ops; the peak is ${bytes(memory.activationBytesPeak)}`,
    width,
    height: 260,
    layer: [
      {
        data: { values: [...steps, { step: last, alive: steps.at(-1)!.alive }] },
        mark: {
          type: 'area',
          interpolate: 'step-after',
          color: seriesColors[0],
          fillOpacity: 0.3,
          line: { color: seriesColors[0], strokeWidth: 1 },
        },
        encoding: { x, y },
      },
      {
        data: { values: [{ alive: mebibytes(memory.lowerBoundBytes) }] },
        mark: { type: 'rule', strokeDash: [5, 4] },
        encoding: { y },
      },
      {
        data: { values: [peak] },
        mark: { type: 'point', filled: true, size: 60, color: seriesColors[1], opacity: 1 },
        encoding: { x, y },
      },
      {
        data: { values: [{ ...peak, text: `${bytes(memory.activationBytesPeak)} at ${memory.peakAt}` }] },
        mark: {
          type: 'text',
          dy: -9,
          align: peak.step < last / 2 ? 'left' : 'right',
          dx: peak.step < last / 2 ? 6 : -6,
          fontWeight: 'bold',
        },
        encoding: { x, y, text: { field: 'text', type: 'nominal' } },
      },
      {
        data: { values: sectionLabels(timeline) },
        mark: {
          type: 'text',
          angle: 270,
          align: 'left',
          baseline: 'top',
          fontSize: 9,
          y: 'height',
          dx: 4,
          opacity: 0.8,
        },
        encoding: { x, text: { field: 'section', type: 'nominal' } },
      },
    ],
  });
}

/** Where sections begin, left out where there is no room for another label. */
function sectionLabels(timeline: Timeline): readonly { readonly step: number; readonly section: string }[] {
  const room = (11 / width) * timeline.length;
  const labels: { step: number; section: string }[] = [];
  timeline.forEach(({ section }, step) => {
    const before = labels.at(-1);
    if (section === timeline[step - 1]?.section || (before !== undefined && step - before.step < room)) return;
    labels.push({ step, section: section.length > 20 ? `${section.slice(0, 19)}…` : section });
  });
  return labels;
}
