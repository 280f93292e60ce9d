/** What can be written in a field, whichever way the spec is written: values, blocks, specs to extend. */
import { builtinNames, builtinSource } from '../resolve/builtins.ts';
import { families } from '../resolve/families.ts';
import type { Family } from '../resolve/resolved-spec.ts';
import { textOf } from '../resolve/tree.ts';
import { nodeAt } from '../syntax/path.ts';
import type { PathStep } from '../syntax/ast.ts';
import { parse } from '../syntax/parse.ts';
import type { Blocks, MergedBlock } from './blocks.ts';
import type { CompletionKind } from './completion.ts';
import { examplesAt, fieldAt, valuesAt } from './field.ts';

/** A value before it is spelt in one of the syntaxes. */
export interface Offer {
  readonly value: unknown;
  readonly kind: CompletionKind;
  readonly detail?: string | undefined;
}

/** Values of a field. `before`: where the block stands whose inputs are asked for, as an index into all blocks. */
export function valueOffers(path: readonly PathStep[], blocks: Blocks, before: number): readonly Offer[] {
  const last = path.at(-1);
  if (path.length === 1 && last === 'extends') return specOffers;
  if (isInput(path))
    return inputOffers(blocks, before).map(({ id, node }) => ({ value: id, kind: 'block', detail: describe(node) }));
  if (isEntryInput(path)) {
    const features = blocks.merged.filter(({ isFeature }) => isFeature);
    return inputOffers(blocks, before).map((block) => ({
      value: features.indexOf(block),
      kind: 'block',
      detail: `${block.id}: ${describe(block.node)}`,
    }));
  }
  const byDefault = fieldAt(path)?.default;
  const detailOf = (value: unknown): string | undefined =>
    JSON.stringify(value) === byDefault ? 'default' : undefined;
  const named = valuesAt(path);
  const values =
    last === 'kind' && isBlock(path.slice(0, -1)) ? kindsOf(blocks) : named.length > 0 ? named : examplesAt(path);
  return values.map((value) => ({ value, kind: 'value', detail: detailOf(value) }));
}

/** `blocks[3].inputs[0]` */
function isInput(path: readonly PathStep[]): boolean {
  return path.length === 4 && path[0] === 'blocks' && path[2] === 'inputs';
}

/** `[3][2][0]`: in the exchange form blocks have indices for names. */
function isEntryInput(path: readonly PathStep[]): boolean {
  return path.length === 3 && typeof path[0] === 'number' && path[1] === 2;
}

export function isBlock(path: readonly PathStep[]): boolean {
  if (typeof path.at(-1) !== 'number') return false;
  return path.length === 2 ? path[0] === 'blocks' : path.length === 3 && path[0] === 'stem' && path[1] === 'blocks';
}

/** Kinds of blocks that the family builds. */
export function kindsOf({ root }: Blocks): readonly string[] {
  const family = textOf(root, 'family') ?? 'spinenet';
  return Object.hasOwn(families, family) ? families[family as Family].kinds : ['bottleneck', 'residual', 'mbconv'];
}

/** Blocks that one at a position may take, the nearest first. */
export function inputOffers({ merged }: Blocks, before: number): readonly MergedBlock[] {
  return merged
    .slice(0, before)
    .filter(({ isFeature }) => isFeature)
    .reverse();
}

/** `L4 bottleneck` */
export function describe(node: MergedBlock['node']): string {
  const level = nodeAt(node, ['level']);
  const kind = textOf(node, 'kind');
  const words = [level?.kind === 'scalar' ? `L${String(level.value)}` : undefined, kind];
  return words.filter((word) => word !== undefined).join(' ');
}

/** Where in all blocks the next one of this text comes, when it is written at an offset. */
export function positionOf({ declarations, merged, inherited }: Blocks, offset: number): number {
  const own = new Map(declarations.map((declaration) => [declaration.id, declaration.span]));
  const later = merged.findIndex(({ id }) => {
    const span = own.get(id);
    return span !== undefined && !inherited.has(id) && span.end >= offset;
  });
  const changed = declarations.find(({ span, id }) => inherited.has(id) && span.start <= offset && offset <= span.end);
  if (changed !== undefined) return merged.findIndex(({ id }) => id === changed.id);
  return later === -1 ? merged.length : later;
}

/** An id that no block has, counting on. */
export function nextId({ merged }: Blocks): string {
  const ids = new Set(merged.map(({ id }) => id));
  let index = merged.filter(({ isFeature }) => isFeature).length;
  while (ids.has(`b${index}`)) index += 1;
  return `b${index}`;
}

const specOffers: readonly Offer[] = builtinNames.map((name) => ({ value: name, kind: 'spec', detail: titleOf(name) }));

function titleOf(name: string): string | undefined {
  const root = parse(builtinSource(name)?.text ?? '', { syntax: 'json' }).value?.root;
  return textOf(root, 'description');
}
