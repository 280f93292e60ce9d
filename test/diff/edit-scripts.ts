/** Random edits of a spec, and how many there were: what people do to block lists between two versions. */
import fc from 'fast-check';
import type { ResolvedBlock, ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';

/** Whole numbers to pick with; their meaning depends on what there is to pick from. */
const pick = fc.nat({ max: 99_999 });

export const step = fc.record({
  kind: fc.constantFrom('insert', 'remove', 'rewire', 'relevel', 'own-field', 'rename', 'move', 'field'),
  at: pick,
  parents: fc.tuple(pick, pick),
  value: pick,
});
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export const script = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 6 }),
  /** Whether blocks have ids that count in the end, as they have in files. */
  renumber: fc.boolean(),
});
export type Script = typeof script extends fc.Arbitrary<infer T> ? T : never;

interface State {
  spec: ResolvedSpec;
  edits: number;
  fresh: number;
}

/**
 * The edited spec, and the number of edits: a block that loses a parent is rewired, which is an edit of its own; another id
 * is none.
 */
export function edited(before: ResolvedSpec, { steps, renumber }: Script): { spec: ResolvedSpec; edits: number } {
  const state: State = { spec: before, edits: 0, fresh: 0 };
  for (const one of steps) perform(state, one);
  if (renumber) state.spec = renumbered(state.spec);
  return { spec: state.spec, edits: state.edits };
}

function perform(state: State, { kind, at, parents, value }: Step): void {
  const { spec } = state;
  const { blocks } = spec;
  const index = blocks.length === 0 ? 0 : at % blocks.length;
  const block = blocks[index];
  if (kind === 'field') {
    changeField(state, at, value);
    return;
  }
  if (kind === 'insert') {
    insert(state, at % (blocks.length + 1), parents, value);
    return;
  }
  if (block === undefined) return;
  const ids = earlierIds(spec, index);
  const replace = (changed: ResolvedBlock): void => {
    state.spec = { ...spec, blocks: blocks.with(index, changed) };
    state.edits++;
  };
  switch (kind) {
    case 'remove': {
      remove(state, index, value);
      return;
    }
    case 'rewire': {
      replace({ ...block, inputs: block.inputs.with(value % 2, ids[parents[0] % ids.length]!) });
      return;
    }
    case 'relevel': {
      replace({ ...block, level: 1 + (value % 7) });
      return;
    }
    case 'own-field': {
      replace({ ...block, ...ownField(block, at, value) });
      return;
    }
    case 'rename': {
      const id = `n${state.fresh++}`;
      state.spec = { ...spec, blocks: blocks.map((other) => renamed(other, block.id, id)) };
      return;
    }
    case 'move': {
      move(state, index, value);
      return;
    }
  }
}

const earlierIds = ({ stem, blocks }: ResolvedSpec, index: number): readonly string[] => [
  ...stem.blocks.map(({ id }) => id),
  ...blocks.slice(0, index).map(({ id }) => id),
];

const renamed = (block: ResolvedBlock, old: string, id: string): ResolvedBlock => ({
  ...block,
  id: block.id === old ? id : block.id,
  inputs: block.inputs.map((input) => (input === old ? id : input)),
});

function ownField(block: ResolvedBlock, at: number, value: number): Partial<ResolvedBlock> {
  const fields: readonly Partial<ResolvedBlock>[] = [
    { filters: 1 + (value % 50) },
    { repeats: 1 + (value % 3) },
    { activation: value % 2 === 0 ? 'swish' : 'relu' },
    { output: !block.output },
    { kind: block.kind === 'residual' ? 'bottleneck' : 'residual' },
  ];
  return fields[at % fields.length]!;
}

function insert(state: State, index: number, parents: readonly [number, number], value: number): void {
  const { spec } = state;
  const ids = earlierIds(spec, index);
  const block: ResolvedBlock = {
    id: `n${state.fresh++}`,
    level: 1 + (value % 7),
    kind: value % 3 === 0 ? 'residual' : 'bottleneck',
    inputs: parents.map((parent) => ids[parent % ids.length]!),
    output: false,
  };
  state.spec = withRepeats({ ...spec, blocks: spec.blocks.toSpliced(index, 0, block) }, spec, (repeats) =>
    repeats.toSpliced(spec.stem.blocks.length + index, 0, 1 + (value % 2)),
  );
  state.edits++;
}

function remove(state: State, index: number, value: number): void {
  const { spec } = state;
  const { id } = spec.blocks[index]!;
  const ids = earlierIds(spec, index);
  const other = ids[value % ids.length]!;
  const rewired = spec.blocks.filter((block) => block.inputs.includes(id)).length;
  const blocks = spec.blocks
    .toSpliced(index, 1)
    .map((block) => ({ ...block, inputs: block.inputs.map((input) => (input === id ? other : input)) }));
  state.spec = withRepeats({ ...spec, blocks }, spec, (repeats) =>
    repeats.toSpliced(spec.stem.blocks.length + index, 1),
  );
  state.edits += 1 + rewired;
}

/** To anywhere behind its parents and before its consumers. */
function move(state: State, index: number, value: number): void {
  const { spec } = state;
  const block = spec.blocks[index]!;
  const first = 1 + Math.max(-1, ...block.inputs.map((id) => spec.blocks.findIndex((other) => other.id === id)));
  const consumer = spec.blocks.findIndex((other) => other.inputs.includes(block.id));
  const last = (consumer < 0 ? spec.blocks.length : consumer) - 1;
  const target = first + (value % (last - first + 1));
  const shift = <T>(list: readonly T[], base: number): T[] =>
    list.toSpliced(base + index, 1).toSpliced(base + target, 0, list[base + index]!);
  state.spec = withRepeats({ ...spec, blocks: shift(spec.blocks, 0) }, spec, (repeats) =>
    shift(repeats, spec.stem.blocks.length),
  );
  state.edits++;
}

function withRepeats(
  changed: ResolvedSpec,
  { scale }: ResolvedSpec,
  change: (repeats: readonly number[]) => readonly number[],
): ResolvedSpec {
  return typeof scale.repeats === 'number' ? changed : { ...changed, scale: { ...scale, repeats: change(scale.repeats) } }; // prettier-ignore
}

function changeField(state: State, at: number, value: number): void {
  const { spec } = state;
  const changes: readonly Partial<ResolvedSpec>[] = [
    { activation: spec.activation === 'relu' ? 'swish' : 'relu' },
    { norm: { ...spec.norm, epsilon: 1 / (10 + value) } },
    { scale: { ...spec.scale, divisor: 1 + (value % 16) } },
    { scale: { ...spec.scale, repeats: 1 + (value % 4) } },
    { baseFilters: { ...spec.baseFilters, 6: 1 + value } },
    { endpoints: { activation: !spec.endpoints.activation } },
    { stem: { ...spec.stem, filters: 1 + value } },
    { heads: { ...spec.heads, classification: { ...spec.heads.classification, classes: 1 + value } } },
  ];
  state.spec = { ...spec, ...changes[at % changes.length]! };
  state.edits++;
}

function renumbered(spec: ResolvedSpec): ResolvedSpec {
  const ids = new Map([...spec.stem.blocks, ...spec.blocks].map(({ id }, i) => [id, `b${i}`]));
  return {
    ...spec,
    stem: { ...spec.stem, blocks: spec.stem.blocks.map((block) => ({ ...block, id: ids.get(block.id)! })) },
    blocks: spec.blocks.map((block) => ({
      ...block,
      id: ids.get(block.id)!,
      inputs: block.inputs.map((id) => ids.get(id)!),
    })),
  };
}
