/** Masks pasted as the official code pastes them: `fixtures/detection/paste-masks.json` is what it computes. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMask } from '../../runtime/coco/rle.ts';
import { maskRuns, pasteMask, type PastedMask } from '../../runtime/detection/paste-mask.ts';
import type { Box } from '../../runtime/image/placement.ts';

interface Golden {
  readonly picture: { readonly height: number; readonly width: number };
  readonly masks: readonly {
    readonly box: Box;
    readonly height: number;
    readonly width: number;
    /** In 255ths. */
    readonly probabilities: readonly number[];
    readonly counts: readonly number[];
  }[];
}

const golden = JSON.parse(readFileSync('test/fixtures/detection/paste-masks.json', 'utf8')) as Golden;

describe('pasting', () => {
  it.each(golden.masks.map((mask, i) => [i, mask.box.map((v) => v.toFixed(1)).join(' '), mask] as const))(
    'mask %i on %s is paste_instance_masks’s',
    (_, __, { box, height, width, probabilities, counts }) => {
      const data = Float32Array.from(probabilities, (value) => Math.fround(value) / Math.fround(255));
      const pasted = pasteMask({ box, height, width, data }, golden.picture);
      expect([...maskRuns(pasted, golden.picture).counts]).toEqual(counts);
    },
  );

  it('a picture that its box does not reach stays empty, and costs nothing', () => {
    const data = new Float32Array(28 * 28).fill(1);
    for (const box of [
      [-1e9, -1e9, -1e8, -1e8],
      [1e9, 1e9, 2e9, 2e9],
    ] as const) {
      const pasted = pasteMask({ box, height: 28, width: 28, data }, { height: 50, width: 60 });
      expect(pasted.data.length).toBe(0);
      expect([...maskRuns(pasted, { height: 50, width: 60 }).counts]).toEqual([3000]);
    }
    const everywhere = pasteMask({ box: [-1e9, -1e9, 1e9, 1e9], height: 28, width: 28, data }, { height: 5, width: 6 });
    expect([...everywhere.data]).toEqual(new Array(30).fill(1));
  });
});

describe('run lengths', () => {
  const size = fc.integer({ min: 1, max: 12 });
  const window = fc.record({
    height: size,
    width: size,
    top: fc.nat(6),
    left: fc.nat(6),
    below: fc.nat(6),
    right: fc.nat(6),
  });

  it('of a part are those of the whole picture', () => {
    fc.assert(
      fc.property(window, fc.infiniteStream(fc.boolean()), ({ height, width, top, left, below, right }, bits) => {
        const data = Uint8Array.from({ length: height * width }, () => (bits.next().value === true ? 1 : 0));
        const mask: PastedMask = { top, left, height, width, data };
        const picture = { height: top + height + below, width: left + width + right };
        const columns = new Uint8Array(picture.height * picture.width);
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++) columns[(left + x) * picture.height + top + y] = data[y * width + x]!;
        expect(maskRuns(mask, picture)).toEqual(encodeMask(columns, picture.height, picture.width));
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
