/** A random network of any size, the same for the same seed: any levels and kinds, parents mostly near, some far. */
import { understandAst } from '../../compiler/pipeline.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import type { Block } from '../../compiler/schema/spec-types.generated.ts';
import { fromPlain } from '../../compiler/syntax/plain.ts';

/** Outputs of levels 3 to 7 come last. */
export function randomNetwork(blocks: number, seed: number): ResolvedSpec {
  const random = numbers(seed);
  const list: Block[] = [];
  const ids = ['b0', 'b1'];
  const unused = new Set(ids);
  for (let i = 0; i < blocks; i++) {
    const level = i - (blocks - 5) + 3;
    const output = level >= 3;
    const parent = (): string => {
      const choice = random(10) === 0 ? ids : random(3) > 0 ? ids.slice(-8) : [...unused].slice(0, 6);
      const id = choice[random(choice.length)] ?? ids[0]!;
      unused.delete(id);
      return id;
    };
    const id = `b${i + 2}`;
    list.push({
      id,
      level: output ? level : 2 + random(6),
      kind: random(3) > 0 ? 'bottleneck' : 'residual',
      inputs: [parent(), parent()],
      output,
    });
    ids.push(id);
    unused.add(id);
  }
  const root = fromPlain({
    name: `random-${blocks}`,
    family: 'spinenet',
    input: { height: 256, width: 256 },
    scale: { filters: 0.1 },
    blocks: list as never,
  });
  const { value, diagnostics } = understandAst({ syntax: 'builder', root });
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

/** Whole numbers below a limit (mulberry32). */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}
