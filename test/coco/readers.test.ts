/** Annotations and results as they should not be: what is said, and that it is said in bounded time and memory. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnnotations } from '../../runtime/coco/annotations.ts';
import { evaluateDetections } from '../../runtime/coco/evaluate.ts';
import { fieldNames, JsonReader } from '../../runtime/coco/json-reader.ts';
import { readResults, type CocoResult } from '../../runtime/coco/results.ts';
import { detection, diagnosticsOf, object, onePicture } from './files.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const told = (action: () => unknown): readonly string[] =>
  diagnosticsOf(action).map(({ code, message }) => `${code} ${message}`);
const annotations = readAnnotations(onePicture([object(1, [10, 10, 20, 20])]));
const results = (text: string) => readResults(bytes(text), annotations, 'r.json');

describe('JSON', () => {
  it.each([
    ['', 'line 1, column 1: expected a value, found its end'],
    ['[{"image_id": 1, "score": 0.5', 'line 1, column 30: expected `,` or `}`, found its end'],
    ['[\n{"image_id": 01}]', 'line 2, column 14: expected a number without leading zeros, found "01}]"'],
    ['[{"score": 1.}]', 'column 14: expected a digit'],
    ['[{"score": 1e}]', 'column 14: expected a digit'],
    ['[{"score": truthy}]', 'column 12: expected a value, found "truthy}]"'],
    ['[] []', 'column 4: expected the end of the file'],
    ["[{'image_id': 1}]", 'column 3: expected a name in double quotes'],
    ['[{"a": "\u0001"}]', 'column 9: expected a closing quote'],
    ['[{"x": [1,}]', 'column 11: expected a value'],
    ['['.repeat(600), 'column 514: expected at most 512 levels of nesting'],
    [`[{"x": ${'['.repeat(600)}`, 'column 520: expected at most 512 levels of nesting'],
  ])('%j', (text, message) => {
    expect(told(() => results(text))).toEqual([expect.stringContaining(`SPN7102 r.json, `) as string]);
    expect(told(() => results(text))[0]).toContain(message);
  });

  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.nat(3), (text, indent) => {
        const value: unknown = JSON.parse(text);
        const printed = JSON.stringify(value, null, indent);
        expect(readAny(new JsonReader({ name: 'x', bytes: bytes(printed) }), value)).toEqual(value);
        const skipper = new JsonReader({ name: 'x', bytes: bytes(printed) });
        skipper.skip();
        skipper.end();
      }),
    );
  });

  it('numbers are rounded as JSON.parse rounds them', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.tuple(fc.nat(), fc.nat({ max: 999_999_999 })).map(([a, b]) => `${a}.${String(b).padStart(9, '0')}`),
      fc.tuple(fc.integer(), fc.integer({ min: -400, max: 400 })).map(([a, e]) => `${a}e${e}`),
    );
    fc.assert(
      fc.property(number, (text) => {
        expect(new JsonReader({ name: 'x', bytes: bytes(text) }).number()).toBe(JSON.parse(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('any bytes are read or refused, and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(20), (noise, at) => {
        const text = bytes(JSON.stringify([detection([1, 2, 3, 4], 0.5), detection([5, 6, 7, 8], 0.25)]));
        text.set(noise.subarray(0, Math.max(0, text.length - at)), Math.min(at, text.length - noise.length));
        try {
          readResults(text, annotations);
        } catch {
          expect(diagnosticsOf(() => readResults(text, annotations)).length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

/** The value that comes next, shaped as `like`. */
function readAny(reader: JsonReader, like: unknown): unknown {
  if (Array.isArray(like)) {
    const items: unknown[] = [];
    reader.items((i) => items.push(readAny(reader, like[i])));
    return items;
  }
  if (typeof like === 'object' && like !== null) {
    const members: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    reader.fields(fieldNames(...Object.keys(like)), (field) => {
      members[field] = readAny(reader, (like as Record<string, unknown>)[field]);
    });
    return { ...members };
  }
  if (typeof like === 'string') return reader.string();
  if (typeof like === 'number') return reader.number();
  if (typeof like === 'boolean') return reader.boolean();
  reader.skip();
  return null;
}

describe('annotations', () => {
  const read = (value: object | string) =>
    readAnnotations(bytes(typeof value === 'string' ? value : JSON.stringify(value)), 'a.json');
  const picture = onePicture([]);

  it.each([
    [{}, ['the file has no `images`', 'the file has no `categories`', 'the file has no `annotations`']],
    ['[]', ['the file has to be an object with images, annotations and categories, not a list']],
    [{ ...picture, annotations: 3 }, ['annotations has to be a list, not a number']],
    [{ ...picture, annotations: [3] }, ['annotations[0] has to be an object, not a number']],
    [
      { ...picture, annotations: [{}] },
      ['id', 'image_id', 'category_id', 'area'].map((field) => `annotations[0] has no \`${field}\``),
    ],
    [
      { ...picture, annotations: [{ ...object(1, [0, 0, 1, 1]), id: 1.5 }] },
      ['annotations[0].id has to be a whole number, not 1.5'],
    ],
    [
      { ...picture, annotations: [{ ...object(1, [0, 0, 1, 1]), bbox: [1, 2, 3] }] },
      ['annotations[0].bbox has to be four numbers: x, y, width, height, not 3 numbers'],
    ],
    [
      { ...picture, annotations: [{ ...object(1, [0, 0, 1, 1]), bbox: [1, 2, 3, '4'] }] },
      ['annotations[0].bbox has to be four numbers: x, y, width, height, not text'],
    ],
    [
      { ...picture, annotations: [{ ...object(1, [0, 0, 1, 1]), bbox: [1, 2, 3, 1e10] }] },
      ['annotations[0].bbox has to be four numbers: x, y, width, height, not 10000000000'],
    ],
    [
      { ...picture, annotations: [object(1, [0, 0, 1, 1], { iscrowd: 2 })] },
      ['annotations[0].iscrowd has to be a whole number from 0 to 1, not 2'],
    ],
    [
      { ...picture, images: [{ id: 1, width: -1 }] },
      ['images[0].width has to be a whole number from 0 to 65535, not -1'],
    ],
    [
      { ...picture, categories: [{ id: 1, name: 3 }] },
      ['categories[0].name has to be text of at most 1000 characters, not a number'],
    ],
    [
      { ...picture, categories: [{ id: 1, name: 'x'.repeat(2000) }] },
      ['has to be text of at most 1000 characters, not 2000 characters'],
    ],
  ])('%j', (value, messages) => {
    const found = diagnosticsOf(() => read(value));
    expect(found).toHaveLength(messages.length);
    found.forEach(({ code, message }, i) => {
      expect(code).toBe('SPN7103');
      expect(message).toContain(messages[i]);
      expect(message).toMatch(/^a\.json, line 1, column \d+: /);
    });
  });

  it.each([
    ['images', { ...picture, images: [{ id: 7 }, { id: 7 }] }],
    ['categories', { ...picture, categories: [{ id: 7 }, { id: 7 }] }],
    ['annotations', { ...picture, annotations: [object(7, [0, 0, 1, 1]), object(7, [5, 5, 1, 1])] }],
  ])('two %s of one id', (list, value) => {
    expect(told(() => read(value))).toEqual([expect.stringContaining(`SPN7107 a.json, line 1, column`) as string]);
    expect(told(() => read(value))[0]).toContain(`${list}[1] has the id 7, which ${list}[0] has`);
  });

  it('warns where pycocotools goes on without a word', () => {
    const { warnings } = readAnnotations(
      onePicture([
        object(0, [0, 0, 10, 10]),
        object(1, [0, 0, 10, 10], { image_id: 99 }),
        object(2, [0, 0, 10, 10], { category_id: 99 }),
        object(3, [0, 0, 10, 10], { category_id: 98 }),
        object(4, [0, 0, -10, 10]),
        object(5, [50, 50, 60, 10]),
        object(6, [0.5, 0, 100, 80]),
      ]),
    );
    expect(
      warnings.map(({ code, message, notes }) => [code, /annotations\[\d\] .*/.exec(message)![0], notes.length]),
    ).toEqual([
      ['SPN7113', 'annotations[0] has the id 0: what it matches counts as unmatched', 0],
      ['SPN7105', 'annotations[1] is on picture 99, which is not listed', 0],
      ['SPN7104', 'annotations[2] is of category 99, which is not defined', 1],
      ['SPN7108', 'annotations[4] has a box with a negative side: -10×10', 0],
      ['SPN7109', 'annotations[5] has the box [50, 50, 60, 10], which reaches outside the picture of 100×80 pixels', 0],
    ]);
  });

  it('any order of fields, unknown ones, escapes, a byte order mark', () => {
    const { categories, objects, images } = read(
      `\ufeff{"annotations":[{"segmentation":{"counts":"a\\"]","size":[1,2]},"x":[{"y":"]}"}],"area":4,"bbox":[1,2,3,4],` +
        `"iscrowd":true,"category_id":3,"image_id":2,"\\u0069d":1}],"licenses":[null,true,{}],` +
        `"images":[{"file_name":"a\\u00e9.jpg","id":2},{"id":1}],"categories":[{"name":"\\ud83d\\udc31","id":3}]}`,
    );
    expect(categories.names).toEqual(['🐱']);
    expect(images.files).toEqual(['', 'aé.jpg']);
    expect([objects.ids[0], objects.images[0], objects.categories[0], objects.crowds[0]]).toEqual([1, 1, 0, 1]);
  });
});

describe('results', () => {
  it.each([
    ['{}', 'SPN7103 r.json, line 1, column 1: the file has to be a list, not an object'],
    ['[{"image_id":1,"category_id":1,"score":0.5}]', 'SPN7103 r.json, line 1, column 2: [0] has no `bbox`'],
    ['[{"image_id":1,"category_id":1,"bbox":[1,2,3,4]}]', '[0] has no `score`'],
    [
      '[{"image_id":1,"category_id":1,"bbox":[1,2,3,4],"score":NaN}]',
      'SPN7110 r.json, line 1, column 57: [0].score has to be finite, not NaN',
    ],
    ['[{"image_id":1,"category_id":1,"bbox":[1,2,3,4],"score":-Infinity}]', 'SPN7110'],
    [
      '[{"image_id":1,"category_id":1,"bbox":[1,2,3,4],"score":null}]',
      'SPN7103 r.json, line 1, column 57: [0].score has to be a number, not null',
    ],
    ['[{"image_id":1,"category_id":1,"bbox":[1,2,3,NaN],"score":1}]', 'four numbers: x, y, width, height, not NaN'],
    [
      '[{"image_id":5,"category_id":1,"bbox":[1,2,3,4],"score":1}]',
      'SPN7106 r.json, line 1, column 2: [0] is of picture 5, which annotations does not list',
    ],
  ])('%s', (text, message) => {
    expect(told(() => results(text))[0]).toContain(message);
  });

  it('shows ten problems, and does not read on for ever', () => {
    const found = diagnosticsOf(() => results(`[${'{},'.repeat(1_000_000)}{}]`));
    expect(found).toHaveLength(10);
    expect(found[9]!.notes[0]!.message).toBe('and more than 990 more problems in the file');
  });

  it('an empty list is a result', () => {
    expect({ ...evaluateDetections(annotations, results('[]')).figures }).toMatchObject({ AP: 0, AR100: 0 });
  });

  it('the first result decides whether all have boxes', () => {
    const mask = { size: [80, 100], counts: [0, 8000] } as const;
    const first = detection([0, 0, 5, 5], 0.5);
    const bare: CocoResult = { image_id: 1, category_id: 1, score: 0.5, segmentation: mask };
    expect(told(() => readResults([first, bare], annotations))[0]).toContain('[1] has no `bbox`');
    const read = readResults([bare, { ...bare, bbox: [1, 2, 3, 4] }], annotations);
    expect(Array.from(read.boxes)).toEqual([0, 0, 100, 80, 1, 2, 3, 4]);
    expect(Array.from(read.areas)).toEqual([8000, 8000]);
  });

  it('warns of categories that are not there', () => {
    const { warnings } = readResults([detection([0, 0, 5, 5], 0.5, { category_id: 0 })], annotations);
    expect(warnings.map(({ code }) => code)).toEqual(['SPN7104']);
  });
});

describe('masks', () => {
  const withMask = (segmentation: unknown) => {
    const read = readAnnotations(
      bytes(JSON.stringify(onePicture([object(1, [0, 0, 10, 10], { segmentation })]))),
      'a.json',
    );
    return evaluateDetections(read, readResults([detection([0, 0, 10, 10], 1)], read), { iouType: 'segm' });
  };

  it.each([
    [[], 'has no polygons'],
    [[[1, 2, 3, 4]], 'has a polygon of 4 numbers; 6 are the least'],
    [[[1, 2, 3, 4, 5, 'x']], 'has a polygon with a corner that is no place'],
    [[[1, 2, 3, 4, 5, 1e12]], 'has a polygon with a corner that is no place'],
    [[3], 'is a list of polygons, and [0] is a number'],
    ['text', 'has to be run lengths or polygons, not text'],
    [{ size: [80, 100] }, 'has no counts'],
    [{ counts: [8000] }, 'has no size [height, width] of whole numbers'],
    [{ size: [80, 100], counts: [1, 2] }, 'has counts of 3 pixels; 80×100 are 8000'],
    [{ size: [80, 100], counts: [-1, 8001] }, 'has a count that is no whole number from 0'],
    [{ size: [80, 100], counts: 'é' }, 'has counts that are not the text form of run lengths'],
    [{ size: [80, 100], counts: 'ooooooooooo' }, 'has counts that are not the text form of run lengths'],
    [{ size: [80, 100], counts: {} }, 'has counts that are an object'],
    [{ size: [1e9, 1e9], counts: [1] }, 'has no size [height, width] of whole numbers'],
  ])('%j', (segmentation, message) => {
    expect(told(() => withMask(segmentation))).toEqual([
      expect.stringMatching(/^SPN7111 a\.json, line 1, column \d+: annotations\[0\]\.segmentation /) as string,
    ]);
    expect(told(() => withMask(segmentation))[0]).toContain(message);
  });

  it('of another size match nothing, which is said', () => {
    const { figures, warnings } = withMask({ size: [40, 40], counts: [0, 1600] });
    expect(figures.AP).toBe(0);
    expect(warnings.map(({ code }) => code)).toEqual(['SPN7112']);
  });

  it('boxes are drawn only where the size of the picture is known', () => {
    const sizeless = { ...onePicture([object(1, [0, 0, 9, 9], { segmentation: { size: [1, 1], counts: [0, 1] } })]) };
    const read = readAnnotations({ ...sizeless, images: [{ id: 1 }] });
    const found = readResults([detection([0, 0, 9, 9], 1)], read);
    expect(() => evaluateDetections(read, found, { iouType: 'segm' })).toThrow(/SPN7111.*picture 1 has no width/);
  });

  it('an outline that goes to and fro for ever is refused', () => {
    const wide = { images: [{ id: 1, width: 60_000, height: 10 }], categories: [{ id: 1 }] };
    const polygon = Array.from({ length: 400 }, (_, i) => (i % 4 === 0 ? 0 : i % 4 === 2 ? 60_000 : i % 10));
    const read = readAnnotations({ ...wide, annotations: [object(1, [0, 0, 10, 10], { segmentation: [polygon] })] });
    const found = readResults([detection([0, 0, 10, 10], 1)], read);
    expect(() => evaluateDetections(read, found, { iouType: 'segm' })).toThrow(/SPN7111.*outline is too long/);
  });
});
