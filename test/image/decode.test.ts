/** Decoding: every flavour becomes 8-bit RGB, and what is no picture, too large or damaged is refused with a code. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import { decodePicture } from '../../runtime/image/decode.ts';
import { animatedPng, claiming, pattern, photograph, picture, sixteenBit } from './pictures.ts';

const folder = mkdtempSync(join(tmpdir(), 'spinec-image-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function codeOf(decoding: Promise<unknown>): Promise<string | undefined> {
  try {
    await decoding;
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics.map(({ code }) => code).join();
    throw error;
  }
  return undefined;
}

const pixels = Buffer.from(pattern(20, 30));

describe('pictures', () => {
  it.each(['png', 'webp', 'tiff', 'gif'] as const)('%s', async (format) => {
    const decoded = await decodePicture(
      await picture(20, 30).toFormat(format, { lossless: true, compression: 'lzw' }).toBuffer(),
    );
    expect(decoded).toMatchObject({ height: 20, width: 30, channels: 3, notes: [] });
    if (format !== 'gif') expect(Buffer.compare(Buffer.from(decoded.data), pixels)).toBe(0);
  });

  it('the photograph', async () => {
    const decoded = await decodePicture(photograph);
    expect(decoded).toMatchObject({ height: 400, width: 600, channels: 3, notes: [] });
    expect(decoded.data.length).toBe(400 * 600 * 3);
  });

  // EXIF 2.32, tag 0x0112: where row y and column x of the picture as shown come from in a stored one of 20×30.
  it.each([
    [1, (y: number, x: number) => [y, x]],
    [2, (y: number, x: number) => [y, 29 - x]],
    [3, (y: number, x: number) => [19 - y, 29 - x]],
    [4, (y: number, x: number) => [19 - y, x]],
    [5, (y: number, x: number) => [x, y]],
    [6, (y: number, x: number) => [19 - x, y]],
    [7, (y: number, x: number) => [19 - x, 29 - y]],
    [8, (y: number, x: number) => [x, 29 - y]],
  ] as const)('is turned as its EXIF orientation %i says', async (orientation, source) => {
    for (const format of ['png', 'webp', 'tiff'] as const) {
      const file = picture(20, 30)
        .withMetadata({ orientation })
        .toFormat(format, { lossless: true, compression: 'lzw' });
      const turned = await decodePicture(await file.toBuffer());
      const [height, width] = orientation < 5 ? [20, 30] : [30, 20];
      expect(turned).toMatchObject({ height, width });
      const expected: number[] = [];
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
          const [fromY = 0, fromX = 0] = source(y, x);
          expected.push(...pixels.subarray((fromY * 30 + fromX) * 3, (fromY * 30 + fromX) * 3 + 3));
        }
      expect(Buffer.compare(Buffer.from(turned.data), Buffer.from(expected)), format).toBe(0);
    }
  });

  it('greyscale has three equal channels', async () => {
    const { data } = await decodePicture(await picture(8, 8, 1).toColourspace('b-w').png().toBuffer());
    expect(data.length).toBe(8 * 8 * 3);
    for (let i = 0; i < data.length; i += 3) expect([data[i + 1], data[i + 2]]).toEqual([data[i], data[i]]);
  });

  it.each([1, 2, 3, 4] as const)(
    '16 bits of %i channels become the upper 8, as libpng strips them',
    async (channels) => {
      const values = Uint16Array.from({ length: 1024 }, (_, i) => i * 64 + (i % 64));
      const alpha = channels % 2 === 0;
      const data = Uint16Array.from(
        Array.from(values, (value) =>
          Array.from({ length: channels }, (_, c) => (alpha && c === channels - 1 ? 999 : value)),
        ).flat(),
      );
      const { data: read, notes } = await decodePicture(await sixteenBit(data, 4, 256, channels));
      expect(Array.from(values, (_, i) => read[i * 3])).toEqual(Array.from(values, (value) => value >> 8));
      expect(Array.from(values, (_, i) => read[i * 3 + 2])).toEqual(Array.from(values, (value) => value >> 8));
      expect(notes.map(({ code }) => code)).toEqual(alpha ? ['SPN7006'] : []);
    },
  );

  it('palettes and single bits become RGB', async () => {
    const two = await sharp(
      Uint8Array.from({ length: 64 }, (_, i) => (i % 3 === 0 ? 255 : 0)),
      {
        raw: { width: 8, height: 8, channels: 1 },
      },
    )
      .png({ palette: true, colours: 2 })
      .toBuffer();
    const { data } = await decodePicture(two);
    expect(Array.from({ length: 64 }, (_, i) => data[i * 3])).toEqual(
      Array.from({ length: 64 }, (_, i) => (i % 3 === 0 ? 255 : 0)),
    );
    const transparent = await decodePicture(await picture(20, 30, 4).png({ palette: true }).toBuffer());
    expect(transparent).toMatchObject({ height: 20, width: 30, channels: 3 });
    expect(transparent.notes.map(({ code }) => code)).toEqual(['SPN7006']);
  });

  it('CMYK becomes RGB, within what its gamut allows', async () => {
    for (const [colour, r, g, b] of [
      ['#d01010', 208, 16, 16],
      ['#20a040', 32, 160, 64],
      ['#ffffff', 255, 255, 255],
      ['#000000', 0, 0, 0],
    ] as const) {
      const one = sharp({ create: { width: 8, height: 8, channels: 3, background: colour } });
      const { data } = await decodePicture(await one.toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer());
      for (const [c, value] of [r, g, b].entries()) expect(Math.abs(data[c]! - value), colour).toBeLessThan(45);
    }
  });

  it('alpha is dropped, not blended, and said', async () => {
    const { data, notes } = await decodePicture(await picture(20, 30, 4).png().toBuffer());
    expect(notes.map(({ code }) => code)).toEqual(['SPN7006']);
    expect([...data.subarray(0, 3)]).toEqual([...pixels.subarray(0, 3)]); // fully transparent there
  });

  it('an animation gives its first frame, and a note', async () => {
    const frames = await Promise.all(
      [picture(20, 30), picture(20, 30).negate()].map((frame) => frame.png().toBuffer()),
    );
    const animation = await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer();
    const { data, height, notes } = await decodePicture(animation);
    expect(height).toBe(20);
    expect(notes.map(({ code }) => code)).toContain('SPN7005');
    expect([...data.subarray(0, 30)]).toEqual([...pixels.subarray(0, 30)]);
  });

  it.each(['gif', 'webp'] as const)('so does an animated %s', async (format) => {
    const frames = await Promise.all([0, 90, 180].map((hue) => picture(20, 30).modulate({ hue }).png().toBuffer()));
    const file = await sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
    const whole = await decodePicture(file);
    expect(whole.notes.map(({ message }) => message)).toContain('picture has 3 frames; the first is used');
    expect(whole).toMatchObject({ height: 20, width: 30 });
  });

  it('an animated PNG, too', async () => {
    const still = await picture(20, 30).png().toBuffer();
    const { data, notes } = await decodePicture(animatedPng(still, 4));
    expect(Buffer.compare(Buffer.from(data), pixels)).toBe(0);
    expect(notes.map(({ message }) => message)).toEqual(['picture has 4 frames; the first is used']);
    expect((await decodePicture(still)).notes).toEqual([]);
  });

  it('a name with brackets is a name', async () => {
    const path = join(folder, 'a[page=2].png');
    writeFileSync(path, await picture(2, 3).png().toBuffer());
    expect(await decodePicture(path)).toMatchObject({ height: 2, width: 3 });
  });
});

describe('refusals', () => {
  it('a file that is not there, or is a folder', async () => {
    expect(await codeOf(decodePicture(join(folder, 'none.jpg')))).toBe('SPN7001');
    expect(await codeOf(decodePicture(folder))).toBe('SPN7001');
  });

  it('what is not a picture', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="30000" height="30000"/>';
    for (const text of ['hello', '', '{}', '%PDF-1.4', svg, '\u0000'.repeat(100)]) {
      expect([text, await codeOf(decodePicture(Buffer.from(text)))]).toEqual([text, 'SPN7002']);
    }
    const path = join(folder, 'photo.jpg');
    writeFileSync(path, 'this is text');
    expect(await codeOf(decodePicture(path))).toBe('SPN7002');
  });

  it('more than 100 megapixels or 20,000 pixels a side, by the header', async () => {
    expect(await codeOf(decodePicture(await claiming(30_000, 30_000)))).toBe('SPN7003');
    expect(await codeOf(decodePicture(await claiming(10, 30_000)))).toBe('SPN7003');
    expect(await codeOf(decodePicture(await claiming(10_001, 10_000)))).toBe('SPN7003');
    expect(await codeOf(decodePicture(await claiming(2 ** 31 - 1, 1)))).toMatch(/SPN700[23]/);
  });

  it('pictures cut off, or with a size that their data do not have', async () => {
    const jpeg = await sharp(photograph).toBuffer();
    expect(await codeOf(decodePicture(jpeg.subarray(0, jpeg.length >> 1)))).toBe('SPN7004');
    expect(await codeOf(decodePicture(await claiming(400, 400)))).toBe('SPN7004');
  });

  it('no cut of any format passes for the whole', async () => {
    for (const format of ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const) {
      const file = await picture(60, 80).toFormat(format).toBuffer();
      const whole = Buffer.from((await decodePicture(file)).data);
      const taken: number[] = [];
      for (let cut = 1; cut < file.length; cut += Math.ceil(file.length / 40)) {
        const part = await decodePicture(file.subarray(0, file.length - cut)).catch((error: unknown) => {
          if (error instanceof DiagnosticError) return undefined;
          throw error;
        });
        if (part !== undefined && Buffer.compare(Buffer.from(part.data), whole) !== 0) taken.push(cut);
      }
      expect(taken, format).toEqual([]);
    }
  });

  it('any bytes at all give a picture or a code', async () => {
    const good = await picture(6, 7).png().toBuffer();
    const change = fc.record({ at: fc.nat(good.length - 1), value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 6 }), fc.nat(good.length), async (changes, length) => {
        const bytes = Buffer.from(good.subarray(0, length));
        for (const { at, value } of changes) if (at < length) bytes[at] = value;
        expect((await codeOf(decodePicture(bytes))) ?? 'SPN7').toMatch(/^SPN7/);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
