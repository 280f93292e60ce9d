/**
 * Changes from outside the text: `--set path=value`, `--input`, `--head`. They are made on the tree, so that what they say is
 * validated, resolved and checked like everything else; messages about them frame the option itself.
 */
import { nearest } from '../diagnostics/did-you-mean.ts';
import {
  diagnostic,
  DiagnosticError,
  hasErrors,
  type Diagnostic,
  type SourceFile,
  type Span,
} from '../diagnostics/diagnostic.ts';
import { joinWords, quote } from '../schema/describe.ts';
import { specSchema } from '../schema/spec-schema.generated.ts';
import type { ObjectNode, PathStep, SpecNode } from '../syntax/ast.ts';
import { parsePath, propertyOf } from '../syntax/path.ts';
import { fromPlain, toPlain } from '../syntax/plain.ts';
import { yieldNetworks } from './head-network.ts';
import { identify } from './identify.ts';
import { itemsOf, textOf, withMember } from './tree.ts';

export interface Setting {
  readonly path: string;
  readonly value: unknown;
}

export interface Changes {
  readonly set?: readonly Setting[] | undefined;
  readonly input?: { readonly height: number; readonly width: number } | undefined;
  readonly head?: string | undefined;
}

/** Heads the schema knows. */
export const headKinds = ['none', 'retinanet', 'mask-rcnn', 'classification'];

/** No field lies as deep as specs may be nested. */
const deepestPath = 64;

interface Edit {
  readonly steps: readonly PathStep[];
  readonly value: unknown;
  /** Of the path and of the value, in the option's text. */
  readonly pathSpan: Span;
  readonly valueSpan: Span;
}

/** The changed tree. With an error, the tree as it was. Blocks must have ids. */
export function applyChanges(
  root: ObjectNode,
  changes: Changes,
): {
  readonly root: ObjectNode;
  readonly sources: ReadonlySet<SourceFile>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const edits: Edit[] = [];
  const { head, input } = changes;
  if (head !== undefined) {
    const edit = option('--head', head, ['head', 'kind'], head);
    if (headKinds.includes(head)) edits.push(edit);
    else diagnostics.push(unknownHead(head, edit.valueSpan));
  }
  if (input !== undefined) {
    const old = propertyOf(root, 'input')?.value;
    const value = { ...(old?.kind === 'object' ? (toPlain(old) as object) : {}), ...input };
    edits.push(option('--input', `${input.height}x${input.width}`, ['input'], value));
  }
  for (const setting of changes.set ?? []) {
    const edit = settingEdit(setting);
    if ('steps' in edit) edits.push(edit);
    else diagnostics.push(edit);
  }
  let result = root;
  for (const edit of edits) {
    try {
      const value = placed(fromPlain(edit.value), edit.valueSpan);
      // Blocks that one setting makes or moves have their ids for the next.
      const steps = fullPath(result, edit.steps);
      result = identify(change(yieldNetworks(result, treeOf(steps, value)), steps, value, edit, 0) as ObjectNode);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      diagnostics.push(...error.diagnostics.map((found) => ({ ...found, span: found.span ?? edit.valueSpan })));
    }
  }
  const sources = new Set(edits.map(({ pathSpan }) => pathSpan.source));
  return { root: hasErrors(diagnostics) ? root : result, sources, diagnostics };
}

/** The error for a kind of head that nobody has heard of. */
export function unknownHead(kind: string, span?: Span): Diagnostic {
  const guess = nearest(kind, headKinds);
  return diagnostic('SPN2025', `there is no head ${quote(kind)}; there are ${joinWords(headKinds, 'and')}`, {
    span,
    suggestion: guess === undefined ? undefined : `did you mean \`${guess}\`?`,
  });
}

function option(name: string, text: string, steps: readonly PathStep[], value: unknown): Edit {
  const span: Span = { source: { name, text }, start: 0, end: text.length };
  return { steps, value, pathSpan: span, valueSpan: span };
}

function settingEdit({ path, value }: Setting): Edit | Diagnostic {
  const source: SourceFile = { name: '--set', text: `${path}=${shownValue(value)}` };
  const pathSpan: Span = { source, start: 0, end: path.length };
  const steps = parsePath(path);
  const fixed = steps?.[0];
  if (fixed === 'extends' || fixed === '$schema')
    return diagnostic('SPN2023', `\`${fixed}\` belongs to the file: --set changes what its spec resolves to`, {
      span: pathSpan,
    });
  if (steps === undefined || steps.length === 0 || steps.length > deepestPath)
    return diagnostic('SPN2023', `${quote(path)} is not the path of a field`, {
      span: pathSpan,
      suggestion: 'write paths as `scale.repeats`, `blocks[10].inputs[1]` or `blocks.b12.repeats`',
    });
  return { steps, value, pathSpan, valueSpan: { source, start: path.length + 1, end: source.text.length } };
}

/** As JSON where it can be; `1e309` has become Infinity before it gets here. */
function shownValue(value: unknown): string {
  if (typeof value === 'number') return String(value);
  try {
    return value === undefined ? 'undefined' : JSON.stringify(value);
  } catch {
    return '…'; // nested so deep that the value is refused below
  }
}

/** `b12.repeats` is short for `blocks.b12.repeats`. */
function fullPath(root: ObjectNode, steps: readonly PathStep[]): readonly PathStep[] {
  const first = steps[0];
  const fields = specSchema['properties'] as Readonly<Record<string, unknown>>;
  if (typeof first !== 'string' || Object.hasOwn(fields, first)) return steps;
  if (itemsOf(root, 'blocks').some((block) => textOf(block, 'id') === first)) return ['blocks', ...steps];
  const stem = propertyOf(root, 'stem')?.value;
  if (itemsOf(stem, 'blocks').some((block) => textOf(block, 'id') === first)) return ['stem', 'blocks', ...steps];
  return steps;
}

/** A spec that says nothing but this. */
function treeOf(steps: readonly PathStep[], value: SpecNode): ObjectNode {
  const inner = steps.reduceRight<SpecNode>(
    (node, step) => ({ kind: 'object', properties: [{ key: String(step), value: node }] }),
    value,
  );
  return inner.kind === 'object' ? inner : { kind: 'object', properties: [] };
}

/** The node with the value put where the steps from `at` on lead. Fields are made as needed, list items are not. */
function change(
  node: SpecNode | undefined,
  steps: readonly PathStep[],
  value: SpecNode,
  edit: Edit,
  at: number,
): SpecNode {
  const step = steps[at];
  if (step === undefined) return value;
  const below = (child: SpecNode | undefined): SpecNode => change(child, steps, value, edit, at + 1);
  if (node?.kind === 'array') {
    const index = typeof step === 'number' ? step : node.items.findIndex((item) => textOf(item, 'id') === step);
    const item = node.items[index];
    if (item === undefined) throw new DiagnosticError(noSuchItem(node.items, step, edit));
    return { ...node, items: node.items.with(index, below(item)) };
  }
  if (node?.kind === 'scalar' || typeof step === 'number') {
    const what = node?.kind === 'scalar' ? 'a plain value, without fields' : 'not a list';
    const parent = steps.slice(0, at).join('.');
    throw new DiagnosticError(diagnostic('SPN2023', `\`${parent}\` is ${what}`, { span: edit.pathSpan }));
  }
  const object = node ?? { kind: 'object', properties: [], span: edit.pathSpan };
  return withMember(object, step, below(propertyOf(object, step)?.value), edit.pathSpan);
}

function noSuchItem(items: readonly SpecNode[], step: PathStep, edit: Edit): Diagnostic {
  const ids = items.flatMap((item) => textOf(item, 'id') ?? []);
  const guess = typeof step === 'string' ? nearest(step, ids) : undefined;
  const message =
    typeof step === 'number'
      ? `the list has no item ${step}; it has ${items.length}`
      : `no block has the id ${quote(step)}`;
  return diagnostic('SPN2023', message, {
    span: edit.pathSpan,
    suggestion: guess === undefined ? undefined : `did you mean \`${guess}\`?`,
  });
}

function placed(node: SpecNode, span: Span): SpecNode {
  if (node.kind === 'scalar') return { ...node, span };
  if (node.kind === 'array') return { ...node, span, items: node.items.map((item) => placed(item, span)) };
  const properties = node.properties.map((property) => ({
    ...property,
    keySpan: span,
    value: placed(property.value, span),
  }));
  return { ...node, span, properties };
}
