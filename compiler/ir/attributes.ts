/**
 * Holds an op's attributes to the JSON Schema that the op declares. Ops need a few keywords only, so a small checker does
 * (a schema compiler would weigh more than the rest of the IR); any other keyword is an internal error, not a silent pass.
 */
import type { AttributeSchema } from '../ops/op.ts';

type Schema = Readonly<Record<string, unknown>>;
type Keyword = (expected: never, value: unknown, schema: Schema) => readonly string[];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const typeTests: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  // Infinities are numbers here (a pool is padded with −∞), NaN is not.
  number: (value) => typeof value === 'number' && !Number.isNaN(value),
  integer: Number.isInteger,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
};

const keywords: Readonly<Record<string, Keyword>> = {
  type: (name: string, value) => (typeTests[name]?.(value) ? [] : [`is not of type ${name}`]),
  enum: (allowed: readonly unknown[], value) =>
    allowed.includes(value) ? [] : [`is not one of ${allowed.map((a) => JSON.stringify(a)).join(', ')}`],
  minimum: (least: number, value) => (typeof value === 'number' && value < least ? [`is less than ${least}`] : []),
  minItems: (least: number, value) =>
    Array.isArray(value) && value.length < least ? [`has fewer than ${least} items`] : [],
  maxItems: (most: number, value) =>
    Array.isArray(value) && value.length > most ? [`has more than ${most} items`] : [],
  items: (item: Schema, value) =>
    Array.isArray(value) ? value.flatMap((v, i) => problems(item, v).map((problem) => `[${i}] ${problem}`)) : [],
  prefixItems: (schemas: readonly Schema[], value) =>
    Array.isArray(value)
      ? schemas.flatMap((item, i) => (i < value.length ? problems(item, value[i]).map((p) => `[${i}] ${p}`) : []))
      : [],
  anyOf: (branches: readonly Schema[], value) => {
    const found = branches.map((branch) => problems(branch, value));
    return found.some((f) => f.length === 0) ? [] : [found.flat().join(' and ')];
  },
  required: (names: readonly string[], value) =>
    isObject(value) ? names.filter((name) => !Object.hasOwn(value, name)).map((name) => `lacks ${name}`) : [],
  properties: (properties: Readonly<Record<string, Schema>>, value) =>
    isObject(value)
      ? Object.entries(properties).flatMap(([name, schema]) =>
          Object.hasOwn(value, name) ? problems(schema, value[name]).map((problem) => `${name} ${problem}`) : [],
        )
      : [],
  additionalProperties: (_allowed: false, value, schema) => {
    const known = schema['properties'] as Schema;
    return isObject(value)
      ? Object.keys(value)
          .filter((name) => !Object.hasOwn(known, name))
          .map((name) => `has an unknown field ${JSON.stringify(name)}`)
      : [];
  },
  pattern: (expression: string, value) =>
    typeof value === 'string' && !new RegExp(expression, 'u').test(value) ? [`does not match ${expression}`] : [],
  default: () => [],
  description: () => [],
};

function problems(schema: Schema, value: unknown): readonly string[] {
  return Object.entries(schema).flatMap(([keyword, expected]) => {
    const check = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
    if (!check) throw new Error(`attribute schemas don't use ${keyword}`);
    return check(expected as never, value, schema);
  });
}

/** What is wrong with the attributes; empty when they fit. Throws on a schema with an unknown keyword. */
export function attributeProblems(schema: AttributeSchema, attributes: unknown): readonly string[] {
  return problems(schema, attributes);
}

const fieldsOf = (schema: AttributeSchema): readonly (readonly [string, Schema])[] =>
  Object.entries(schema['properties'] as Readonly<Record<string, Schema>>);

/** The schema's default of every field that has one. */
export function attributeDefaults(schema: AttributeSchema): Schema {
  return Object.fromEntries(
    fieldsOf(schema).flatMap(([name, field]) => ('default' in field ? [[name, field['default']]] : [])),
  );
}

/** The same attributes with their fields in the schema's order, unknown ones last: what makes printed text canonical. */
export function inSchemaOrder(schema: AttributeSchema, attributes: Schema): Schema {
  const known = fieldsOf(schema).flatMap(([name]) => (Object.hasOwn(attributes, name) ? [name] : []));
  const names = new Set([...known, ...Object.keys(attributes)]);
  return Object.fromEntries([...names].map((name) => [name, attributes[name]]));
}
