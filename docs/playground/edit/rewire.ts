/**
 * A change of the network as the smallest change of its text: one input of a block names another block. What was written in
 * the text is replaced where it stands, so that comments and layout stay; what comes from a spec that it extends is
 * overridden by an entry of the block's own.
 */
import { modify } from 'jsonc-parser';
import { changeBetween, type TextEdit } from '../../../compiler/language/edits.ts';
import type { ArrayNode, PropertyNode, SpecNode } from '../../../compiler/syntax/ast.ts';
import { formatSpec } from '../../../compiler/syntax/format.ts';
import { propertyOf } from '../../../compiler/syntax/path.ts';
import { fromPlain } from '../../../compiler/syntax/plain.ts';
import type { ResolvedBlock, ResolvedSpec, ResolvedStemBlock } from '../../../compiler/resolve/resolved-spec.ts';
import type { Design } from '../design.ts';

/** What a block may take: the stem's features and the blocks before it, in order; nothing when there is no such block. */
export function parentsOf(spec: ResolvedSpec, block: string): readonly (ResolvedStemBlock | ResolvedBlock)[] {
  const list = runningList(spec);
  const isBlock = spec.blocks.some(({ id }) => id === block);
  return isBlock
    ? list.slice(
        0,
        list.findIndex(({ id }) => id === block),
      )
    : [];
}

/** What indices count: the stem's features, then the blocks. */
function runningList({ stem, blocks }: ResolvedSpec): readonly (ResolvedStemBlock | ResolvedBlock)[] {
  return [...stem.blocks.filter(({ feature }) => feature !== false), ...blocks];
}

/** Changes that make `parent` the input number `index` of `block`; none when the block or the design can't be changed. */
export function rewire(design: Design, block: string, index: number, parent: string): readonly TextEdit[] {
  const {
    spec,
    understood,
    document: { source },
    draft,
  } = design;
  if (spec === undefined || understood.ast === undefined) return [];
  const at = spec.blocks.findIndex(({ id }) => id === block);
  const inputs = spec.blocks[at]?.inputs;
  if (inputs?.[index] === undefined || inputs[index] === parent) return [];
  const span = understood.origins?.get(`blocks[${at}].inputs[${index}]`);
  if (span?.source === source) {
    const word = source.text.slice(span.start, span.end);
    const text = /^\d+$/.test(word) ? indexOf(spec, parent) : written(parent, draft.form);
    if (text !== undefined && isName(word, inputs[index])) return [{ start: span.start, end: span.end, text }];
  }
  const wanted = inputs.with(index, parent);
  return draft.form === 'json'
    ? overrideInJson(source.text, understood.ast.root, block, wanted)
    : overrideInSpine(source.text, understood.ast.root, block, wanted);
}

/** Inputs stand as ids, quoted or not, or as indices. */
function isName(text: string, id: string): boolean {
  return text === id || text === JSON.stringify(id) || /^\d+$/.test(text);
}

function indexOf(spec: ResolvedSpec, id: string): string | undefined {
  const place = runningList(spec).findIndex((block) => block.id === id);
  return place < 0 ? undefined : String(place);
}

function written(id: string, form: Design['draft']['form']): string {
  return form === 'spine' && /^[A-Za-z_$][\w$-]*$/.test(id) ? id : JSON.stringify(id);
}

function overrideInJson(text: string, root: SpecNode, block: string, inputs: readonly string[]): readonly TextEdit[] {
  const place = placeOf(root, block);
  const edits =
    place >= 0
      ? modify(text, ['blocks', place, 'inputs'], inputs, { formattingOptions: { insertSpaces: true, tabSize: 2 } })
      : modify(
          text,
          ['blocks', blocksOf(root)?.items.length ?? 0],
          { id: block, inputs },
          {
            isArrayInsertion: true,
            formattingOptions: { insertSpaces: true, tabSize: 2 },
          },
        );
  return edits.map(({ offset, length, content }) => ({ start: offset, end: offset + length, text: content }));
}

/** Through the tree, which carries the comments; the text is then in canonical form, and only what differs is replaced. */
function overrideInSpine(text: string, root: SpecNode, block: string, inputs: readonly string[]): readonly TextEdit[] {
  if (root.kind !== 'object') return [];
  const list: ArrayNode = blocksOf(root) ?? { kind: 'array', items: [] };
  const place = placeOf(root, block);
  const old = list.items[place];
  const known = old?.kind === 'object' ? old : { kind: 'object' as const, properties: [property('id', block)] };
  const others = known.properties.filter(({ key }) => key !== 'inputs');
  const entry = { ...known, properties: [...others, property('inputs', inputs)] };
  const items = old === undefined ? [...list.items, entry] : list.items.with(place, entry);
  const properties = root.properties.filter(({ key }) => key !== 'blocks');
  const changed = { ...root, properties: [...properties, { key: 'blocks', value: { ...list, items } }] };
  const { value } = formatSpec({ syntax: 'spine', root: changed });
  return value === undefined ? [] : changeBetween(text, value);
}

function property(key: string, value: unknown): PropertyNode {
  return { key, value: fromPlain(value) };
}

function blocksOf(root: SpecNode): ArrayNode | undefined {
  const node = propertyOf(root, 'blocks')?.value;
  return node?.kind === 'array' ? node : undefined;
}

function placeOf(root: SpecNode, block: string): number {
  return (blocksOf(root)?.items ?? []).findIndex((item) => {
    const id = propertyOf(item, 'id')?.value;
    return id?.kind === 'scalar' && id.value === block;
  });
}
