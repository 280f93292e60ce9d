/** Every built-in is at once documentation, a golden, a test of the schema, and a spec that nobody warns about. */
import { describe, expect, test } from 'vitest';
import { builtinNames, builtinSource } from '../../compiler/resolve/builtins.ts';
import { scalePresets } from '../../compiler/resolve/presets.ts';
import { understand } from '../../compiler/pipeline.ts';
import { formatSpec } from '../../compiler/syntax/format.ts';
import { parse } from '../../compiler/syntax/parse.ts';
import { propertyOf } from '../../compiler/syntax/path.ts';

const inThisVersion = [
  ...['d0', 'd1', 'd2', 'd3', 'd4', 'm0', 'm1', 'm2'].map((id) => `eff-spinenet-${id}`),
  'r0-sp53',
  'r23-sp30',
  'resnet-34',
  'resnet-50',
  'resnet-50-fpn',
  'resnet-101',
  'resnet-101-fpn',
  'resnet-152',
  'resnet-152-fpn',
  'resnet-200-fpn',
  'spinenet-49',
  'spinenet-49-nas-proxy',
  'spinenet-49-p2',
  'spinenet-49s',
  'spinenet-96',
  'spinenet-143',
  'spinenet-143l',
  'spinenet-190',
  'spinenet-mobile-49',
  'spinenet-mobile-49s',
  'spinenet-mobile-49xs',
];

test('the built-ins, numbers in order', () => {
  expect(builtinNames).toEqual(inThisVersion);
  expect(builtinSource('spinenet-94')).toBeUndefined();
  expect(builtinSource('__proto__')).toBeUndefined();
});

describe.each(builtinNames)('%s', (name) => {
  const source = builtinSource(name)!;
  const { value, ast, diagnostics } = understand(source);

  test('has no errors and no warnings', () => {
    expect(diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  test('says what it is and where it comes from', () => {
    expect(value?.name).toBe(name);
    expect(source.text).toMatch(/^\/\/ \S/);
    expect(propertyOf(ast?.root, 'description')).toBeDefined();
    expect(propertyOf(ast?.root, '$schema')?.value).toMatchObject({ value: '../compiler/schema/spec.schema.json' });
  });

  test('is written as `fmt` writes', () => {
    const parsed = parse(source.text, { name: source.name });
    expect(formatSpec(parsed.value!).value).toBe(source.text);
  });

  test('resolves to its golden', async () => {
    await expect(`${JSON.stringify(value, null, 2)}\n`).toMatchFileSnapshot(`../golden/resolved/${name}.json`);
  });

  test.each(['retinanet'])('takes a %s head', (head) => {
    const variant = understand(source, { head });
    expect(variant.value?.head.kind).toBe(head);
    expect(variant.diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
  });
});

test.each([...scalePresets])('the scale %s is the one of its built-in', (name, scale) => {
  expect(understand(builtinSource(`spinenet-${name}`)!).value?.scale).toEqual(scale);
});

describe('figures that the published tables give', () => {
  const spec = (name: string) => understand(builtinSource(name)!).value!;
  test('sizes', () => {
    const sizes = Object.fromEntries(builtinNames.map((name) => [name, spec(name).input.width]));
    expect(sizes).toMatchObject({ 'spinenet-49s': 640, 'spinenet-49': 640, 'spinenet-96': 1024, 'spinenet-143': 1280 });
    expect(sizes).toMatchObject({ 'spinenet-190': 1280, 'spinenet-49-nas-proxy': 512 });
  });

  test('heads', () => {
    const head = (name: string) => {
      const { filters, convs, anchors } = spec(name).heads.retinanet;
      return [filters, convs, anchors.size];
    };
    expect(head('spinenet-49s')).toEqual([128, 4, 3]);
    expect(head('spinenet-49')).toEqual([256, 4, 3]);
    expect(head('spinenet-96')).toEqual([256, 4, 3]);
    expect(head('spinenet-143')).toEqual([256, 4, 4]);
    expect(head('spinenet-143l')).toEqual([256, 4, 4]);
    expect(head('spinenet-190')).toEqual([512, 7, 4]);
    expect(head('spinenet-49-nas-proxy')).toEqual([64, 4, 3]);
  });

  test('the edge that no list shows: b11 into b14', () => {
    const { diagnostics } = understand(builtinSource('spinenet-49')!);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'SPN2037 b11 is added to b14, because no block takes it',
    ]);
  });
});
