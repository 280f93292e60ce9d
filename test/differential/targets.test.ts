/** Reference, ONNX and tfjs agree: every built-in shrunk, and random valid networks. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check } from '../../compiler/check/check.ts';
import { builtinNames, builtinSource } from '../../compiler/resolve/builtins.ts';
import { resolve } from '../../compiler/resolve/resolve.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { parse } from '../../compiler/syntax/parse.ts';
import { expectAgreement } from './agreement.ts';
import { randomSpec } from '../property/random-spec.ts';

/** Sizes that every built-in takes: whole, like 224 (halves become odd), odd, oblong where the width allows it, tiny. */
const sizes = [
  [128, 128],
  [112, 112],
  [127, 63],
  [61, 64],
  [101, 103],
  [96, 96],
  [33, 33],
  [124, 121],
] as const;

/** Mobile networks have few filters to begin with. */
const filterScale = (text: string): number => (/mobile|eff-spinenet/.test(text) ? 0.4 : 0.13);

/** Only the conv family takes sizes that do not divide evenly. */
const even = [[128, 128]] as const;

/** Built-ins that differ from one above by numbers alone: what they compile to is looked at as a whole. */
const isScaled = (text: string): boolean =>
  /"extends": "(?:eff-spinenet-d0|spinenet-mobile-49|resnet-\d+-fpn)"/.test(text);

/** A built-in of at most 128 px and filter scale 0.13, with a RetinaNet head as thin. */
function shrunk(name: string, height: number, width: number): ResolvedSpec {
  const source = builtinSource(name)!;
  const set = (path: string, value: number) => ({ path, value });
  const { value, diagnostics } = resolve(parse(source.text, { name: source.name }).value!, {
    input: { height, width },
    head: 'retinanet',
    set: [
      set('scale.filters', filterScale(source.text)),
      set('scale.endpointFilters', 16),
      set('head.filters', 16),
      set('head.classes', 5),
    ],
  });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  expect(check(value!).diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  return value!;
}

describe('built-ins', () => {
  const cases = builtinNames.map((name, i) => {
    const some = /mobile|^eff|^resnet/.test(name) ? even : sizes;
    return [name, ...some[i % some.length]!] as const;
  });
  test.each(cases)('%s at %ix%i, node by node without optimisation, and optimised', async (name, height, width) => {
    const optimised = [
      ['O1', 'onnx-cpu'],
      ['O1', 'tfjs-wasm'],
      ['O2', 'tfjs-wasm'],
    ] as const;
    const plain = [
      ['O0', 'onnx-cpu'],
      ['O0', 'tfjs-wasm'],
    ] as const;
    const scaled = isScaled(builtinSource(name)!.text);
    const options = scaled ? { runs: optimised, batches: [1] } : { runs: [...plain, ...optimised], everyNode: true };
    await expectAgreement(shrunk(name, height, width), options);
  });

  test.each(sizes)('spinenet-49 at %ix%i, batches of 1, 2 and 5 from one file', async (height, width) => {
    const runs = [
      ['O1', 'onnx-cpu'],
      ['O1', 'tfjs-cpu'],
    ] as const;
    await expectAgreement(shrunk('spinenet-49', height, width), { runs, batches: [1, 2, 5] });
  });
});

test('100 random networks', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(randomSpec, async (spec) => {
      const runs = [
        ['O0', 'onnx-cpu'],
        ['O1', 'onnx-cpu'],
        ['O1', 'tfjs-wasm'],
      ] as const;
      await expectAgreement(spec, { runs });
    }),
    { numRuns: 100, seed: 49 },
  );
});
