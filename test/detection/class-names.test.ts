/** Names of classes: COCO's ids with and without gaps, files of names, and files that do not fit. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import { cocoClassNames, parseClassNames } from '../../runtime/detection/class-names.ts';
import { cocoCategories } from '../../runtime/detection/coco-categories.ts';

const coco91 = { classes: 91, background: true };
const lines = (count: number): string => Array.from({ length: count }, (_, i) => `name ${i}`).join('\n');

function refusal(text: string, count = coco91): string | undefined {
  try {
    parseClassNames(text, 'names', count);
  } catch (error) {
    if (error instanceof DiagnosticError) return `${error.diagnostics[0]!.code} ${error.diagnostics[0]!.message}`;
    throw error;
  }
  return undefined;
}

describe('COCO', () => {
  it('has 80 categories with ids up to 90', () => {
    expect(cocoCategories.size).toBe(80);
    expect([...cocoCategories.keys()]).toEqual([...cocoCategories.keys()].sort((a, b) => a - b));
    // The gaps: https://github.com/nightrome/cocostuff/blob/master/labels.md
    const gaps = Array.from({ length: 90 }, (_, i) => i + 1).filter((id) => !cocoCategories.has(id));
    expect(gaps).toEqual([12, 26, 29, 30, 45, 66, 68, 69, 71, 83]);
  });

  it('is counted with gaps, or without', () => {
    const gaps = cocoClassNames(coco91);
    expect([gaps.nameOf(1), gaps.nameOf(90), gaps.nameOf(12), gaps.categoryOf(90)]).toEqual([
      'person',
      'toothbrush',
      'class 12',
      90,
    ]);
    const none = cocoClassNames({ classes: 80, background: false });
    expect([none.nameOf(0), none.nameOf(79), none.categoryOf(11)]).toEqual(['person', 'toothbrush', 13]);
  });

  it('is not assumed for other counts', () => {
    expect(cocoClassNames({ classes: 7, background: true }).nameOf(1)).toBe('class 1');
    expect(cocoClassNames({ classes: 81, background: false }).nameOf(1)).toBe('class 1');
  });
});

describe('files', () => {
  it.each([
    ['a line a class but the background', lines(90), coco91, 1, 'name 0'],
    ['a line a class', `background\n${lines(90)}\n`, coco91, 1, 'name 0'],
    ['COCO’s 80 names', [...cocoCategories.values()].join('\r\n'), coco91, 90, 'toothbrush'],
    ['no background', lines(5), { classes: 5, background: false }, 0, 'name 0'],
    ['an unknown count', lines(5), { background: true }, 1, 'name 0'],
    ['a JSON list', JSON.stringify(lines(90).split('\n')), coco91, 1, 'name 0'],
    ['an object', '{"7": "seven", "12": "twelve"}', coco91, 12, 'twelve'],
    ['COCO’s categories', '[{"id": 3, "name": "three", "supercategory": "x"}]', coco91, 3, 'three'],
    ['an annotation file', '{"images": [], "categories": [{"id": 3, "name": "three"}]}', coco91, 3, 'three'],
    ['a byte order mark', `\uFEFF${lines(90)}`, coco91, 1, 'name 0'],
  ] as const)('%s', (_, text, count, id, name) => {
    expect(parseClassNames(text, 'names', count).nameOf(id)).toBe(name);
  });

  it('any text gives names or the code', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.array(fc.string()).map((lines) => lines.join('\n')),
    );
    const classes = fc.option(fc.nat(100), { nil: undefined });
    fc.assert(
      fc.property(text, classes, fc.boolean(), (labels, count, background) => {
        try {
          expect(typeof parseClassNames(labels, 'names', { classes: count, background }).nameOf(1)).toBe('string');
        } catch (error) {
          if (!(error instanceof DiagnosticError)) throw error;
          expect(error.diagnostics[0]!.code).toBe('SPN7022');
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('a class without a name is a number', () => {
    expect(parseClassNames('{"7": "seven"}', 'names', coco91).nameOf(8)).toBe('class 8');
  });

  it.each([
    ['', 'it is empty'],
    ['\uFFFD\uFFFDJFIF\u0000', 'it is not UTF-8 text'],
    [lines(1000), 'it has 1000 names; the network has 91 classes, or 90 without the background'],
    ['{"a": "b"}', '"a" is not a class number'],
    ['{"1": 2}', '"1" is not a class number with a name'],
    ['{"__proto__": "x"}', '"__proto__" is not a class number'],
    ['[1, 2]', 'something that is no name'],
    ['[{"id": 1.5, "name": "x"}]', 'something that is no name'],
    ['["a", ', 'it begins as JSON and is not'],
  ])('%j is refused', (text, message) => {
    expect(refusal(text)).toContain('SPN7022');
    expect(refusal(text)).toContain(message);
  });
});
