/** A network over pictures: batches of any and of a fixed size, pictures that can't be read, and stopping. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { openOnnxFile } from '../../runtime/backends/onnx/index.ts';
import { detect, detectAll } from '../../runtime/detection/detect.ts';
import { runPictures, type PictureNetwork } from '../../runtime/detection/run-pictures.ts';
import { preparePictures, type NodePicture } from '../../runtime/image/prepare.ts';
import { picture } from '../image/pictures.ts';
import { boxes, detector, type DetectorOptions } from './small-networks.ts';

const folder = mkdtempSync(join(tmpdir(), 'spinec-detect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const photos = ['docs/pictures/coffee.jpg', 'docs/pictures/cat.jpg', 'docs/pictures/astronaut.jpg'];
const damaged = join(folder, 'damaged.png');
beforeAll(async () => writeFileSync(damaged, (await picture(40, 50).png().toBuffer()).subarray(0, 500)));

/** A network and the batches that it was given. */
async function open(options: DetectorOptions = {}) {
  const path = join(folder, `${JSON.stringify(options).replaceAll(/\W+/g, '-')}.onnx`);
  writeFileSync(path, detector(options));
  const onnx = await openOnnxFile(path);
  const batches: (readonly number[])[] = [];
  const shapes: (readonly number[])[] = [];
  const network: PictureNetwork<NodePicture> = {
    inputShape: [options.batch ?? 'N', 64, 96, 3],
    prepare: (files) => preparePictures(files, { height: 64, width: 96 }),
    run(input: Tensor, { imageShape }: { readonly imageShape: Tensor }) {
      batches.push(input.dims);
      shapes.push([...Array.from(imageShape.data)]);
      return onnx.run(input);
    },
  };
  return { network, batches, shapes };
}

describe('pictures', () => {
  it('give the same one by one, in batches, and in batches of a fixed size', async () => {
    const one = await open({ masks: true });
    const alone = await detect(one.network, photos);
    expect(one.batches.map(([n]) => n)).toEqual([1, 1, 1]);
    expect(alone.map(({ index, detections }) => [index, detections.length])).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
    ]);
    const several = await open({ masks: true });
    const together = await detect(several.network, photos, { batch: 2 });
    expect(several.batches.map(([n]) => n)).toEqual([2, 1]);
    const fixed = await open({ masks: true, batch: 4 });
    const padded = await detect(fixed.network, photos);
    expect(fixed.batches.map(([n]) => n)).toEqual([4]);
    // 400×600, 300×451 and 512×512 in 64×96; the fourth is no picture.
    expect(fixed.shapes).toEqual([[64, 96, 64, 96, 64, 64, 64, 96]]);
    for (const other of [together, padded])
      expect(other.map(({ detections }) => detections)).toEqual(alone.map(({ detections }) => detections));
  });

  it('come as many at a time as a fixed batch has, whatever is asked for', async () => {
    const { network, batches } = await open({ batch: 2 });
    await detect(network, photos, { batch: 2 });
    expect(batches.map(([n]) => n)).toEqual([2, 2]);
    const refused = detect(network, photos, { batch: 3 });
    await expect(refused).rejects.toThrow('SPN6005: the network takes 2 pictures at a time, not 3');
    expect(batches).toHaveLength(2);
  });

  it('have boxes in their own pixels', async () => {
    const { network } = await open();
    const [coffee] = await detect(network, 'docs/pictures/coffee.jpg'); // 400×600 in 64×96: scale 0.16
    expect(coffee!.geometry).toMatchObject({ height: 400, width: 600, scaledHeight: 64, scaledWidth: 96 });
    expect(coffee!.detections[0]!.box.map((v) => Number(v.toFixed(3)))).toEqual(boxes[0].map((v) => v / 0.16));
  });

  it('that can’t be read are results, and hold nothing up', async () => {
    const { network, batches } = await open();
    const list = [photos[0]!, damaged, join(folder, 'missing.jpg'), photos[1]!];
    const seen: (readonly [number, string])[] = [];
    for await (const result of detectAll(network, list, { batch: 2 }))
      seen.push([result.index, result.failure?.diagnostics[0]?.code ?? 'done']);
    expect(seen).toEqual([
      [1, 'SPN7004'],
      [2, 'SPN7001'],
      [0, 'done'],
      [3, 'done'],
    ]);
    expect(batches.map(([n]) => n)).toEqual([2]);
    await expect(detect(network, list)).rejects.toMatchObject({ diagnostics: [{ code: 'SPN7004' }] });
  });

  it('are not looked at once the loop has ended', async () => {
    const { network, batches } = await open();
    let asked = 0;
    function* endless() {
      for (;;) {
        asked++;
        yield photos[1]!;
      }
    }
    for await (const { index } of runPictures(network, endless())) if (index === 2) break;
    expect([asked, batches.length]).toEqual([3, 3]);
  });

  it('none at all is no run', async () => {
    const { network, batches } = await open();
    expect(await detect(network, [])).toEqual([]);
    expect(batches).toEqual([]);
  });

  it('an output that is not of the batch is refused', async () => {
    const { network } = await open();
    const wrong = { ...network, run: () => Promise.resolve({ boxes: { dims: [3, 4], data: new Float32Array(12) } }) };
    const error: unknown = await detect(wrong, photos).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DiagnosticError);
    expect((error as DiagnosticError).diagnostics[0]!.code).toBe('SPN6032');
  });
});
