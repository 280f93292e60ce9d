/** How long devices must take at least: roofs of arithmetic and bandwidth, and where the blocks stand under them. */
import { devices, type Device } from '../../analysis/devices.ts';
import type { Cell, Column } from '../../analysis/report/rows.ts';
import type { Roofline } from '../../schema/report-types.generated.ts';
import { markup } from '../../picture/markup.ts';
import { drawChart, seriesColors } from '../charts.ts';
import { dataTable, textTable } from './table.ts';
import { figure, type PageEntry, type View } from './view.ts';

/** What a page shows unless told: the card of the published latencies, a card of today, a laptop's, a processor. */
const usual = ['v100', 'h100', 'm2', 'cpu-avx2-8'];
export const usualDevices: readonly Device[] = devices.filter(({ name }) => usual.includes(name));

export async function rooflineView({ rooflines }: PageEntry): Promise<View> {
  return {
    title: 'Roofline',
    body: markup`<p>A lower bound of the time of one picture, float32: each op takes at least its arithmetic at the device's peak, and moving its
operands at the device's bandwidth (Williams, Waterman, Patterson, CACM 2009). Measured times are longer.</p>
${figure('Roofline', await drawRoofs(rooflines), 'Lines: what devices can reach at most at an intensity. Dots: sections of the network; the larger, the more of its time they take.')}
${deviceTable(rooflines)}
${sectionTable(rooflines)}`,
  };
}

function deviceTable(rooflines: readonly Roofline[]) {
  const lines = rooflines.map(({ device, peakFlops, bandwidth, milliseconds, computeBoundShare }) => [
    device,
    devices.find(({ name }) => name === device)?.note ?? '',
    (peakFlops / 1e12).toFixed(2),
    (bandwidth / 1e9).toFixed(0),
    (peakFlops / bandwidth).toFixed(1),
    milliseconds.toFixed(2),
    `${(100 * computeBoundShare).toFixed(0)} %`,
  ]);
  return textTable(
    'Devices',
    [
      [
        'device',
        'what it is',
        'peak, TFLOP/s',
        'bandwidth, GB/s',
        'ridge, FLOP/byte',
        'at least, ms',
        'bound by arithmetic',
      ],
      ...lines,
    ],
    [true, true, false, false, false, false, false],
  );
}

/** Work and traffic of every section are the network's; times are the devices'. */
function sectionTable(rooflines: readonly Roofline[]) {
  const columns: readonly Column[] = [
    { title: 'section', unit: 'text' },
    { title: 'flops', unit: 'count' },
    { title: 'traffic', unit: 'bytes' },
    { title: 'FLOP/byte', unit: 'decimal' },
    ...rooflines.map(({ device }) => ({ title: `${device}, ms`, unit: 'milliseconds' }) as const),
  ];
  const rows = (rooflines[0]?.rows ?? []).map(({ id, flops, bytes }, i): readonly Cell[] => [
    id,
    flops,
    bytes,
    bytes === 0 ? null : flops / bytes,
    ...rooflines.map((roofline) => roofline.rows[i]!.milliseconds),
  ]);
  return dataTable({ label: 'Roofline by section', columns, rows });
}

async function drawRoofs(rooflines: readonly Roofline[]): Promise<string> {
  const points = rooflines.flatMap(({ device, rows, milliseconds: total }) =>
    rows.flatMap(({ flops, bytes, milliseconds }) =>
      flops === 0 || bytes === 0
        ? []
        : [
            {
              device,
              intensity: flops / bytes,
              reached: flops / (milliseconds / 1000),
              share: (100 * milliseconds) / total,
            },
          ],
    ),
  );
  const intensities = points.map(({ intensity }) => intensity);
  const ridges = rooflines.map(({ peakFlops, bandwidth }) => peakFlops / bandwidth);
  const low = Math.min(...intensities, ...ridges) / 2;
  const high = Math.max(...intensities, ...ridges) * 2;
  const roofs = rooflines.flatMap(({ device, peakFlops, bandwidth }, i) =>
    [low, ridges[i]!, high].map((intensity) => ({
      device,
      intensity,
      reached: Math.min(peakFlops, intensity * bandwidth),
    })),
  );
  const names = rooflines.map(({ device }) => device);
  const encoding = {
    x: {
      field: 'intensity',
      type: 'quantitative' as const,
      scale: { type: 'log' as const, domain: [low, high], nice: false },
      title: 'intensity, FLOP per byte moved',
    },
    y: {
      field: 'reached',
      type: 'quantitative' as const,
      scale: { type: 'log' as const },
      title: 'at most, FLOP/s',
      axis: { format: '~s', tickCount: 5 },
    },
    color: {
      field: 'device',
      type: 'nominal' as const,
      scale: { domain: names, range: seriesColors.slice(0, names.length) },
      title: 'device',
    },
  };
  return drawChart({
    description: `Roofs of ${names.join(', ')} over arithmetic intensity, with the network's sections`,
    width: 720,
    height: 340,
    layer: [
      { data: { values: roofs }, mark: { type: 'line', strokeWidth: 1.5 }, encoding },
      {
        data: { values: points },
        mark: { type: 'point', filled: true, opacity: 0.6 },
        encoding: {
          ...encoding,
          size: { field: 'share', type: 'quantitative', title: 'share of the time, %', scale: { range: [15, 300] } },
        },
      },
    ],
  });
}
