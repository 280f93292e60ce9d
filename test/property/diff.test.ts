/**
 * Diffs of specs before and after a random script of edits. A diff recovers a script when, applied to the earlier spec, it
 * gives the later one, with no more edits than the script has.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffStructure, type StructureDiff } from '../../compiler/diff/structure.ts';
import type { ResolvedBlock, ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { applyDiff, reversed, sorted } from '../diff/apply-diff.ts';
import { edited, script } from '../diff/edit-scripts.ts';
import { spinenet49 } from '../lower/published.ts';
import { randomSpec } from './random-spec.ts';

/** SpineNet-49's frame with other blocks, many of them alike. */
const largeSpec = (most: number): fc.Arbitrary<ResolvedSpec> =>
  fc
    .array(fc.record({ level: fc.nat(99), kind: fc.nat(3), a: fc.nat(9999), b: fc.nat(9999) }), {
      minLength: most >> 1,
      maxLength: most,
      size: 'max',
    })
    .map((rows) => {
      const blocks = rows.map(({ level, kind, a, b }, i): ResolvedBlock => ({
        id: `b${i + 2}`,
        level: 2 + (level % 6),
        kind: kind === 0 ? 'residual' : 'bottleneck',
        // Mostly near ones, as in networks that search finds.
        inputs: [a, b].map((back) => `b${Math.max(0, i + 1 - (back % (back % 5 === 0 ? i + 2 : 5)))}`),
        output: false,
      }));
      return { ...spinenet49, blocks };
    });

function expectSound(before: ResolvedSpec, after: ResolvedSpec, diff: StructureDiff): void {
  expect(applyDiff(before, after.name, diff)).toEqual(after);
  const inOrder = diff.blocks.filter((row) => row.before !== null && row.after !== null && !row.moved);
  const places = inOrder.map((row) => row.before!.index);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(sorted(diffStructure(after, before))).toEqual(sorted(reversed(diff)));
}

const specs = fc.oneof(randomSpec, fc.constant(spinenet49), largeSpec(40));

test('scripts of edits are recovered', () => {
  fc.assert(
    fc.property(specs, script, (before, steps) => {
      const { spec: after, edits } = edited(before, steps);
      const diff = diffStructure(before, after);
      expectSound(before, after, diff);
      expect(diff.edits).toBeLessThanOrEqual(edits);
    }),
    { numRuns: 600, seed: 1 },
  );
});

test('a spec and itself, and itself with other ids, differ in nothing', () => {
  fc.assert(
    fc.property(specs, (spec) => {
      const diff = diffStructure(spec, spec);
      expect(diff).toMatchObject({ edits: 0, fields: [] });
      expect(diff.blocks.filter(({ status }) => status !== 'kept')).toEqual([]);
      const other = edited(spec, { steps: [], renumber: true }).spec;
      const { edits, blocks } = diffStructure(spec, other);
      expect(edits).toBe(0);
      blocks.forEach((row) => expect(row.before!.index).toBe(row.after!.index));
    }),
    { numRuns: 100, seed: 1 },
  );
});

test('any two specs: what is said is true, in both directions', () => {
  fc.assert(
    fc.property(specs, specs, (before, after) => expectSound(before, after, diffStructure(before, after))),
    { numRuns: 100, seed: 1 },
  );
});
