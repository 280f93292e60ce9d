/**
 * `specs/published.json`: valid, about networks that are there, and in agreement with what we count: to 0.3 % or a unit of the
 * last printed digit; 1 % where the source counts otherwise (half of every norm of 1,000 regions in the paper's Mask R-CNN,
 * every bias and norm in the ports; the mobile row of the garden).
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { analyze } from '../../compiler/analysis/analyze.ts';
import { dominates, paretoFront } from '../../compiler/analysis/pareto.ts';
import { published, publishedSpec, resultsOf, trainingOf } from '../../compiler/analysis/published.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinNames, builtinSource } from '../../compiler/resolve/builtins.ts';
import type { ResolveOptions } from '../../compiler/resolve/resolve.ts';
import type { PublishedResult } from '../../compiler/schema/published-types.generated.ts';
import { root } from '../support/spinec.ts';

const text = readFileSync(join(root, 'specs/published.json'), 'utf8');
const file = JSON.parse(text) as { readonly $schema: string; readonly results: readonly PublishedResult[] };

const share = ({ source, head, spec }: PublishedResult): number => {
  if (head === 'mask-rcnn' && (source === 'paper' || source === 'garden')) return 0.01;
  if (source === 'lucifer443' || source === 'yan-roo') return 0.01;
  return spec === 'spinenet-mobile-49' && source === 'garden' ? 0.01 : 0.003;
};

/** A unit of the last digit that the file gives, before its exponent. */
function unitOf(index: number, field: 'params' | 'macs'): number {
  const line = text.split('\n').filter((each) => each.trim().startsWith('{ "spec"'))[index]!;
  const [, digits = '', exponent] = new RegExp(`"${field}": [0-9]+(?:\\.([0-9]+))?e([69])`).exec(line)!;
  return 10 ** (Number(exponent) - digits.length);
}

test('the file is valid by its schema', () => {
  expect(file.$schema).toBe('../compiler/schema/published.schema.json');
  const schema = JSON.parse(readFileSync(join(root, 'compiler/schema/published.schema.json'), 'utf8')) as object;
  const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema);
  expect(validate(file), JSON.stringify(validate.errors)).toBe(true);
  expect(published.results).toEqual(file.results);
});

describe.each(
  published.results.map((row, i) => [`${row.spec}, ${row.head} @ ${row.input.width}, ${row.source}`, row, i] as const),
)('%s', (_, row, index) => {
  it('is about a built-in, and names its source', () => {
    expect(builtinNames).toContain(row.spec);
    expect(published.sources[row.source]!.url).toMatch(/^https:/);
    if (row.protocol !== undefined) expect(published.protocols[row.protocol]).toBeDefined();
    expect(trainingOf(row)).not.toContain('undefined');
    const spec = publishedSpec(row);
    expect(resultsOf(spec)).toContain(row);
  });

  it('agrees with what we count', () => {
    const { totals } = analyze(publishedSpec(row));
    for (const [field, counted] of [
      ['params', totals.trainableParams],
      ['macs', totals.macs],
    ] as const) {
      const printed = row[field];
      if (printed === undefined) continue;
      const allowed = Math.max(unitOf(index, field), share(row) * printed);
      expect(Math.abs(counted - printed), `${field}: ${counted}, not ${printed}`).toBeLessThanOrEqual(allowed);
    }
  });
});

describe('results of a spec', () => {
  const spec = (options: ResolveOptions, name = 'spinenet-49') => understand(builtinSource(name)!, options).value!;
  const APs = (options: ResolveOptions) => resultsOf(spec(options)).map(({ metrics }) => metrics.AP);

  it('are those of its head and size, with either activation', () => {
    const expected = [40.8, 42.8, 42.8, 37.7, 44.3, 44.2, 44.3];
    expect(APs({ head: 'retinanet' })).toEqual(expected);
    expect(APs({ head: 'retinanet', set: [{ path: 'activation', value: 'swish' }] })).toEqual(expected);
    expect(APs({ head: 'retinanet', input: { height: 896, width: 896 } })).toEqual([45.3, 46.7]);
    expect(APs({ head: 'retinanet', input: { height: 768, width: 768 } })).toEqual([]);
    expect(APs({})).toEqual([]);
  });

  it('are not those of a changed copy under the same name', () => {
    expect(APs({ head: 'retinanet', set: [{ path: 'blocks[3].level', value: 5 }] })).toEqual([]);
    expect(APs({ head: 'retinanet', set: [{ path: 'scale.repeats', value: 2 }] })).toEqual([]);
  });
});

describe('Pareto front', () => {
  it('of three networks', () => {
    expect(
      paretoFront([
        [1, 9],
        [2, 9],
        [3, 1],
      ]),
    ).toEqual([0, 2]);
    expect(
      paretoFront([
        [1, 1],
        [1, 1],
      ]),
    ).toEqual([0, 1]);
    expect(paretoFront([])).toEqual([]);
  });

  it('beats or equals everything, and nothing beats it', () => {
    const points = fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)), { maxLength: 30 });
    fc.assert(
      fc.property(points, (given) => {
        const front = paretoFront(given).map((i) => given[i]!);
        for (const point of given) {
          const beaten = front.some((best) => dominates(best, point));
          expect(beaten || front.includes(point)).toBe(true);
          if (front.includes(point)) expect(given.some((other) => dominates(other, point))).toBe(false);
        }
      }),
    );
  });
});
