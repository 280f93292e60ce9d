/** The part of the JSON Schema that describes a place of a spec. */
import type { PathStep } from '../syntax/ast.ts';
import { specSchema } from './spec-schema.generated.ts';

export type Schema = Readonly<Record<string, unknown>>;

/** The schema of the value that a path leads to, `$ref` followed; empty where the schema knows nothing. */
export function schemaAt(path: readonly PathStep[], root: Schema = specSchema): Schema {
  return path.reduce<Schema>((schema, step) => {
    if (typeof step === 'number') {
      const { prefixItems } = schema;
      return followed(Array.isArray(prefixItems) ? asSchema(prefixItems[step]) : objectMember(schema, 'items'), root);
    }
    const properties = objectMember(schema, 'properties');
    return followed(Object.hasOwn(properties, step) ? asSchema(properties[step]) : {}, root);
  }, root);
}

/** A member that is an object; empty when it is missing or something else. */
export function objectMember(schema: Schema, key: string): Schema {
  return Object.hasOwn(schema, key) ? asSchema(schema[key]) : {};
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? (value as Schema) : {};
}

/** What stands beside a `$ref` describes the place, the rest is the definition's. */
function followed(schema: Schema, root: Schema): Schema {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  const name = reference.replace('#/$defs/', '');
  return { ...objectMember(objectMember(root, '$defs'), name), ...schema };
}
