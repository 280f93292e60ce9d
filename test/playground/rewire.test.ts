/** A rewired text means the old network with one input changed, whatever way the text is written, and keeps its comments. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../compiler/language/edits.ts';
import { builtinNames, builtinSource } from '../../compiler/resolve/builtins.ts';
import { formatSpec } from '../../compiler/syntax/format.ts';
import { parse } from '../../compiler/syntax/parse.ts';
import { designOf, draftOf, parseInput, type Design } from '../../docs/playground/design.ts';
import { parentsOf, rewire } from '../../docs/playground/edit/rewire.ts';

const designed = (text: string): Design => designOf(draftOf(text, {}));
const asSpine = (text: string): string => formatSpec(parse(text).value!, { to: 'spine' }).value!;
const inputsOf = ({ spec }: Design) => Object.fromEntries(spec!.blocks.map(({ id, inputs }) => [id, inputs]));
const comments = (text: string) =>
  [...text.matchAll(/(?:\/\/|#).*$/gm)].map(([comment]) => comment.replace(/^\W+/, ''));

const exchange = `[[2, "bottleneck", [0, 1], false], [4, "residual", [0, 1], false], // the second
 [3, "bottleneck", [2, 3], true], [4, "bottleneck", [2, 4], true], [5, "bottleneck", [3, 5], true],
 [6, "bottleneck", [5, 6], true], [7, "bottleneck", [6, 7], true]]`;
const texts: readonly (readonly [name: string, text: string])[] = [
  ...['spinenet-49', 'spinenet-mobile-49', 'r0-sp53', 'spinenet-49-p2'].map(
    (name) => [name, builtinSource(name)!.text] as const,
  ),
  ['a list', exchange],
  [
    'an extension in .spine',
    'net extends spinenet-49 # mine\n# and this\nscale repeats=2\nb12 : repeats=3 # more of it\n',
  ],
  [
    'an extension in JSON',
    '{ "extends": "spinenet-49", // mine\n  "blocks": [{ "id": "b12", "repeats": 3 } /* more */] }\n',
  ],
  ['an extension without blocks', '{ "extends": "spinenet-49" }'],
];

describe.each(texts.flatMap(([name, text]) => [[name, text] as const, [`${name}, as .spine`, asSpine(text)] as const]))(
  'in %s',
  (_, text) => {
    const design = designed(text);

    it('one input changes and nothing else', () => {
      expect(design.spec).toBeDefined();
      const { stem, blocks } = design.spec!;
      const ids = [...stem.blocks.filter(({ feature }) => feature !== false), ...blocks].map(({ id }) => id);
      const change = fc
        .record({ block: fc.nat(blocks.length - 1), index: fc.nat(1), parent: fc.nat(ids.length - 1) })
        .filter(({ block, parent }) => parent < ids.length - blocks.length + block);
      fc.assert(
        fc.property(change, ({ block, index, parent }) => {
          const { id, inputs } = blocks[block]!;
          const edits = rewire(design, id, index, ids[parent]!);
          const edited = applyEdits(text, edits);
          const after = parse(edited, { name: `network.${design.draft.form}` });
          expect(after.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
          const { spec } = designOf({ ...draftOf(edited, {}), form: design.draft.form });
          if (inputs[index] === ids[parent]) expect(edits).toEqual([]);
          // A wiring may be refused for its meaning (an output that nothing reaches); the text then says what was asked for.
          if (spec !== undefined)
            expect(inputsOf(designed(edited))).toEqual({ ...inputsOf(design), [id]: inputs.with(index, ids[parent]!) });
          expect(comments(edited).toSorted()).toEqual(comments(text).toSorted());
        }),
        { numRuns: 25 },
      );
    });
  },
);

it('what is written in the text is replaced where it stands', () => {
  const text = builtinSource('spinenet-49')!.text;
  const edits = rewire(designed(text), 'b12', 1, 'b9');
  expect(edits).toEqual([
    { start: text.indexOf('"b10"], "output": true }'), end: expect.any(Number) as number, text: '"b9"' },
  ]);
});

it('a design with errors is left alone', () => {
  expect(rewire(designed('{ "extends": "nothing" }'), 'b12', 0, 'b2')).toEqual([]);
  expect(rewire(designed('{ "extends": "spinenet-49" }'), 'b99', 0, 'b2')).toEqual([]);
  expect(rewire(designed('{ "extends": "spinenet-49" }'), 'b12', 7, 'b2')).toEqual([]);
});

it('every built-in is a design with a report', () => {
  for (const name of builtinNames) expect(designed(builtinSource(name)!.text).report?.spec).toBe(name);
});

it.each([
  ['640', 640, 640],
  ['512x768', 512, 768],
  [' 96 × 128 ', 96, 128],
])('%j is an input size', (text, height, width) => expect(parseInput(text)).toEqual({ height, width }));
it.each(['', 'x', '640x', '-1', '1e3', '640x640x3'])('%j is none', (text) => expect(parseInput(text)).toBeUndefined());

it('a block can take what comes before it and is a feature', () => {
  const { spec } = designed('{ "extends": "eff-spinenet-d0" }'); // its s0 is no feature
  const parents = (block: string) => parentsOf(spec!, block).map(({ id }) => id);
  expect(parents('b5')).toEqual(['b0', 'b1', 'b2', 'b3', 'b4']);
  for (const other of ['b1', 'stem', 'endpoint_3', 'b99']) expect(parents(other)).toEqual([]);
});
