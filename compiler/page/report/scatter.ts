/** A scatter plot of networks by two figures: their names, and a line through those that no other one beats in both. */
import { printable } from '../../analysis/report/table.ts';
import { paretoFront } from '../../analysis/pareto.ts';
import { seriesColors } from '../charts.ts';
import { placeLabels, placements, type Plot, type Position } from './place-labels.ts';

export interface ScatterPoint {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

export interface ScatterAxis {
  readonly title: string;
  /** Whether more is better. */
  readonly large?: true | undefined;
}

/** Pixels. */
export interface ScatterSize {
  readonly width: number;
  readonly height: number;
}

const padding = { x: 42, y: 20 } as const;
const [radius, fontSize] = [4.4, 10] as const;
const mostCharacters = 24;

/** @returns the plot for vega-lite, and how many points found no room for a name. */
export function scatter(
  points: readonly ScatterPoint[],
  xAxis: ScatterAxis,
  yAxis: ScatterAxis,
  { width, height }: ScatterSize,
) {
  const signed = points.map(({ x, y }) => [xAxis.large ? -x : x, yAxis.large ? -y : y]);
  const front = new Set(paretoFront(signed));
  const values = atOnePlaceOnce(points.map((point, i) => ({ ...point, kind: kindOf(front.has(i)) })));
  const onFront = values.filter(({ kind }) => kind === kindOf(true)).sort((a, b) => a.x - b.x);
  const across = scaleOf(
    values.map(({ x }) => x),
    width,
    padding.x,
  );
  const up = scaleOf(
    values.map(({ y }) => y),
    height,
    padding.y,
  );
  const pixels = ({ x, y }: Position): Position => ({ x: across.pixel(x), y: height - up.pixel(y) });
  // The names of the front come first: they are what one looks for.
  const ordered = [...onFront, ...values.filter(({ kind }) => kind !== kindOf(true))];
  const plot: Plot = { width, height, radius, fontSize, line: steps(onFront.map(pixels)) };
  const places = placeLabels(
    ordered.map((value) => ({ name: value.name, ...pixels(value) })),
    plot,
  );
  const encoding = {
    x: { field: 'x', type: 'quantitative' as const, title: xAxis.title, axis: { tickCount: 5 }, scale: across.scale },
    y: { field: 'y', type: 'quantitative' as const, title: yAxis.title, axis: { tickCount: 5 }, scale: up.scale },
  };
  const color = {
    field: 'kind',
    type: 'nominal' as const,
    scale: { domain: [kindOf(true), kindOf(false)], range: [seriesColors[0], seriesColors[1]] },
    title: null,
  };
  const line = { type: 'line' as const, color: seriesColors[0], strokeWidth: 1.5, interpolate: 'step-after' as const };
  const panel = {
    width,
    height,
    data: { values },
    encoding,
    layer: [
      { data: { values: onFront }, mark: line, encoding },
      { mark: { type: 'point' as const, filled: true, size: 60, opacity: 1 }, encoding: { color } },
      ...placements.map((placement) => ({
        data: { values: ordered.filter((_, i) => places[i] === placement) },
        mark: { type: 'text' as const, ...placement, baseline: 'middle' as const, fontSize },
        encoding: { text: { field: 'name', type: 'nominal' as const } },
      })),
    ],
  };
  return { panel, unnamed: places.filter((place) => place === undefined).length };
}

const kindOf = (onFront: boolean): string => (onFront ? 'on the front' : 'beaten');

/** Networks at one place share a name. */
function atOnePlaceOnce<T extends ScatterPoint>(points: readonly T[]): T[] {
  const places = new Map<string, T>();
  for (const point of points) {
    const key = `${point.x} ${point.y}`;
    const there = places.get(key);
    const name = printable(
      point.name.length > mostCharacters ? `${point.name.slice(0, mostCharacters - 1)}…` : point.name,
    );
    places.set(key, { ...point, name: there === undefined ? name : `${there.name}, ${name}` });
  }
  return [...places.values()];
}

/** Corners of a line through points from left to right: across first, then up or down. */
function steps(points: readonly Position[]): readonly Position[] {
  return points.flatMap((point, i) => (i === 0 ? [point] : [{ x: point.x, y: points[i - 1]!.y }, point]));
}

/**
 * A scale whose ends leave room for names, and where it puts a value. Costs of a family grow by factors: logarithmic where
 * they span more than five.
 */
function scaleOf(values: readonly number[], length: number, room: number) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const logarithmic = least > 0 && most / least > 5;
  const [there, back] = logarithmic ? [Math.log, Math.exp] : [Number, Number];
  const spread = there(most) - there(least) || Math.abs(there(most)) || 1;
  const margin = (spread * room) / (length - 2 * room);
  const start = there(least) - margin - (most === least ? spread / 2 : 0);
  const whole = spread + 2 * margin;
  return {
    scale: {
      ...(logarithmic ? { type: 'log' as const } : { zero: false }),
      domain: [back(start), back(start + whole)],
      nice: false,
    },
    pixel: (value: number): number => ((there(value) - start) / whole) * length,
  };
}
