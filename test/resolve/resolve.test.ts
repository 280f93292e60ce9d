/** Resolving specs: the published exchange form, names, defaults, the hash, and variants of what is resolved. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { specHash } from '../../compiler/resolve/hash.ts';
import { resolve } from '../../compiler/resolve/resolve.ts';
import { withOptions } from '../../compiler/resolve/variant.ts';
import { DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import { fromPlain } from '../../compiler/syntax/plain.ts';
import { randomSpec, randomSpecData } from '../property/random-spec.ts';
import { resolved } from './read.ts';

const exchange = `[
  [2, "bottleneck", [0, 1], false],
  [4, "residual", [0, 1], false],
  [3, "Bottleneck", [2, 3], true],
  [4, "BasicBlock", [2, 4], true]
]`;

describe('the published exchange form', () => {
  test('ids count on from the stem, levels are those of the outputs', () => {
    const spec = resolved(exchange, {}, 'found-42.json');
    expect(spec.name).toBe('found-42');
    expect(spec.levels).toEqual({ min: 3, max: 4 });
    expect(spec.stem.blocks).toEqual([
      { id: 'b0', level: 2, kind: 'bottleneck' },
      { id: 'b1', level: 2, kind: 'bottleneck' },
    ]);
    expect(spec.blocks).toEqual([
      { id: 'b2', level: 2, kind: 'bottleneck', inputs: ['b0', 'b1'], output: false },
      { id: 'b3', level: 4, kind: 'residual', inputs: ['b0', 'b1'], output: false },
      { id: 'b4', level: 3, kind: 'bottleneck', inputs: ['b2', 'b3'], output: true },
      { id: 'b5', level: 4, kind: 'residual', inputs: ['b2', 'b4'], output: true },
    ]);
  });

  test('leading entries without parents are the stem', () => {
    const stem = '[2, "bottleneck", [null, null], false], [2, "residual", null, false], [2, "residual", null, false]';
    const spec = resolved(`[${stem}, [3, "residual", [0, 2], true]]`);
    expect(spec.stem.blocks.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'b0 bottleneck',
      'b1 residual',
      'b2 residual',
    ]);
    expect(spec.blocks).toMatchObject([{ id: 'b3', inputs: ['b0', 'b2'] }]);
  });

  test('only leading ones', () => {
    const outcome = resolve({
      syntax: 'builder',
      root: fromPlain([
        [3, 'residual', [0, 1], true],
        [3, 'residual', null, false],
      ]),
    });
    expect(outcome.diagnostics).toMatchObject([{ code: 'SPN2005', path: 'blocks[1].inputs' }]);
  });

  test('can be changed from outside', () => {
    expect(resolved(exchange, { set: [{ path: 'scale', value: '96' }], head: 'retinanet' })).toMatchObject({
      scale: { repeats: 2 },
      head: { kind: 'retinanet' },
    });
  });
});

describe('names', () => {
  const name = (file: string, text = '{ "extends": "spinenet-49" }') => resolved(text, {}, file).name;
  test('own name, file, extended spec', () => {
    expect(name('dir/my net.v2.json')).toBe('my-net.v2');
    expect(name('C:\\specs\\wide.spine', 'wider extends spinenet-49')).toBe('wider');
    expect(name('dir/x.json', '{ "name": "own", "extends": "spinenet-49" }')).toBe('own');
    expect(name('<stdin>')).toBe('spinenet-49');
    expect(name('<stdin>', exchange)).toBe('network');
    expect(name('$$$.json', exchange)).toBe('network');
  });
});

describe('a resolved spec', () => {
  test('is a spec that resolves to itself', () => {
    fc.assert(
      fc.property(randomSpec, (spec) => {
        expect(resolve({ syntax: 'builder', root: fromPlain(spec) }).value).toEqual(spec);
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  test('is what an author wrote, with defaults', () => {
    fc.assert(
      fc.property(randomSpecData, (data) => {
        const { value } = resolve({ syntax: 'builder', root: fromPlain(data) });
        expect(value?.scale).toEqual(data.scale);
        expect(value?.blocks.map(({ id }) => id)).toEqual(data.blocks!.map(({ id }) => id));
        expect(value?.padding).toBe(data.padding ?? (data.dialect === 'garden' ? 'same' : 'symmetric'));
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  test('needs no text: specs made by programs have paths, not places', () => {
    const outcome = resolve({ syntax: 'builder', root: fromPlain({ extends: 'spinenet-49', scale: { repeat: 1 } }) });
    expect(outcome.diagnostics).toMatchObject([{ code: 'SPN2003', path: 'scale.repeat', span: undefined }]);
  });
});

describe('hash', () => {
  const spec = resolved('{ "extends": "spinenet-49" }');
  test('is that of the network, not of its name or of heads it does not have', () => {
    expect(specHash(spec)).toMatch(/^[0-9a-f]{64}$/);
    expect(specHash({ ...spec, name: 'other' })).toBe(specHash(spec));
    expect(specHash(resolved('{ "extends": "spinenet-49", "heads": { "retinanet": { "convs": 1 } } }'))).toBe(
      specHash(spec),
    );
    expect(specHash(withOptions(spec, { head: 'retinanet' }))).not.toBe(specHash(spec));
    expect(specHash(withOptions(spec, { input: { height: 640, width: 896 } }))).not.toBe(specHash(spec));
  });

  test('does not depend on the order of fields', () => {
    const reversed = Object.fromEntries(Object.entries(spec).reverse()) as unknown as typeof spec;
    expect(specHash(reversed)).toBe(specHash(spec));
  });

  test('stays the same over versions', () => {
    expect(specHash(spec)).toMatchInlineSnapshot(`"ba247f2533670051868d3c32a99dbe09d63686805f1a22354070f90e0fe113cf"`);
  });
});

describe('variants', () => {
  const spec = resolved('{ "extends": "spinenet-49s" }');
  test('input and head', () => {
    expect(withOptions(spec, {})).toBe(spec);
    expect(withOptions(spec, { input: { height: 64, width: 32 } }).input).toEqual({
      height: 64,
      width: 32,
      channels: 3,
    });
    expect(withOptions(spec, { head: 'retinanet' }).head).toEqual({ kind: 'retinanet', ...spec.heads.retinanet });
    const classifier = withOptions(spec, { head: 'classification' });
    expect(classifier.head).toEqual({ kind: 'classification', classes: 1001, pool: 'all' });
    expect(classifier.input).toEqual({ height: 224, width: 224, channels: 3 });
    expect(classifier.norm).toEqual({ epsilon: 1e-5, momentum: 0.9 });
    const asked = withOptions(spec, { head: 'classification', input: { height: 256, width: 128 } });
    expect(asked.input).toEqual({ height: 256, width: 128, channels: 3 });
    expect(withOptions(withOptions(spec, { head: 'retinanet' }), { head: 'none' }).head).toEqual({ kind: 'none' });
  });

  test('a head that was changed stays changed', () => {
    const changed = { ...spec, head: { kind: 'retinanet' as const, ...spec.heads.retinanet, classes: 7 } };
    expect(withOptions(changed, { head: 'retinanet' }).head).toMatchObject({ classes: 7 });
  });

  test.each([
    ['toString', 'SPN2025'],
    ['retinanett', 'SPN2025'],
  ])('%s is refused', (head, code) => {
    expect(() => withOptions(spec, { head })).toThrow(DiagnosticError);
    expect(() => withOptions(spec, { head })).toThrow(code);
  });
});
