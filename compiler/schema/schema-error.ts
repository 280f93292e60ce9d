/**
 * One ajv error → one diagnostic in words, with a code, a place in the text, and a suggestion.
 * ajv says where in the data (`instancePath`) and which rule of the schema (`schemaPath`); the tree says where in the text,
 * and the schema what would have been right.
 */
import type { DiagnosticCode } from '../diagnostics/codes.ts';
import { diagnostic, type Diagnostic, type Fix, type Span } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/did-you-mean.ts';
import { formatPath, type PathStep, type SpecNode } from '../syntax/ast.ts';
import { nodeAt, propertyOf } from '../syntax/path.ts';
import { describeNode, describeTypes, joinWords, quote } from './describe.ts';
import { headOf } from './span.ts';
import { objectMember, schemaAt } from './schema-at.ts';
import type { SchemaError } from './validate.generated.ts';

/** An error together with the place it is about. */
interface Site {
  readonly error: SchemaError;
  readonly path: readonly PathStep[];
  readonly node: SpecNode | undefined;
}

interface Finding {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly path?: readonly PathStep[];
  readonly span?: Span | undefined;
  readonly suggestion?: string | undefined;
  readonly fix?: Fix | undefined;
}

/** By ajv keyword. A keyword that is missing here reports nothing of its own: its parts do (`if`, `propertyNames`' pattern). */
const findings: Readonly<Record<string, (site: Site) => Finding | undefined>> = {
  required: missingField,
  additionalProperties: (site) => unknownField(site, String(site.error.params['additionalProperty'])),
  propertyNames: (site) => unknownField(site, String(site.error.params['propertyName'])),
  type: wrongType,
  enum: unknownValue,
  pattern: malformedName,
  minimum: outOfBounds,
  maximum: outOfBounds,
  exclusiveMinimum: outOfBounds,
  minItems: wrongLength,
  maxItems: wrongLength,
  items: wrongLength,
};

/** The diagnostic for an ajv error; undefined for errors that only accompany another one. */
export function schemaDiagnostic(error: SchemaError, root: SpecNode): Diagnostic | undefined {
  const find = Object.hasOwn(findings, error.keyword) ? findings[error.keyword] : undefined;
  if (find === undefined || error.schemaPath.includes('/propertyNames/')) return undefined;
  const path = dataPath(error.instancePath, root);
  const site: Site = { error, path, node: nodeAt(root, path) };
  const finding = find(site);
  if (finding === undefined) return undefined;
  const { code, message, ...where } = finding;
  const text = formatPath(where.path ?? path);
  return diagnostic(code, message, {
    span: where.span ?? headOf(site.node?.span),
    ...(text === '' ? {} : { path: text }),
    ...(where.suggestion === undefined ? {} : { suggestion: where.suggestion }),
    ...(where.fix === undefined ? {} : { fix: where.fix }),
  });
}

/** `/blocks/3/id` → `['blocks', 3, 'id']`; the tree tells list items from fields whose names are digits. */
function dataPath(pointer: string, root: SpecNode): readonly PathStep[] {
  const path: PathStep[] = [];
  let node: SpecNode | undefined = root;
  for (const raw of pointer.split('/').slice(1)) {
    const key = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    const step: PathStep = node?.kind === 'array' ? Number(key) : key;
    node =
      typeof step === 'number' ? (node as { items: readonly SpecNode[] }).items[step] : propertyOf(node, step)?.value;
    path.push(step);
  }
  return path;
}

function nameOf(path: readonly PathStep[]): string {
  return path.length === 0 ? 'a spec' : `\`${formatPath(path)}\``;
}

function missingField({ error, path, node }: Site): Finding {
  const field = String(error.params['missingProperty']);
  const id = propertyOf(node, 'id')?.value;
  const who = id?.kind === 'scalar' && typeof id.value === 'string' ? `block ${quote(id.value)}` : nameOf(path);
  const suggestion =
    path.length === 0 ? 'give `blocks`, or start from another spec: `"extends": "spinenet-49"`' : undefined;
  return { code: 'SPN2004', message: `${who} has no \`${field}\``, suggestion };
}

function unknownField({ path, node }: Site, field: string): Finding {
  const property = propertyOf(node, field);
  const known = knownFields(path);
  const isLevel = path[0] === 'baseFilters';
  const guess = isLevel ? undefined : nearest(field, known);
  const all = isLevel ? 'its fields are levels, "1" to "10"' : `its fields are ${joinWords(known, 'and')}`;
  const place = path.length === 0 ? 'a spec' : nameOf(path);
  return {
    code: 'SPN2003',
    message: `${place} has no field ${quote(field)}`,
    // A name of megabytes is shown in no path.
    path: field.length > 64 ? path : [...path, field],
    span: property?.keySpan ?? headOf(property?.span),
    suggestion: guess === undefined ? all : `did you mean \`${guess}\`?`,
    fix: guess === undefined ? undefined : replacement(property?.keySpan, guess),
  };
}

/** ajv names the rule, not the alternatives: those are in the schema of the object. */
function knownFields(path: readonly PathStep[]): readonly string[] {
  return Object.keys(objectMember(schemaAt(path), 'properties')).filter((key) => key !== '$schema');
}

function wrongType({ error, path, node }: Site): Finding {
  const { type } = error.params;
  const types = Array.isArray(type) ? type.map(String) : String(type).split(',');
  if (path.length === 0)
    return { code: 'SPN2002', message: `a spec is an object or a list of blocks, not ${describeNode(node)}` };
  const suggestion = unquoted(types, node);
  return {
    code: 'SPN2005',
    message: `${nameOf(path)} takes ${describeTypes(types)}, not ${describeNode(node)}`,
    suggestion: suggestion === undefined ? undefined : `write ${suggestion} without quotes`,
    fix: suggestion === undefined ? undefined : replacement(node?.span, suggestion, true),
  };
}

/** The number or truth value that a text spells, when that is what the field takes. */
function unquoted(types: readonly string[], node: SpecNode | undefined): string | undefined {
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  const { value } = node;
  if (types.includes('integer') && /^\d{1,9}$/.test(value)) return value;
  if (types.includes('number') && /^\d{1,9}(\.\d{1,9})?$/.test(value)) return value;
  return types.includes('boolean') && (value === 'true' || value === 'false') ? value : undefined;
}

function unknownValue({ error, path, node }: Site): Finding | undefined {
  const allowed = (error.params['allowedValues'] as readonly unknown[]).map(String);
  // A value of another type is the type rule's business.
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  const guess = nearest(node.value, allowed);
  return {
    code: 'SPN2006',
    message: `${nameOf(path)} does not take ${quote(node.value)}; it takes ${joinWords(allowed)}`,
    suggestion: guess === undefined ? undefined : `did you mean \`${guess}\`?`,
    fix: guess === undefined ? undefined : replacement(node.span, guess),
  };
}

function malformedName({ path, node }: Site): Finding {
  const value = node?.kind === 'scalar' ? String(node.value) : '';
  const rule =
    path.length === 1
      ? 'letters, digits, and inside also `.`, `_` and `-`; 100 at most'
      : 'a letter, then letters, digits and `_`; 64 at most';
  const foreign = /[^\x20-\x7e]/u.exec(value)?.[0];
  const hidden = foreign === undefined ? '' : `; it has the character U+${codePoint(foreign)}`;
  return {
    code: 'SPN2008',
    message: `${quote(value)} can't be ${path.length === 1 ? 'the name of a network' : 'an id'} (${rule})${hidden}`,
  };
}

function codePoint(character: string): string {
  return character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
}

function outOfBounds({ error, path, node }: Site): Finding {
  const { comparison, limit } = error.params;
  const words: Readonly<Record<string, string>> = {
    '>=': 'at least',
    '<=': 'at most',
    '>': 'more than',
    '<': 'less than',
  };
  const isLevel = schemaAt(path)['$ref'] === '#/$defs/level';
  return {
    code: isLevel ? 'SPN2043' : 'SPN2007',
    message: isLevel
      ? `${nameOf(path)} is ${describeNode(node).replace(/^the number /, '')}; levels go from 1 to 10`
      : `${nameOf(path)} has to be ${words[String(comparison)] ?? String(comparison)} ${String(limit)}, not ${describeNode(node).replace(/^the number /, '')}`,
  };
}

function wrongLength({ error, path, node }: Site): Finding {
  const count = node?.kind === 'array' ? node.items.length : 0;
  const limit = Number(error.params['limit']);
  if (path.at(-1) === 'inputs' || (path.length === 2 && path[1] === 2))
    return { code: 'SPN2034', message: `a block has two inputs; ${nameOf(path)} lists ${count}` };
  const bound = { minItems: 'at least ', maxItems: 'at most ' }[error.keyword] ?? '';
  const words =
    path.length === 1 && typeof path[0] === 'number' ? 'an entry has 4 items: level, kind, inputs, output' : undefined;
  return {
    code: 'SPN2010',
    message:
      words === undefined
        ? `${nameOf(path)} takes ${bound}${limit} ${limit === 1 ? 'item' : 'items'}, not ${count}`
        : `${words}; this one has ${count}`,
  };
}

/** Replaces what a span covers, within the quotes that stand there unless `bare`. */
function replacement(span: Span | undefined, text: string, bare = false): Fix | undefined {
  if (span === undefined) return undefined;
  const quoted = !bare && span.source.text[span.start] === '"';
  return { title: `Write ${text}`, span, text: quoted ? JSON.stringify(text) : text };
}
