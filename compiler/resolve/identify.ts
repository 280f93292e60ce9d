/**
 * Gives every block its id and every input the id of the block it names, so that specs can be merged, changed and checked
 * by id. Blocks without an id are called b and their index in the running list, the stem first; inputs may be such indices.
 */
import type { ArrayNode, ObjectNode, SpecNode } from '../syntax/ast.ts';
import { propertyOf } from '../syntax/path.ts';
import { presetNode } from './presets.ts';
import { itemsOf, text, textOf, withMember } from './tree.ts';

/** SpineNet's own stem: two bottleneck groups on level 2. */
const defaultStem: ArrayNode = {
  kind: 'array',
  items: [0, 1].map(() => ({
    kind: 'object',
    properties: [
      { key: 'level', value: { kind: 'scalar', value: 2 } },
      { key: 'kind', value: { kind: 'scalar', value: 'bottleneck' } },
    ],
  })),
};

/**
 * Ids and inputs spelled out, the stem's blocks written down, a scale's name replaced by its numbers. Idempotent. What has
 * the wrong type is left as it is, for the schema to find.
 */
export function identify(root: ObjectNode): ObjectNode {
  const spec = withStem(spellOutScale(root));
  const stem = itemsOf(propertyOf(spec, 'stem')?.value, 'blocks');
  const blockList = listOf(spec, 'blocks');
  if (blockList === undefined) return spec;
  const features = stem.filter(isFeature);
  const blocks = blockList.items.map((block, i) => withId(block, features.length + i));
  const ids = [...features, ...blocks].map((block) => textOf(block, 'id'));
  return withMember(spec, 'blocks', { ...blockList, items: blocks.map((block) => withNamedInputs(block, ids)) });
}

function withStem(spec: ObjectNode): ObjectNode {
  const stem = propertyOf(spec, 'stem')?.value ?? { kind: 'object', properties: [], span: spec.span };
  if (stem.kind !== 'object') return spec;
  const list = propertyOf(stem, 'blocks')?.value ?? { ...defaultStem, span: stem.span };
  if (list.kind !== 'array') return spec;
  return withMember(spec, 'stem', withMember(stem, 'blocks', { ...list, items: withStemIds(list.items) }));
}

/** Features are b0, b1 … in order, what is no feature s0, s1 …: it has no index. */
function withStemIds(blocks: readonly SpecNode[]): readonly SpecNode[] {
  let features = 0;
  let others = 0;
  return blocks.map((block) => (isFeature(block) ? withId(block, features++) : withId(block, others++, 's')));
}

function isFeature(block: SpecNode): boolean {
  const feature = propertyOf(block, 'feature')?.value;
  return feature?.kind !== 'scalar' || feature.value !== false;
}

function listOf(object: ObjectNode, key: string): ArrayNode | undefined {
  const value = propertyOf(object, key)?.value;
  return value?.kind === 'array' ? value : undefined;
}

function spellOutScale(spec: ObjectNode): ObjectNode {
  const scale = propertyOf(spec, 'scale')?.value;
  const preset = scale?.kind === 'scalar' ? presetNode(scale) : undefined;
  return preset === undefined ? spec : withMember(spec, 'scale', preset);
}

function withId(block: SpecNode, index: number, letter = 'b'): SpecNode {
  if (block.kind !== 'object' || propertyOf(block, 'id') !== undefined) return block;
  return { ...block, properties: [{ key: 'id', value: text(`${letter}${index}`, block.span) }, ...block.properties] };
}

/** Indices beyond the list stay: they are unknown blocks, and `check` says so. */
function withNamedInputs(block: SpecNode, ids: readonly (string | undefined)[]): SpecNode {
  const inputs = propertyOf(block, 'inputs')?.value;
  if (block.kind !== 'object' || inputs?.kind !== 'array') return block;
  if (!itemsOf(block, 'inputs').some((item) => item.kind === 'scalar' && typeof item.value === 'number')) return block;
  const items = inputs.items.map((item) => {
    const id = item.kind === 'scalar' && typeof item.value === 'number' ? ids[item.value] : undefined;
    return id === undefined ? item : text(id, item.span);
  });
  return withMember(block, 'inputs', { ...inputs, items });
}
