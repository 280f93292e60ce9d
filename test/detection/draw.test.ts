/** Drawing: what is painted where, colours, letters without fonts, labels that stay in the picture, labels that are attacks. */
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cocoClassNames, parseClassNames } from '../../runtime/detection/class-names.ts';
import { annotatePicture, overlaySvg } from '../../runtime/detection/draw/annotate.ts';
import { colorOf, luminance } from '../../runtime/detection/draw/colors.ts';
import { placeLabel, type Rectangle } from '../../runtime/detection/draw/labels.ts';
import { drawable, textElement, textWidth } from '../../runtime/detection/draw/text.ts';
import type { Detection } from '../../runtime/detection/read-detections.ts';
import { decodePicture } from '../../runtime/image/decode.ts';
import type { Box } from '../../runtime/image/placement.ts';
import { picture } from '../image/pictures.ts';

const names = cocoClassNames({ background: true });
const full = (box: Box) => ({ height: 4, width: 4, data: new Float32Array(16).fill(1), box });

async function plain(height: number, width: number, background = '#808080') {
  return decodePicture(
    await sharp({ create: { height, width, channels: 3, background } })
      .png()
      .toBuffer(),
  );
}

async function drawn(height: number, width: number, detections: readonly Detection[]) {
  const file = await annotatePicture(await plain(height, width), detections, names);
  const { data, width: w } = await decodePicture(file);
  return (y: number, x: number): readonly number[] => [...data.subarray((y * w + x) * 3, (y * w + x) * 3 + 3)];
}

describe('pictures', () => {
  it('have a frame of the class’s colour, and are untouched elsewhere', async () => {
    const at = await drawn(200, 300, [{ classId: 17, score: 0.9, box: [60, 50, 150, 200] }]);
    const { rgb } = colorOf(17);
    for (const [y, x] of [
      [100, 50],
      [100, 199],
      [149, 120],
    ] as const)
      expect(at(y, x)).toEqual([...rgb]);
    for (const [y, x] of [
      [100, 100],
      [20, 20],
      [190, 290],
      [170, 120],
    ] as const)
      expect(at(y, x)).toEqual([128, 128, 128]);
  });

  it('have masks of two fifths of the colour with a rim', async () => {
    const box = [40, 50, 140, 200] as const;
    const at = await drawn(200, 300, [{ classId: 17, score: 0.9, box, mask: full(box) }]);
    const { rgb } = colorOf(17);
    expect(at(90, 120)).toEqual(rgb.map((value) => Math.round(128 * 0.58 + value * 0.42)));
    expect(at(90, 230)).toEqual([128, 128, 128]);
  });

  it('keep the better detection on top', async () => {
    const box = [40, 50, 140, 200] as const;
    const best = { classId: 17, score: 0.9, box, mask: full(box) };
    const other = { classId: 3, score: 0.4, box, mask: full(box) };
    const at = await drawn(200, 300, [best, other]);
    const under = colorOf(3).rgb.map((value) => Math.round(128 * 0.58 + value * 0.42));
    expect(at(90, 120)).toEqual(colorOf(17).rgb.map((value, c) => Math.round(under[c]! * 0.58 + value * 0.42)));
  });

  it('keep their size and pixels when nothing is found', async () => {
    const source = await decodePicture(await picture(30, 50).png().toBuffer());
    const back = await decodePicture(await annotatePicture(source, [], names));
    expect(back).toMatchObject({ height: 30, width: 50, notes: [] });
    expect(Buffer.compare(Buffer.from(back.data), Buffer.from(source.data))).toBe(0);
  });

  it.each([
    [1, 1],
    [3, 400],
    [400, 2],
    [12, 12],
  ])('of %i×%i can be drawn on', async (height, width) => {
    const box = [0, 0, height, width] as const;
    const file = await annotatePicture(
      await plain(height, width),
      [{ classId: 1, score: 1, box, mask: full(box) }],
      names,
    );
    expect(await decodePicture(file)).toMatchObject({ height, width });
  });

  it('take a hundred thousand detections', async () => {
    const many = Array.from({ length: 100_000 }, (_, i) => ({
      classId: i,
      score: 0.5,
      box: [i % 90, i % 80, 95, 190] as const,
    }));
    const file = await annotatePicture(await plain(100, 200), many, names);
    expect(await decodePicture(file)).toMatchObject({ height: 100, width: 200 });
  });

  it.each(['png', 'jpeg', 'webp'] as const)('as %s', async (format) => {
    const file = await annotatePicture(
      await plain(40, 60),
      [{ classId: 1, score: 1, box: [1, 2, 30, 40] }],
      names,
      format,
    );
    expect((await sharp(file).metadata()).format).toBe(format);
  });
});

describe('colours', () => {
  it('are the same every time, and differ from class to class', () => {
    expect(colorOf(1)).toEqual(colorOf(1));
    const all = Array.from({ length: 91 }, (_, id) => colorOf(id));
    expect(new Set(all.map(({ css }) => css)).size).toBe(91);
    for (let id = 1; id < 91; id++) {
      const [a, b] = [all[id - 1]!.rgb, all[id]!.rgb];
      expect(Math.hypot(...a.map((value, c) => value - b[c]!))).toBeGreaterThan(70);
    }
  });

  it('have letters with a contrast of 4.5 or more (WCAG AA)', () => {
    for (let id = 0; id < 1000; id++) {
      const { rgb, text } = colorOf(id);
      const [dark, light] = text === '#000' ? [0, luminance(rgb)] : [luminance(rgb), 1];
      expect((light + 0.05) / (dark + 0.05), String(id)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('letters', () => {
  it('need no fonts', () => {
    const overlay = overlaySvg({ height: 100, width: 300 }, [{ classId: 17, score: 0.5, box: [9, 9, 50, 90] }], names);
    expect(overlay).not.toContain('<text');
    expect(overlay).toContain('<path');
    for (let code = 33; code < 127; code++)
      expect(textElement(String.fromCharCode(code), 0, 0, 12, '#000')).toContain('d="M');
  });

  it('of other scripts are left to the machine', () => {
    const element = textElement('猫 犬 x', 0, 0, 12, '#000');
    expect(element.match(/<text [^>]*>[^<]*<\/text>/g)).toEqual([
      expect.stringMatching(/^<text x="0" .*>猫 犬<\/text>$/),
    ]);
    expect(element.match(/<path /g)).toHaveLength(1);
    expect(textWidth('猫', 12)).toBe(12);
  });

  it('are one line, cut at a length, without control characters', () => {
    expect(drawable('a\nb\u202Ec\u0000')).toBe('a b c');
    expect(drawable('x'.repeat(100))).toBe(`${'x'.repeat(47)}…`);
    expect(drawable('  ')).toBe('');
  });

  it('of a label can’t leave it', async () => {
    const attack = parseClassNames(
      JSON.stringify({ 1: '</svg><image href="file:///etc/passwd"/>', 2: '&é"\'<\u0001\uD800' }),
      'names',
      { background: true },
    );
    const detections = [1, 2].map((classId) => ({ classId, score: 0.5, box: [20, 20, 80, 280] as const }));
    const overlay = overlaySvg({ height: 100, width: 300 }, detections, attack);
    expect(overlay).not.toContain('<image');
    expect(overlay.match(/<\/svg>/g)).toHaveLength(1);
    const file = await annotatePicture(await plain(100, 300), detections, attack);
    expect(await decodePicture(file)).toMatchObject({ height: 100, width: 300 });
  });
});

describe('labels', () => {
  const pictureSize = { height: 100, width: 200 };
  const size = { height: 12, width: 60 };
  const coordinate = fc.double({ min: -50, max: 250, noNaN: true });

  it('stand on their box where there is room', () => {
    expect(placeLabel([50, 40, 90, 120], size, pictureSize, [], 1)).toEqual({ x: 39, y: 37, ...size });
  });

  it('are inside the picture wherever the box is', () => {
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (a, b, c, d) => {
        const box = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)] as const;
        const { x, y } = placeLabel(box, size, pictureSize, [], 1);
        expect(x >= 0 && y >= 0 && x + size.width <= 200 && y + size.height <= 100).toBe(true);
      }),
      { seed: 1 },
    );
  });

  it('of the same box do not cover each other', () => {
    const taken: Rectangle[] = [];
    for (let i = 0; i < 4; i++) {
      const place = placeLabel([40, 40, 80, 180], size, pictureSize, taken, 1);
      for (const other of taken)
        expect(
          place.x >= other.x + other.width ||
            other.x >= place.x + place.width ||
            place.y >= other.y + other.height ||
            other.y >= place.y + place.height,
        ).toBe(true);
      taken.push(place);
    }
  });
});
