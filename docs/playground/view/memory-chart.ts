/**
 * Bytes alive over one run, op by op: what the liveness plan holds while each op runs. Drawn anew at every key, which a chart
 * library is too slow for; the HTML report has the same data as a chart of vega-lite.
 */
import { bytes } from '../../../compiler/analysis/report/format.ts';
import type { Report } from '../../../compiler/schema/report-types.generated.ts';
import { element } from './dom.ts';

type Timeline = NonNullable<Report['memory']['timeline']>;

const [width, height] = [720, 150];
const margin = { left: 4, right: 4, top: 18, bottom: 20 };
const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };

export function memoryChart({ memory }: Report): HTMLElement {
  const steps = memory.timeline ?? [];
  const peak = Math.max(1, memory.activationBytesPeak);
  const svg = drawing('svg', { viewBox: `0 0 ${width} ${height}`, class: 'memory-chart', role: 'img' });
  svg.setAttribute(
    'aria-label',
    `Bytes alive over ${steps.length} ops; ${bytes(memory.activationBytesPeak)} at ${memory.peakAt}`,
  );
  const x = (step: number): number => margin.left + (step / Math.max(1, steps.length)) * inner.width;
  const y = (held: number): number => margin.top + (1 - held / peak) * inner.height;
  const outline = steps.map(({ bytes: held }, step) => `V${y(held).toFixed(1)}H${x(step + 1).toFixed(1)}`).join('');
  svg.append(
    ...sectionStarts(steps).map(({ step, name }) => sectionMark(x(step), name)),
    drawing('path', { class: 'area', d: `M${margin.left} ${y(0)}${outline}V${y(0)}Z` }),
    drawing('line', { class: 'peak', x1: margin.left, x2: width - margin.right, y1: y(peak), y2: y(peak) }),
  );
  const at = steps.findIndex(({ name }) => name === memory.peakAt);
  const label = drawing('text', {
    x: Math.min(Math.max(x(at + 0.5), 90), width - 90),
    y: margin.top - 6,
    class: 'peak',
  });
  label.textContent = `${bytes(memory.activationBytesPeak)} at ${memory.peakAt}`;
  const cursor = drawing('line', { class: 'cursor', y1: margin.top, y2: height - margin.bottom, visibility: 'hidden' });
  svg.append(label, cursor);

  const caption = element(
    'figcaption',
    { className: 'muted' },
    'Bytes alive while each op runs, in order of execution.',
  );
  svg.addEventListener('pointermove', ({ clientX }) => {
    const box = svg.getBoundingClientRect();
    const share = ((clientX - box.left) / box.width) * width - margin.left;
    const step = Math.min(steps.length - 1, Math.max(0, Math.floor((share / inner.width) * steps.length)));
    const found = steps[step];
    if (found === undefined) return;
    for (const end of ['x1', 'x2']) cursor.setAttribute(end, String(x(step + 0.5)));
    cursor.setAttribute('visibility', 'visible');
    caption.textContent = `${found.name}: ${bytes(found.bytes)} while it runs, ${bytes(found.bytesAfter)} after it`;
  });
  return element('figure', {}, svg, caption);
}

/** Where a section begins, unless it is too narrow to be named. */
function sectionStarts(steps: Timeline): readonly { readonly step: number; readonly name: string }[] {
  const starts = steps.flatMap(({ section }, step) =>
    step === 0 || steps[step - 1]!.section !== section ? [{ step, name: section }] : [],
  );
  const room = steps.length * 0.035;
  let last = -Infinity;
  return starts.filter(({ step }) => {
    if (step - last < room) return false;
    last = step;
    return true;
  });
}

function sectionMark(x: number, name: string): SVGElement {
  const group = drawing('g', { class: 'section' });
  const text = drawing('text', { x: x + 2, y: height - 6 });
  text.textContent = name.length > 9 ? `${name.slice(0, 8)}…` : name;
  group.append(drawing('line', { x1: x, x2: x, y1: margin.top, y2: height - 4 }), text);
  return group;
}

function drawing(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
