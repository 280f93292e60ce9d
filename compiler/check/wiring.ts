/** Inputs of blocks: two each, of blocks that exist and come earlier. */
import { nearest } from '../diagnostics/did-you-mean.ts';
import type { ResolvedBlock } from '../resolve/resolved-spec.ts';
import { quote } from '../schema/describe.ts';
import type { Findings } from './findings.ts';
import { isFeature, type RunningList } from './running-list.ts';

/** Indices of each block's parents in the running list; the stem's have none. Undefined when some input is wrong. */
export function checkWiring(list: RunningList, findings: Findings): readonly (readonly number[])[] | undefined {
  const parents = list.blocks.map((block, i) => ('inputs' in block ? parentsOf(list, block, i, findings) : []));
  const good = parents.every((found) => found !== undefined);
  return good ? parents : undefined;
}

function parentsOf(
  list: RunningList,
  block: ResolvedBlock,
  index: number,
  findings: Findings,
): readonly number[] | undefined {
  const path = `${list.path(index)}.inputs`;
  const { inputs } = block;
  if (inputs.length !== 2)
    findings.add('SPN2034', path, `${block.id} has ${countWords(inputs.length)}; a block has two`);
  const found = inputs.map((input, j) => list.indexOf.get(input) ?? unknownBlock(list, block, index, j, findings));
  found.forEach((at, j) => {
    if (at === index) findings.add('SPN2031', `${path}[${j}]`, `${block.id} takes itself as input`);
    else if (at > index) laterBlock(list, block, at, `${path}[${j}]`, findings);
    else if (at >= 0 && !isFeature(list.blocks[at]!)) noFeature(list, block, at, `${path}[${j}]`, findings);
  });
  const usable = (at: number): boolean => at >= 0 && at < index && isFeature(list.blocks[at]!);
  if (inputs.length !== 2 || !found.every(usable)) return undefined;
  if (found[0] === found[1])
    findings.add('SPN2035', path, `${block.id} takes ${inputs[0]!} twice; each edge gets a resample of its own`);
  return found;
}

function countWords(count: number): string {
  return count === 0 ? 'no inputs' : count === 1 ? 'one input' : `${count} inputs`;
}

/** Reports input `j` and gives -1 in place of its index. */
function unknownBlock(list: RunningList, block: ResolvedBlock, index: number, j: number, findings: Findings): -1 {
  const input = block.inputs[j]!;
  const path = `${list.path(index)}.inputs[${j}]`;
  if (/^\d+$/.test(input)) {
    const last = list.blocks.length - 1;
    const end = `the last one, ${list.blocks[last]!.id}, has index ${last}`;
    findings.add('SPN2030', path, `${block.id} takes block ${input}; ${end}`);
    return -1;
  }
  // Ids are short, so most are near to many others: an earlier block is likelier meant than a later one.
  const ids = findings.isFull ? [] : list.blocks.map(({ id }) => id);
  const guess = nearest(input, ids.slice(0, index)) ?? nearest(input, ids);
  findings.add('SPN2030', path, `${block.id} takes ${quote(input)}, which is no block`, {
    suggestion: guess === undefined ? undefined : `did you mean \`${guess}\`?`,
  });
  return -1;
}

function noFeature(list: RunningList, block: ResolvedBlock, at: number, path: string, findings: Findings): void {
  const { id } = list.blocks[at]!;
  findings.add('SPN2059', path, `${block.id} takes ${id}, which is no feature`, {
    notes: [findings.note(`${id} is defined here`, list.path(at))],
  });
}

function laterBlock(list: RunningList, block: ResolvedBlock, at: number, path: string, findings: Findings): void {
  const { id } = list.blocks[at]!;
  findings.add('SPN2032', path, `${block.id} takes ${id}, which comes later`, {
    notes: [findings.note(`${id} is defined here`, list.path(at))],
    suggestion: `take an earlier block, or move ${id} above ${block.id}`,
  });
}
