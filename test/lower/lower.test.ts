/** The stage as a whole: sections, taps, errors, determinism, speed. */
import { describe, expect, it } from 'vitest';
import { builtinNames } from '../../compiler/resolve/builtins.ts';
import { graphHash } from '../../compiler/ir/hash.ts';
import { verify } from '../../compiler/ir/verify.ts';
import { lower } from '../../compiler/lower/lower.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { lowered, network } from './networks.ts';
import { atSize, blocks, builtin, dialects, spinenet49, withRetinanet } from './published.ts';

describe('sections', () => {
  it('are titled with the lines of the spec', () => {
    const titles = new Map(lowered(spinenet49).sections.map(({ id, title }) => [id, title]));
    expect(titles.get('stem')).toBe('stem b0 b1 : L2 bottleneck');
    expect(titles.get('b0')).toBe('b0 : L2 bottleneck');
    expect(titles.get('b3')).toBe('b3 : L4 residual <- b0 b1');
    expect(titles.get('b12')).toBe('b12 : L4 bottleneck <- b5 b10 => P4');
    expect(titles.get('endpoint_4')).toBe('endpoint_4 <- b12');
    const permuted = new Map(lowered(builtin('r23-sp30')).sections.map(({ id, title }) => [id, title]));
    expect(permuted.get('stem')).toBe(
      'stem b0 b1 : L2 bottleneck, b2 b3 : L3 bottleneck, b4 b5 : L4 bottleneck, b6 : L5 bottleneck',
    );
  });

  it('say their level and their result', () => {
    const section = lowered(spinenet49).sections.find(({ id }) => id === 'b9');
    expect(section).toMatchObject({ part: 'backbone', level: 7, result: 'b9/repeat0/relu' });
  });
});

describe('every built-in', () => {
  it.each(builtinNames)('%s lowers to a sound graph, with and without head', (name) => {
    for (const spec of [builtin(name), withRetinanet(builtin(name))]) expect(verify(lowered(spec))).toEqual([]);
  });
});

describe('taps', () => {
  const names = (spec: ResolvedSpec, taps: readonly string[] | 'all'): readonly string[] =>
    lowered(spec, { taps }).outputs.map(({ name }) => name);
  const endpoints = [3, 4, 5, 6, 7].map((level) => `endpoint_${level}`);

  it('add blocks and endpoints to the outputs', () => {
    expect(names(spinenet49, ['b12', 'b0'])).toEqual([...endpoints, 'block_0', 'block_12']);
    expect(names(withRetinanet(spinenet49), ['endpoint_4']).slice(-2)).toEqual(['box_7', 'endpoint_4']);
    expect(names(spinenet49, ['endpoint_3'])).toEqual(endpoints);
    expect(names(spinenet49, 'all')).toHaveLength(5 + 17);
  });

  it('name blocks by their id when it is no number', () => {
    const list = blocks(2, [[3, 'B', [0, 1], true]]).map((block) => ({ ...block, id: 'neck' }));
    expect(names(network(list), ['neck'])).toEqual(['endpoint_3', 'block_neck']);
  });

  it('that do not exist are an error with a suggestion', () => {
    const { value, diagnostics } = lower(spinenet49, { taps: ['endpoint4'] });
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: 'SPN3004', suggestion: 'did you mean `endpoint_4`?' }]);
  });
});

describe('errors', () => {
  const list = blocks(2, [
    [3, 'B', [0, 1]],
    [3, 'B', [0, 2], true],
  ]);
  const [first, second] = list as [(typeof list)[number], (typeof list)[number]];
  const scale = network(list).scale;
  it.each<readonly [string, string, ResolvedSpec]>([
    ['SPN3001', 'b10 adds features of 5x7 and 7x7', atSize(spinenet49, 160, 224)],
    ['SPN3001', 'b8 adds features of 8x8 and 7x7', { ...atSize(spinenet49, 224), ...dialects.torch }],
    ['SPN3001', 'b8 adds features of 4x4 and 7x7', { ...atSize(spinenet49, 224), ...dialects.garden }],
    [
      'SPN3002',
      'b2/resample0 would resize a feature of 1x50 to 0x7',
      atSize(network([{ ...first, level: 5, output: true }], { levels: { min: 5, max: 5 } }), 4, 200),
    ],
    ['SPN3003', 'b0 would have int(64 * 0.01) = 0 filters', network(list, { scale: { ...scale, filters: 0.01 } })],
    ['SPN3003', 'b2/resample0/in would have 0 filters', network(list, { scale: { ...scale, resampleAlpha: 0.01 } })],
    [
      'SPN3006',
      'a spinenet has no mbconv blocks; its kinds are bottleneck, residual',
      network([{ ...first, kind: 'mbconv' }, second]),
    ],
    ['SPN3007', 'no block is the output of level 4', network(list, { levels: { min: 3, max: 4 } })],
    ['SPN3008', 'b3 takes b9, which is no earlier block', network([first, { ...second, inputs: ['b0', 'b9'] }])],
    ['SPN3008', 'b3 takes b3, which is no earlier block', network([first, { ...second, inputs: ['b3', 'b2'] }])],
    ['SPN3008', 'b3 has 1 inputs, not 2', network([first, { ...second, inputs: ['b2'] }])],
    ['SPN3008', 'two blocks are called b2', network([first, { ...second, id: 'b2' }])],
    [
      'SPN3008',
      'scale.repeats has no entry for block group 3',
      network(list, { scale: { ...scale, repeats: [1, 1, 1] } }),
    ],
    ['SPN3008', 'baseFilters has no level 3, which b2 is of', network(list, { baseFilters: { '2': 64 } })],
  ])('%s: %s', (code, message, spec) => {
    const { value, diagnostics } = lower(spec);
    expect(value).toBeUndefined();
    expect(diagnostics.map((d) => [d.code, d.message])).toEqual([[code, message]]);
  });
});

describe('determinism', () => {
  it('gives the same graph every time', () => {
    const spec = withRetinanet(spinenet49);
    expect(graphHash(lowered(spec))).toBe(graphHash(lowered(structuredClone(spec))));
  });
});
