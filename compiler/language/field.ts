/** What the schema says about a field: its type, its limits, its default, what it is for. */
import { documentedSchema } from '../schema/documented-schema.generated.ts';
import { describeTypes } from '../schema/describe.ts';
import { objectMember, schemaAt, type Schema } from '../schema/schema-at.ts';
import { formatPath, type PathStep } from '../syntax/ast.ts';

export interface Field {
  readonly path: readonly PathStep[];
  readonly schema: Schema;
  readonly description: string;
  /** `a whole number, 1 to 100`, `one of relu, swish` */
  readonly type: string;
  /** As JSON; undefined where the schema gives none. */
  readonly default: string | undefined;
}

/** Undefined where the schema knows no field. */
export function fieldAt(path: readonly PathStep[]): Field | undefined {
  const schema = schemaWithLevels(path);
  const { description } = schema;
  if (typeof description !== 'string') return undefined;
  const byDefault = 'default' in schema ? JSON.stringify(schema['default']) : undefined;
  return { path, schema, description, type: typeOf(schema), default: byDefault };
}

/** `baseFilters` has levels for fields, which its schema describes together. */
function schemaWithLevels(path: readonly PathStep[]): Schema {
  const schema = schemaAt(path, documentedSchema);
  if (path.length !== 2 || path[0] !== 'baseFilters') return schema;
  return { description: 'Base filters of the blocks of a level.', ...objectMember(fieldsOf(['baseFilters']), '*') };
}

/** Schemas of the fields that an object at a path may have, by name; `*` stands for any level. */
function fieldsOf(path: readonly PathStep[]): Schema {
  const schema = schemaAt(path, documentedSchema);
  const others = objectMember(schema, 'additionalProperties');
  return Object.keys(others).length === 0 ? objectMember(schema, 'properties') : { '*': others };
}

/** Names of the fields that an object at a path may have. */
export function fieldNames(path: readonly PathStep[]): readonly string[] {
  const names = Object.keys(fieldsOf(path));
  return names.includes('*') ? Array.from({ length: 10 }, (_, i) => String(i + 1)) : names;
}

/** Values that a field is given by name, as they are in JSON; empty when they can't be counted. */
export function valuesAt(path: readonly PathStep[]): readonly (string | boolean)[] {
  const schema = schemaWithLevels(path);
  const then = objectMember(schema, 'then');
  const listed = schema['enum'] ?? then['enum'];
  if (Array.isArray(listed)) return listed.filter((value) => typeof value === 'string');
  return schema['type'] === 'boolean' ? [true, false] : [];
}

/** Examples of a field's value, its default first. */
export function examplesAt(path: readonly PathStep[]): readonly unknown[] {
  const { default: byDefault, examples } = schemaWithLevels(path);
  const all = [
    ...(byDefault === undefined ? [] : [byDefault]),
    ...(Array.isArray(examples) ? (examples as unknown[]) : []),
  ];
  return all.filter((value, i) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(value)) === i);
}

function typeOf(schema: Schema): string {
  const { enum: values, type } = schema;
  if (Array.isArray(values)) return `one of ${values.map((value) => code(String(value))).join(', ')}`;
  const words = describeTypes(Array.isArray(type) ? type.map(String) : [String(type)]);
  const limits = limitsOf(schema);
  return limits === '' ? words : `${words}, ${limits}`;
}

function limitsOf({ minimum, maximum, exclusiveMinimum }: Schema): string {
  const [low, above, high] = [minimum, exclusiveMinimum, maximum].map((limit) =>
    typeof limit === 'number' ? String(limit) : undefined,
  );
  if (low !== undefined && high !== undefined) return `${low} to ${high}`;
  return [
    ...(low === undefined ? [] : [`at least ${low}`]),
    ...(above === undefined ? [] : [`more than ${above}`]),
    ...(high === undefined ? [] : [`at most ${high}`]),
  ].join(', ');
}

/** The field in Markdown. */
export function fieldMarkdown(field: Field): string {
  const title = `**${code(formatPath(field.path.filter((step) => typeof step === 'string')))}** · ${field.type}`;
  const byDefault = field.default === undefined ? '' : ` · default ${code(field.default)}`;
  return `${title}${byDefault}\n\n${escapeMarkdown(field.description)}`;
}

/** Text of a person as code: whatever it says, it stays text. */
export function code(text: string): string {
  const plain = text.replace(/[\s`]+/gu, ' ').trim();
  return plain === '' ? '` `' : `\`${plain}\``;
}

/** Descriptions name fields in backticks; everything else in them is plain text. */
function escapeMarkdown(text: string): string {
  return text
    .split(/(`[^`]*`)/u)
    .map((part) => (part.startsWith('`') ? part : part.replace(/[\\*_[\]<>#~|]/gu, '\\$&')))
    .join('');
}
