/** Messages, hover, definitions and renaming, in texts that are whole and in texts that are not. */
import { describe, expect, test } from 'vitest';
import type { SourceFile } from '../../compiler/diagnostics/diagnostic.ts';
import { explanations } from '../../compiler/diagnostics/explanations.ts';
import { understand } from '../../compiler/pipeline.ts';
import {
  applyEdits,
  definitionAt,
  diagnosticsOf,
  formatText,
  hoverAt,
  referencesAt,
  renameAt,
  renameTargetAt,
  symbolsOf,
  type SpecForm,
} from '../../compiler/language/features.ts';
import { cursor } from './cursor.ts';

/** Codes and the text that each points at. */
function told(text: string, form: SpecForm): readonly (readonly [string, string])[] {
  return diagnosticsOf(text, form).map(({ code, start, end }) => [code, text.slice(start, end)]);
}

describe('messages', () => {
  test('are those of check, all of them', () => {
    const text = 'net extends spinenet-49\nb17 : L3 bottleneck <- b99 b13\nb18 : L4 bottleneck <- b17 b12 filters=0\n';
    const checked = understand({ name: 'net.spine', text }).diagnostics;
    const found = diagnosticsOf(text, 'spine', { name: 'net.spine' });
    expect(found.map(({ code, message, start }) => [code, message, start])).toEqual(
      checked.map(({ code, message, span }) => [code, message, span?.start]),
    );
  });

  test.each([
    ['net extends spinenet-49\nb17 : L3 botleneck <- b12 b13\n', 'spine', 'botleneck', 'bottleneck'],
    ['net extends spinenet-49\nb12 : l4 bottleneck <- b5 b10\n', 'spine', 'l4', 'L4'],
    ['net : spinenet, dialcet tpu\n', 'spine', 'dialcet', 'dialect'],
    ['net extends spinent-49\n', 'spine', 'spinent-49', 'spinenet-49'],
    ['net extends spinenet-49\nb12 : L4 bottleneck <- b5 b10 > P4\n', 'spine', '> P4', '=> P4'],
    ['{ "extends": "spinenet-49", "dialect": "TPU" }', 'json', '"TPU"', '"tpu"'],
    ['{ "extends": "spinenet-49", "scale": { "filers": 2 } }', 'json', 'filers', 'filters'],
    ['{ "extends": "spinenet-49" "name": "x" }', 'json', '"spinenet-49" ', '"spinenet-49", '],
    [
      '{ "extends": "spinenet-49", "blocks": [{ "id": "bx17", "level": 3, "kind": "bottleneck", "inputs": ["bx71", "b13"], "output": false }] }',
      'json',
      '"bx71"',
      '"bx17"',
    ],
  ] as const)('%j has a fix', (text, form, from, to) => {
    const fixes = diagnosticsOf(text, form).flatMap((found) => found.fixes);
    expect(fixes.map(({ edits }) => applyEdits(text, edits))).toContain(text.replace(from, to));
  });

  test('of a file that is extended stand at `extends`, and say where they are', () => {
    const base: SourceFile = {
      name: '/nets/base.spine',
      text: 'base extends spinenet-49\nb2 : L2 botleneck <- b0 b1\n',
    };
    const text = 'net extends "base.spine"\n';
    const [found] = diagnosticsOf(text, 'spine', { name: '/nets/net.spine', load: () => base });
    expect(found).toMatchObject({ code: 'SPN1033', start: 12, end: 24, fixes: [] });
    const [place] = found!.notes;
    expect(place!.message).toBe('in /nets/base.spine');
    expect(base.text.slice(place!.place!.start, place!.place!.end)).toBe('botleneck');
  });

  test('another loader reads files again', () => {
    const text = 'net extends "base.spine"\n';
    const load = (body: string) => (): SourceFile => ({ name: '/base.spine', text: body });
    expect(diagnosticsOf(text, 'spine', { load: load('x extends nobody\n') })).not.toEqual([]);
    expect(
      diagnosticsOf(text, 'spine', { load: load('x extends spinenet-49\n') }).map(({ severity }) => severity),
    ).not.toContain('error');
  });

  test.each([
    ['', 'spine', [['SPN1004', '']]],
    ['', 'json', [['SPN1004', '']]],
    ['{', 'json', [['SPN1012', '{']]],
    ['b2 : L2', 'spine', [['SPN1031', '']]],
  ] as const)('of the beginning %j', (text, form, expected) => {
    expect(told(text, form)).toEqual(expected);
  });
});

describe('hover', () => {
  const hover = (marked: string, form: SpecForm): string | undefined => {
    const { text, offset } = cursor(marked);
    return hoverAt(text, form, offset)?.markdown;
  };

  test.each([
    ['net extends spinenet-49\nsc|ale filters=2\n', 'spine', '**`scale`** · an object or text'],
    [
      'net extends spinenet-49\nscale fil|ters=2\n',
      'spine',
      '**`scale.filters`** · a number, more than 0, at most 64 · default `1`',
    ],
    ['net extends spinenet-49\nscale filters=2\nscale al|pha=1\n', 'spine', '**`scale.resampleAlpha`**'],
    ['net ext|ends spinenet-49\n', 'spine', '**`extends`** · text'],
    ['net : spinenet, dialect to|rch\n', 'spine', '**`dialect`** · one of `tpu`, `garden`, `torch` · default `"tpu"`'],
    [
      '{ "extends": "spinenet-49", "baseFilters": { "|3": 12 } }',
      'json',
      '**`baseFilters.3`** · a whole number, 1 to 65536',
    ],
    [
      '{ "extends": "spinenet-49", "head": { "kind": "retin|anet" } }',
      'json',
      '**`head.kind`** · one of `none`, `retinanet`',
    ],
    [
      'net extends spinenet-49\nb12 : L4 bottleneck <- b|5 b10 => P4\n',
      'spine',
      '**`b5`** · L4 bottleneck ← `b2` `b4` · of the spec that this one extends',
    ],
    [
      '[[2, "bottleneck", [0, 1], false], [3, "bottleneck", [0, |2], true]]',
      'json',
      '**`b2`** · L2 bottleneck ← `b0` `b1`',
    ],
  ] as const)('%j', (marked, form, beginning) => {
    expect(hover(marked, form)?.slice(0, beginning.length)).toBe(beginning);
  });

  test('a mistake is explained', () => {
    const markdown = hover('net extends spinenet-49\nb12 : L4 bot|leneck <- b5 b10\n', 'spine');
    expect(markdown).toContain('**`blocks.kind`**');
    expect(markdown).toContain('**SPN1033** `spine-block-kind`');
    expect(markdown).toContain(explanations.SPN1033.text.trim());
  });

  test('what a spec says stays text', () => {
    const markdown = hover('[[2, "bottleneck", [0, 1], false]|', 'json');
    expect(markdown ?? '').not.toContain('<');
    const block = hover('net extends spinenet-49\n"b`<img src=x>|" : filters=2\n', 'spine');
    expect(block).toContain('**`b <img src=x>`**');
  });

  test('there is nothing to say about blanks', () => {
    expect(hover('net extends spinenet-49\n\n|\n', 'spine')).toBeUndefined();
    expect(hover('# no|thing\nnet extends spinenet-49\n', 'spine')).toBeUndefined();
  });
});

describe('going to a block', () => {
  test('from an index, and to a block without an id', () => {
    const { text, offset } = cursor('net : spinenet\n: L2 bottleneck <- 0 1\n: L3 bottleneck <- 0 |2\n');
    const [place] = definitionAt(text, 'spine', offset);
    expect(text.slice(place!.start).split('\n')[0]).toBe(': L2 bottleneck <- 0 1');
    expect(referencesAt(text, 'spine', offset)).toHaveLength(2);
  });

  test('also where other lines have errors', () => {
    const { text, offset } = cursor(
      'net : spinenet\nb2 : L2 bottleneck <- b0 b1\nb3 : L\nb4 : L3 bottleneck <- |b2 b3\n',
    );
    expect(definitionAt(text, 'spine', offset)).toEqual([{ start: 15, end: 17 }]);
    expect(symbolsOf(text, 'spine').map(({ id }) => id)).toEqual(['b2', 'b4']);
  });
});

describe('renaming', () => {
  const renamed = (marked: string, form: SpecForm, id: string): string => {
    const { text, offset } = cursor(marked);
    const result = renameAt(text, form, offset, id);
    return 'refusal' in result ? `refused: ${result.refusal}` : applyEdits(text, result.edits);
  };

  test.each([
    [
      'net : spinenet\n|b2 : L2 bottleneck <- b0 b1\nb3 : L3 bottleneck <- b2 2',
      'spine',
      'x',
      'net : spinenet\nx : L2 bottleneck <- b0 b1\nb3 : L3 bottleneck <- x 2',
    ],
    [
      'net : spinenet\n|: L2 bottleneck <- b0 b1\nb3 : L3 bottleneck <- b2 2',
      'spine',
      'x',
      'net : spinenet\nx : L2 bottleneck <- b0 b1\nb3 : L3 bottleneck <- x 2',
    ],
    [
      'net : spinenet\nb2 : L2 bottleneck <- b0 |b1\n',
      'spine',
      'x',
      'refused: "b1" is a block of the stem, which this text does not spell out',
    ],
    [
      'net : spinenet\nst|em : L2 bottleneck\nb1 : L2 bottleneck <- b0 b0\n',
      'spine',
      'x',
      'net : spinenet\nstem x : L2 bottleneck\nb1 : L2 bottleneck <- x x\n',
    ],
    [
      'net : spinenet\nstem b0 b|1 : L2 bottleneck\nb2 : L2 bottleneck <- b0 b1\n',
      'spine',
      'head',
      'refused: "head" is the name of a part of every compiled network',
    ],
    [
      'net : spinenet\nstem b0 b|1 : L2 bottleneck\nb2 : L2 bottleneck <- b0 b1\n',
      'spine',
      'scale',
      'net : spinenet\nstem b0 "scale" : L2 bottleneck\nb2 : L2 bottleneck <- b0 "scale"\n',
    ],
    [
      'net : spinenet\nblock |{ "level": 2, "kind": "bottleneck", "inputs": [0, 1] }\nb3 : L3 bottleneck <- b2 b2\n',
      'spine',
      'x',
      'net : spinenet\nblock { "id": "x", "level": 2, "kind": "bottleneck", "inputs": [0, 1] }\nb3 : L3 bottleneck <- x x\n',
    ],
    [
      'net extends spinenet-49\n|b12 : filters=3\n',
      'spine',
      'x',
      'refused: b12 is a block of the spec that this one extends; rename it there',
    ],
    [
      'net extends spinenet-49\n|b17 : L3 bottleneck <- b0 b1\n',
      'spine',
      'b3',
      'refused: "b3" is the id of another block',
    ],
    [
      'net extends spinenet-49\n|b17 : L3 bottleneck <- b0 b1\nb18 : L\n',
      'spine',
      'x',
      'refused: the text has syntax errors; mend them first',
    ],
    [
      'net : spinenet\n|b2 : L2 bottleneck <- b0 b1\nb2 : L3 bottleneck <- b0 b1\n',
      'spine',
      'x',
      'refused: two blocks are called b2',
    ],
    [
      '[[2, "bottleneck", [0, 1], false], [3, "bottleneck", [0, |2], true]]',
      'json',
      'x',
      'refused: entries of the exchange form have no ids, only positions',
    ],
    [
      '{ "blocks": [{ "id": "|b2", "level": 2, "kind": "bottleneck", "inputs": ["b0", 1] }, { "inputs": ["b2", 2] }] }',
      'json',
      'x',
      '{ "blocks": [{ "id": "x", "level": 2, "kind": "bottleneck", "inputs": ["b0", 1] }, { "inputs": ["x", 2] }] }',
    ],
    ['net : spi|nenet\n', 'spine', 'x', 'refused: there is no block here'],
    [
      'net : spinenet\n|b2 : L2 bottleneck <- b0 b1\n',
      'spine',
      '2b',
      'refused: "2b" can\'t be an id (a letter, then letters, digits and `_`; 64 at most)',
    ],
  ] as const)('%j', (marked, form, id, after) => {
    expect(renamed(marked, form, id)).toBe(after);
  });

  test.each([
    ['has a syntax error', () => ({ name: '/base.spine', text: 'base extends spinenet-49\nb3 : L\n' })],
    ['is not there', () => undefined],
    ['nobody loads', undefined],
  ])('is refused while the base %s', (_, load) => {
    const text = 'net extends "base.spine"\nb12 : level=5\nq1 : L4 bottleneck <- b12 b10\n';
    const refusal = 'what this spec extends has errors or is not there; mend that first';
    for (const word of ['b12', 'q1']) {
      const at = text.indexOf(word);
      expect(renameTargetAt(text, 'spine', at, { load })).toEqual({ refusal });
      expect(renameAt(text, 'spine', at, 'b5', { load })).toEqual({ refusal });
    }
  });

  test('to the same id changes nothing', () => {
    expect(renameAt('b2 : L2 bottleneck <- b0 b1\n', 'spine', 0, 'b2')).toEqual({ edits: [] });
  });

  test('asks for the new name at the cursor', () => {
    const { text, offset } = cursor('net : spinenet\nb2 : L2 bottleneck <- b0 b1\nb3 : L3 bottleneck <- b0 |b2\n');
    expect(renameTargetAt(text, 'spine', offset)).toEqual({ id: 'b2', start: offset, end: offset + 2 });
  });
});

describe('formatting', () => {
  test('is one edit of what differs, and keeps the kind of line breaks', () => {
    const text = 'net extends spinenet-49\r\nscale   filters=2\r\n';
    const edits = formatText(text, 'spine')!;
    expect(edits).toHaveLength(1);
    expect(applyEdits(text, edits)).toBe('net extends spinenet-49\r\nscale filters=2\r\n');
    expect(formatText(applyEdits(text, edits), 'spine')).toEqual([]);
  });

  test('leaves what can not be read', () => {
    expect(formatText('{ "a": ', 'json')).toBeUndefined();
  });
});
