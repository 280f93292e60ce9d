/** What `check` says of architectures that lowering would take or change: blocks that lead nowhere, sizes, limits. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check } from '../../compiler/check/check.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { lower } from '../../compiler/lower/lower.ts';
import { randomSpec } from '../property/random-spec.ts';
import { findings, network, problems } from './networks.ts';

const [b, r] = ['bottleneck', 'residual'] as const;

describe('the rule for what nothing consumed', () => {
  test('adds a block of the same width and channels to the next output', () => {
    const spec = network([
      [3, b, [0, 1], false],
      [3, b, [0, 1], true],
    ]);
    expect(findings(spec)).toEqual(['SPN2037 blocks[0]']);
    expect(check(spec).diagnostics[0]!.message).toBe('b2 is added to b3, because no block takes it');
  });

  test('counts the parents of the output first', () => {
    expect(
      findings(
        network([
          [3, b, [0, 1], false],
          [3, b, [0, 2], true],
        ]),
      ),
    ).toEqual([]);
  });

  test('takes features of the stem too', () => {
    expect(findings(network([[2, b, [1, 1], true]]))).toEqual(['SPN2035 blocks[0].inputs', 'SPN2037 stem.blocks[0]']);
  });

  test('looks at channels: 4f of a bottleneck are not f of a residual block, unless filters make them so', () => {
    const spec = (filters: object) =>
      network([], {
        levels: { min: 3, max: 3 },
        blocks: [
          { level: 3, kind: r, inputs: [0, 1], ...filters },
          { level: 3, kind: b, inputs: [0, 1], output: true },
        ],
      });
    expect(problems(spec({}))).toEqual(['SPN2036 blocks[0]']);
    expect(problems(spec({ filters: 512 }))).toEqual([]);
  });

  test('looks at levels, and only at blocks that come earlier', () => {
    expect(
      problems(
        network([
          [4, b, [0, 1], false],
          [3, b, [0, 1], true],
        ]),
      ),
    ).toEqual(['SPN2036 blocks[0]']);
    expect(
      problems(
        network([
          [3, b, [0, 1], true],
          [3, b, [0, 1], false],
        ]),
      ),
    ).toEqual(['SPN2036 blocks[1]']);
  });

  test('consumes what it adds, so that no other output adds it again', () => {
    const spec = network([
      [3, b, [0, 1], false],
      [3, b, [0, 1], true],
      [4, b, [0, 3], true],
    ]);
    expect(findings(spec)).toEqual(['SPN2037 blocks[0]']);
  });

  test('can be turned off', () => {
    const entries = [
      [3, b, [0, 1], false],
      [3, b, [0, 1], true],
    ] as const;
    expect(findings(network(entries, { merge: { unconsumed: 'ignore' } }))).toEqual(['SPN2036 blocks[0]']);
  });

  test('is the one that lowering follows', () => {
    fc.assert(
      fc.property(randomSpec, (spec) => {
        const told = check(spec).diagnostics.filter(({ code }) => code === 'SPN2037');
        const edges = told.map(({ message }) =>
          / is added to |,/[Symbol.split](message).slice(0, 2).reverse().join('/merge/'),
        );
        // A classifier of one level would leave the others dead.
        const nodes = lower({ ...spec, head: { kind: 'none' } }).value!.nodes.flatMap(({ name, kind }) =>
          kind === 'add' && /\/merge\/(?!resample|weight)/.test(name) ? [name] : [],
        );
        expect(edges.sort()).toEqual(nodes.sort());
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});

describe('blocks that lead nowhere', () => {
  test('one message for a chain of them, at its end', () => {
    const spec = network([
      [3, b, [0, 1], true],
      [4, b, [2, 1], false],
      [5, b, [3, 2], false],
      [6, b, [4, 3], false],
    ]);
    const { diagnostics } = check(spec);
    expect(diagnostics.map(({ path }) => path)).toEqual(['blocks[3]']);
    expect(diagnostics[0]!.notes.map(({ message }) => message)).toEqual([
      'nothing else takes what leads to it: b4, b3',
    ]);
  });

  test('a stem block that nothing takes', () => {
    expect(problems(network([[3, b, [0, 0], true]]))).toEqual(['SPN2036 stem.blocks[1]']);
  });

  test('not said when the block was to be the missing output', () => {
    const spec = network(
      [
        [3, b, [0, 1], true],
        [4, b, [2, 1], false],
      ],
      { levels: { min: 3, max: 4 } },
    );
    expect(problems(spec)).toEqual(['SPN2040 levels']);
    expect(check(spec).diagnostics[0]!.suggestion).toBe('did you mean b3 to be it? Give it `"output": true`');
  });
});

describe('sizes', () => {
  const wide: Parameters<typeof network>[0] = [
    [5, b, [0, 1], false],
    [4, b, [2, 1], true],
  ];
  const sized = (height: number, width: number, dialect: string) =>
    problems(network(wide, { dialect, input: { height, width } }));

  test.each(['tpu', 'garden', 'torch'])('%s takes multiples of the coarsest stride', (dialect) => {
    expect(sized(96, 32, dialect)).toEqual([]);
  });

  test('only tpu takes others', () => {
    expect(sized(100, 100, 'tpu')).toEqual([]);
    expect(sized(100, 100, 'garden')).toEqual(['SPN2050 input']);
    expect(sized(100, 100, 'torch')).toEqual(['SPN2050 input']);
  });

  test('a size that lowering takes, when and only when it resizes', () => {
    const any = fc.record({ height: fc.integer({ min: 1, max: 300 }), width: fc.integer({ min: 1, max: 300 }) });
    fc.assert(
      fc.property(randomSpec, any, (spec, size) => {
        const resized: ResolvedSpec = { ...spec, input: { ...spec.input, ...size } };
        const accepted = check(resized).value !== undefined;
        const lowered = lower(resized).value !== undefined;
        if (spec.family === 'spinenet' && spec.resample.fit === 'resize') expect(accepted).toBe(lowered);
        else expect(lowered || !accepted).toBe(true);
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  test('the size that the message proposes fits', () => {
    const any = fc.record({ height: fc.integer({ min: 1, max: 400 }), width: fc.integer({ min: 1, max: 400 }) });
    fc.assert(
      fc.property(randomSpec, any, (spec, size) => {
        const found = check({ ...spec, input: { ...spec.input, ...size } }).diagnostics.find(
          ({ code }) => code === 'SPN2050',
        );
        if (found === undefined) return;
        const [, height, width] = /(\d+)x(\d+)$/.exec(found.suggestion!)!.map(Number);
        expect(problems({ ...spec, input: { ...spec.input, height: height!, width: width! } })).toEqual([]);
      }),
      { numRuns: 200, seed: 6 },
    );
  });
});

describe('limits', () => {
  const chain = (length: number): ResolvedSpec =>
    network(Array.from({ length }, (_, i) => [3 + (i % 3), b, [i, i + 1], i >= length - 3] as const));

  test('2,000 blocks', () => {
    const spec = chain(2000);
    expect(check(spec).value).toBe(spec);
  });

  test('2,001 made by a program', () => {
    const spec = chain(2000);
    expect(problems({ ...spec, blocks: [...spec.blocks, { ...spec.blocks[0]!, id: 'more' }] })).toEqual([
      'SPN2011 blocks',
    ]);
  });

  test('10,000 repeated blocks', () => {
    const spec = chain(1000);
    expect(problems({ ...spec, scale: { ...spec.scale, repeats: 10 } })).toEqual(['SPN2053 scale.repeats']);
  });

  test('a hundred messages at most, errors first', () => {
    const spec = chain(500);
    const blocks = spec.blocks.map((block) => ({ ...block, inputs: ['b0', 'nothing'] }));
    const { diagnostics } = check({ ...spec, blocks });
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.at(-1)!.message).toBe('400 further problems are not shown');
  });
});

describe('specs of programs', () => {
  const spec = network([[3, b, [0, 1], true]]);
  test.each<[string, Partial<ResolvedSpec>, readonly string[]]>([
    ['a level that is none', { levels: { min: 2.5, max: 3 } }, ['SPN2043 levels']],
    ['another family', { family: 'resnet-fpn' }, ['SPN2058 stem.kind', 'SPN2057 blocks']],
    ['another family of blocks', { family: 'eff-spinenet' }, ['SPN2058 stem.kind', 'SPN2056 stem.blocks[0].kind']],
    ['no inputs', { blocks: [{ ...spec.blocks[0]!, inputs: [] }] }, ['SPN2034 blocks[0].inputs']],
    ['an odd id', { blocks: [{ ...spec.blocks[0]!, id: 'a/b' }] }, ['SPN2008 blocks[0].id']],
    ['an id of every object', { blocks: [{ ...spec.blocks[0]!, id: 'toString' }] }, ['SPN2009 blocks[0].id']],
    [
      'an input of every object',
      { blocks: [{ ...spec.blocks[0]!, inputs: ['b0', 'constructor'] }] },
      ['SPN2030 blocks[0].inputs[1]'],
    ],
    ['no blocks', { blocks: [] }, ['SPN2040 levels']],
    ['no filters', { baseFilters: {} }, ['SPN2044 stem.blocks[0].level', 'SPN2044 blocks[0].level']],
  ])('%s', (_, change, expected) => {
    expect(problems({ ...spec, ...change })).toEqual(expected);
  });
});

test('random specs have no errors and no warnings, and can be lowered', () => {
  fc.assert(
    fc.property(randomSpec, (spec) => {
      expect(problems(spec)).toEqual([]);
      expect(lower(spec).diagnostics).toEqual([]);
    }),
    { numRuns: 300, seed: 4 },
  );
});
