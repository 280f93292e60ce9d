/** The JSON Schema itself: every field explains itself, its examples and defaults are right, and so are the types made of it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Ajv2020 as Ajv } from 'ajv/dist/2020.js';
import { builtinNames, builtinSource } from '../../compiler/resolve/builtins.ts';
import { scalePresets } from '../../compiler/resolve/presets.ts';
import { resolve } from '../../compiler/resolve/resolve.ts';
import { specSchema } from '../../compiler/schema/spec-schema.generated.ts';
import { validateSchema } from '../../compiler/schema/validate.ts';
import { parse } from '../../compiler/syntax/parse.ts';
import { fromPlain } from '../../compiler/syntax/plain.ts';

type Schema = Readonly<Record<string, unknown>>;

const text = readFileSync(new URL('../../compiler/schema/spec.schema.json', import.meta.url), 'utf8');
const schema = JSON.parse(text) as Schema & { $defs: Readonly<Record<string, Schema>> };

/** Every field and list item, with where it is; what a `$ref` brings counts. */
function fields(of: Schema, path: string): { path: string; field: Schema }[] {
  const own = typeof of['$ref'] === 'string' ? { ...schema.$defs[of['$ref'].replace('#/$defs/', '')], ...of } : of;
  const below = { ...(own['properties'] as Record<string, Schema> | undefined) };
  (own['prefixItems'] as Schema[] | undefined)?.forEach((item, i) => (below[`[${i}]`] = item));
  if (typeof own['items'] === 'object') below['[]'] = own['items'] as Schema;
  return [{ path, field: own }, ...Object.entries(below).flatMap(([key, child]) => fields(child, `${path}/${key}`))];
}

/** The schema without what only an editor reads; `properties` and `$defs` have names of fields as keys, whatever they are. */
function withoutTexts(value: unknown, keysAreNames = false): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutTexts(item));
  if (typeof value !== 'object' || value === null) return value;
  const texts = keysAreNames ? [] : ['title', 'description', 'examples', 'default'];
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !texts.includes(key))
      .map(([key, member]) => [key, withoutTexts(member, !keysAreNames && ['properties', '$defs'].includes(key))]),
  );
}

const all = fields(schema, '');

describe('every field', () => {
  test.each(all.map(({ path, field }) => [path, field] as const))('%s has a description and an example', (_, field) => {
    expect(field['description']).toMatch(/^[A-Za-z].*\.$/s);
    expect((field['examples'] as unknown[]).length).toBeGreaterThan(0);
  });

  test('has examples that it accepts', () => {
    const ajv = new Ajv({ strict: false });
    for (const { path, field } of all)
      for (const example of field['examples'] as unknown[]) {
        // A list entry is only complete as a part of a whole spec.
        const valid = ajv.validate({ ...field, $defs: schema.$defs }, example);
        expect(valid, `${path} ${JSON.stringify(example)} ${ajv.errorsText()}`).toBe(true);
      }
  });

  test('has the default that it documents', () => {
    const minimal = {
      levels: { min: 2, max: 2 },
      blocks: [{ level: 2, kind: 'residual', inputs: [0, 1], output: true }],
    };
    const spec = resolve({ syntax: 'builder', root: fromPlain({ ...minimal, levels: {} }) })
      .value! as unknown as Schema;
    // Only families with mbconv blocks have settings of them.
    const mobile = { family: 'spinenet-mobile', stem: { kind: 'mobile', blocks: [{ level: 1, kind: 'mbconv' }] } };
    const { mbconv } = resolve({ syntax: 'builder', root: fromPlain({ ...minimal, ...mobile }) }).value!;
    for (const { path, field } of all) {
      if (field['default'] === undefined || path.includes('[') || path.startsWith('/head')) continue;
      const value = path
        .split('/')
        .slice(1)
        .reduce<unknown>((object, key) => (object as Schema)[key], { ...spec, mbconv });
      const isLeftOut = path === '/stem/blocks' || path === '/scale/divisor';
      const expected = isLeftOut ? value : field['default'];
      expect(value, path).toEqual(expected);
    }
    const stemBlocks = all.find(({ path }) => path === '/stem/blocks')!.field;
    expect((spec['stem'] as Schema)['blocks']).toEqual(stemBlocks['default']);
  });
});

test('the schema is a valid one, and the compiled copy is the file', () => {
  expect(new Ajv({ strict: false }).validateSchema(schema)).toBe(true);
  expect(withoutTexts(schema)).toEqual(specSchema);
});

test('the compiled validator agrees with ajv at run time', () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  for (const name of builtinNames) {
    const { value } = parse(builtinSource(name)!.text, { name });
    expect(validateSchema(value!)).toEqual([]);
  }
  const wrong: unknown[] = [{}, [], [[1]], { extends: 3 }, { extends: 'x', scale: 'y' }, { blocks: [{}] }, 'x', null];
  for (const data of wrong) {
    const ours = validateSchema({ syntax: 'builder', root: fromPlain(data) });
    expect(ours.length > 0, JSON.stringify(data)).toBe(!validate(data));
  }
});

test("the schema's scale names are the presets", () => {
  expect((schema.$defs['scale']!['then'] as Schema)['enum']).toEqual([...scalePresets.keys()]);
});
