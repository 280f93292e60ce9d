/**
 * Which blocks a text declares and where it names them, also while it has errors. A block without an id is called by its
 * position, which what the spec extends has a part in; so the text is put on top of that first, as resolving does.
 */
import type { Span } from '../diagnostics/diagnostic.ts';
import { extendsChain, type SpecLoader } from '../resolve/extends.ts';
import { mergedChain } from '../resolve/resolve.ts';
import { itemsOf, textOf } from '../resolve/tree.ts';
import { objectForm } from '../schema/normalize.ts';
import type { ObjectNode, SpecAst, SpecNode } from '../syntax/ast.ts';
import { propertyOf } from '../syntax/path.ts';

/** A block of this text, or an entry of this text that changes one of the spec it extends. */
export interface BlockDeclaration {
  readonly id: string;
  readonly part: 'stem' | 'blocks';
  /** Index in its list of this text. */
  readonly index: number;
  readonly node: ObjectNode;
  /** The whole of it; blocks of one `stem` line share theirs. */
  readonly span: Span;
  /** Where its id is written; undefined when it is called by its position. */
  readonly idSpan: Span | undefined;
  /** An entry of the exchange form, which has no room for an id. */
  readonly isEntry: boolean;
  readonly inputs: readonly BlockReference[];
}

/** An input. */
export interface BlockReference {
  readonly id: string;
  readonly span: Span;
  /** It counts blocks instead of naming one. */
  readonly byIndex: boolean;
}

/** A block as `extends` and this text together have it. */
export interface MergedBlock {
  readonly id: string;
  readonly node: SpecNode;
  readonly part: 'stem' | 'blocks';
  /** Whether inputs may name it. */
  readonly isFeature: boolean;
}

export interface Blocks {
  readonly declarations: readonly BlockDeclaration[];
  /** All blocks in order, the stem's first. */
  readonly merged: readonly MergedBlock[];
  /** Blocks of the spec that this one extends, by id. */
  readonly inherited: ReadonlyMap<string, MergedBlock>;
  /** False when what the spec extends could not be read: blocks of it are missing here. */
  readonly isWhole: boolean;
  /** The whole spec, what it extends included; undefined when nothing could be read. */
  readonly root: ObjectNode | undefined;
}

export function findBlocks(ast: SpecAst | undefined, load: SpecLoader | undefined): Blocks {
  if (ast === undefined) return { declarations: [], merged: [], inherited: new Map(), isWhole: false, root: undefined };
  const readable = basesOf(ast, load);
  const bases = readable ?? [];
  const inherited = new Map(
    bases.length === 0 ? [] : mergedBlocks(mergedChain(bases)).map((block) => [block.id, block] as const),
  );
  const root = mergedChain([ast, ...bases]);
  const merged = mergedBlocks(root);
  const own = objectForm(ast.root);
  const idOf = new Map(merged.map(({ id, node }) => [node.span, id]));
  const ids = merged.filter(({ isFeature }) => isFeature).map(({ id }) => id);
  const declare = (part: 'stem' | 'blocks', items: readonly SpecNode[]): BlockDeclaration[] =>
    items.flatMap((node, index) => {
      if (node.kind !== 'object' || node.span === undefined) return [];
      const idSpan = propertyOf(node, 'id')?.value.span;
      const id = textOf(node, 'id') ?? (idSpan === undefined ? idOf.get(node.span) : undefined);
      if (id === undefined) return [];
      const isEntry = ast.root.kind === 'array';
      return [{ id, part, index, node, span: node.span, idSpan, isEntry, inputs: referencesOf(node, ids) }];
    });
  const declarations = [
    ...declare('stem', itemsOf(propertyOf(own, 'stem')?.value, 'blocks')),
    ...declare('blocks', itemsOf(own, 'blocks')),
  ];
  return { declarations, merged, inherited, isWhole: readable !== undefined, root };
}

/** What a spec extends, the nearest first, whatever else is wrong with the spec; undefined when that can't be read. */
function basesOf({ syntax, root }: SpecAst, load: SpecLoader | undefined): readonly SpecAst[] | undefined {
  const reference = propertyOf(root, 'extends');
  if (root.kind !== 'object' || reference === undefined) return [];
  const { chain } = extendsChain({ syntax, root: { ...root, properties: [reference] } }, load);
  return chain?.slice(1);
}

function mergedBlocks(root: ObjectNode): readonly MergedBlock[] {
  const list = (part: 'stem' | 'blocks', items: readonly SpecNode[]): MergedBlock[] =>
    items.flatMap((node) => {
      const id = textOf(node, 'id');
      const feature = propertyOf(node, 'feature')?.value;
      const isFeature = feature?.kind !== 'scalar' || feature.value !== false;
      return id === undefined ? [] : [{ id, node, part, isFeature }];
    });
  return [
    ...list('stem', itemsOf(propertyOf(root, 'stem')?.value, 'blocks')),
    ...list('blocks', itemsOf(root, 'blocks')),
  ];
}

function referencesOf(block: ObjectNode, ids: readonly string[]): readonly BlockReference[] {
  return itemsOf(block, 'inputs').flatMap((input): readonly BlockReference[] => {
    if (input.kind !== 'scalar' || input.span === undefined) return [];
    if (typeof input.value === 'string') return [{ id: input.value, span: input.span, byIndex: false }];
    const id = typeof input.value === 'number' ? ids[input.value] : undefined;
    return id === undefined ? [] : [{ id, span: input.span, byIndex: true }];
  });
}
