/** `--set`, `--input` and `--head`: what they change in a spec, and what they refuse. */
import { describe, expect, test } from 'vitest';
import type { ResolveOptions } from '../../compiler/resolve/resolve.ts';
import { messageOf, resolved, resolveFiles } from './read.ts';

const spinenet49 = '{ "extends": "spinenet-49" }';

function set(path: string, value: unknown, text = spinenet49) {
  return resolved(text, { set: [{ path, value }] });
}

function problems(options: ResolveOptions): readonly string[] {
  return resolveFiles({ net: spinenet49 }, 'net', options).diagnostics.map(messageOf);
}

describe('--set', () => {
  test('fields that are written, and fields that are not', () => {
    expect(set('scale.repeats', 2).scale.repeats).toBe(2);
    expect(set('merge.unconsumed', 'ignore').merge).toEqual({ unconsumed: 'ignore', weighted: false });
    expect(set('baseFilters.8', 256).baseFilters['8']).toBe(256);
    expect(set('scale', '96').scale.repeats).toBe(2);
  });

  test('blocks by position, by id, and by id alone', () => {
    for (const path of ['blocks[10].repeats', 'blocks.b12.repeats', 'b12.repeats'])
      expect(set(path, 3).blocks[10]).toMatchObject({ id: 'b12', repeats: 3 });
    expect(set('b12.inputs[1]', 9).blocks[10]!.inputs).toEqual(['b5', 'b9']);
    expect(set('b12.inputs', [3, 'b4']).blocks[10]!.inputs).toEqual(['b3', 'b4']);
    expect(set('b1.kind', 'residual').stem.blocks[1]!.kind).toBe('residual');
    expect(set('stem.blocks.b0.kind', 'residual').stem.blocks[0]!.kind).toBe('residual');
  });

  test('in order, the last one wins', () => {
    const many = {
      set: [
        { path: 'scale', value: '96' },
        { path: 'scale.filters', value: 2 },
        { path: 'scale.filters', value: 3 },
      ],
    };
    expect(resolved(spinenet49, many).scale).toMatchObject({ filters: 3, repeats: 2 });
  });

  test('a dialect changes what nobody chose', () => {
    const torch = set('dialect', 'torch');
    expect(torch).toMatchObject({
      endpoints: { activation: false },
      poolPadding: 'symmetric',
      resample: { fit: 'level' },
    });
    expect(torch.heads.retinanet).toMatchObject({ classes: 80, anchors: { aspectRatios: [0.5, 1, 2] } });
    expect(set('dialect', 'garden')).toMatchObject({ padding: 'same', resample: { pool: 'repeated', fit: 'width' } });
    expect(set('dialect', 'torch', '{ "extends": "spinenet-49", "padding": "same" }').padding).toBe('same');
  });

  test.each<[string, unknown, string]>([
    ['scale.repeat', 2, 'SPN2023 --set:1:1 `scale` has no field "repeat"'],
    ['blocks.b99.level', 3, 'SPN2023 --set:1:1 no block has the id "b99"'],
    ['blocks[15].level', 3, 'SPN2023 --set:1:1 the list has no item 15; it has 15'],
    ['name.first', 'x', 'SPN2023 --set:1:1 `name` is a plain value, without fields'],
    ['scale[0]', 1, 'SPN2023 --set:1:1 `scale` is not a list'],
    ['a b', 1, 'SPN2023 --set:1:1 "a b" is not the path of a field'],
    ['', 1, 'SPN2023 --set:1:1 "" is not the path of a field'],
    ['__proto__.polluted', true, 'SPN2023 --set:1:1 a spec has no field "__proto__"'],
    ['constructor', 1, 'SPN2023 --set:1:1 a spec has no field "constructor"'],
    ['input.toString', 1, 'SPN2023 --set:1:1 `input` has no field "toString"'],
    ['scale.repeats', 'two', 'SPN2005 --set:1:15 `scale.repeats` takes a whole number or a list, not text "two"'],
    ['input.width', 0, 'SPN2007 --set:1:13 `input.width` has to be at least 1, not 0'],
    ['scale', '97', 'SPN2006 --set:1:7 `scale` does not take "97"; it takes 49s, 49, 96, 143, 143l or 190'],
    ['stem', 3, 'SPN2005 --set:1:6 `stem` takes an object, not the number 3'],
    ['stem.blocks', 'b0', 'SPN2005 --set:1:13 `stem.blocks` takes a list, not text "b0"'],
    ['dialect', Number.NaN, "SPN1080 --set:1:9 a spec can't hold the number NaN"],
  ])('%s = %j', (path, value, message) => {
    expect(problems({ set: [{ path, value }] })).toEqual([message]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('suggestions', () => {
    const suggestion = (path: string) =>
      resolveFiles({ net: spinenet49 }, 'net', { set: [{ path, value: 1 }] }).diagnostics[0]!.suggestion;
    expect(suggestion('scale.repeat')).toBe('did you mean `repeats`?');
    expect(suggestion('blocks.b122.level')).toBe('did you mean `b12`?');
  });
});

describe('--input and --head', () => {
  test('the size changes, the channels stay', () => {
    const spec = resolved('{ "extends": "spinenet-49", "input": { "channels": 1 } }', {
      input: { height: 128, width: 256 },
    });
    expect(spec.input).toEqual({ height: 128, width: 256, channels: 1 });
    expect(problems({ input: { height: 0, width: 640 } })).toEqual([
      'SPN2007 --input:1:1 `input.height` has to be at least 1, not 0',
    ]);
  });

  test('a head takes the settings that the spec has for it, and --set changes them', () => {
    const head = (options: ResolveOptions) => resolved('{ "extends": "spinenet-190" }', options).head;
    expect(head({})).toEqual({ kind: 'none' });
    expect(head({ head: 'retinanet' })).toMatchObject({
      kind: 'retinanet',
      filters: 512,
      convs: 7,
      classes: 91,
      anchors: { size: 4 },
    });
    expect(head({ head: 'retinanet', set: [{ path: 'head.classes', value: 80 }] })).toMatchObject({
      classes: 80,
      convs: 7,
    });
    expect(head({ head: 'retinanet', set: [{ path: 'head.anchors.scales', value: 1 }] })).toMatchObject({
      anchors: { scales: 1, size: 4, aspectRatios: [1, 2, 0.5] },
    });
    expect(head({ head: 'retinanet', set: [{ path: 'heads.retinanet.convs', value: 2 }] })).toMatchObject({ convs: 2 });
  });

  test('heads that do not exist', () => {
    expect(problems({ head: 'retinanett' })[0]).toMatch(/^SPN2025 --head:1:1 there is no head "retinanett"/);
    expect(problems({ head: 'mask-rcnn' })).toEqual([]);
    expect(problems({ head: '__proto__' })[0]).toMatch(/^SPN2025/);
  });

  test('settings of a head that is not there are a warning', () => {
    const outcome = resolveFiles({ net: spinenet49 }, 'net', { set: [{ path: 'head.classes', value: 80 }] });
    expect(outcome.value?.head).toEqual({ kind: 'none' });
    expect(outcome.diagnostics).toMatchObject([{ code: 'SPN2026', severity: 'warning' }]);
  });
});
