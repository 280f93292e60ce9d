/** Levels: in range, each output level with exactly one output block, a stem that goes down as its kind does. */
import { dialects } from '../resolve/dialects.ts';
import { entryLevel, families } from '../resolve/families.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import { joinWords } from '../schema/describe.ts';
import type { Findings } from './findings.ts';
import type { RunningList } from './running-list.ts';

const lowest = 1;
const highest = 10;
/** Gives the levels that lack an output: their last blocks lead nowhere, which is not another mistake. */
export function checkLevels(spec: ResolvedSpec, list: RunningList, findings: Findings): ReadonlySet<number> {
  list.blocks.forEach(({ id, level }, i) => {
    if (!inRange(level))
      findings.add(
        'SPN2043',
        `${list.path(i)}.level`,
        `${id} is on level ${level}; levels go from ${lowest} to ${highest}`,
      );
  });
  checkStem(spec, findings);
  const { min, max } = spec.levels;
  if (min > max || !inRange(min) || !inRange(max)) {
    findings.add('SPN2043', 'levels', `output levels from ${min} to ${max}: there is no such range`);
    return new Set();
  }
  return families[spec.family].permuted ? checkOutputs(spec, findings) : checkPyramid(spec, findings);
}

/** A feature pyramid starts from the stages that the stem has. */
function checkPyramid({ levels, stem }: ResolvedSpec, findings: Findings): ReadonlySet<number> {
  const stages = new Set(stem.blocks.map(({ level }) => level));
  const coarsest = Math.max(...stages);
  const missing: number[] = [];
  for (let level = levels.min; level <= Math.min(levels.max, coarsest); level++)
    if (!stages.has(level)) missing.push(level);
  if (levels.min > coarsest) missing.push(levels.min);
  if (missing.length > 0)
    findings.add(
      'SPN2040',
      'levels',
      `the stem has no block on level ${joinWords(missing.map(String))} for the pyramid to start from`,
      {
        suggestion: `output levels may begin with ${joinWords([...stages].map(String))}`,
      },
    );
  return new Set();
}

function inRange(level: number): boolean {
  return Number.isInteger(level) && level >= lowest && level <= highest;
}

function checkStem({ stem }: ResolvedSpec, findings: Findings): void {
  const entry = entryLevel(stem.kind);
  let level = entry;
  for (const [i, block] of stem.blocks.entries()) {
    const path = `stem.blocks[${i}].level`;
    if (stem.kind === 'spinenet' && block.level !== entry) {
      findings.add(
        'SPN2046',
        path,
        `${block.id} is on level ${block.level}; a stem of kind spinenet stays on level ${entry}`,
        {
          suggestion: 'set `stem.kind` to `resnet`, or make it a block with inputs',
        },
      );
      return;
    }
    if (block.level < level || block.level > level + 1) {
      const start = stem.kind === 'mobile' ? 'convolution' : 'pool';
      const before =
        i === 0 ? `the stem's ${start}, on level ${level}` : `${stem.blocks[i - 1]!.id}, on level ${level}`;
      findings.add(
        'SPN2046',
        path,
        `${block.id} is on level ${block.level} after ${before}; levels stay or rise by one`,
      );
      return;
    }
    ({ level } = block);
  }
}

function checkOutputs(spec: ResolvedSpec, findings: Findings): ReadonlySet<number> {
  const { min, max } = spec.levels;
  const outputs = new Map<number, number>();
  spec.blocks.forEach((block, i) => {
    if (!block.output) return;
    const path = `blocks[${i}].output`;
    const first = outputs.get(block.level);
    if (block.level < min || block.level > max) {
      const unused = dialects[spec.dialect].outputOutsideLevels === 'unused';
      findings.add(
        unused ? 'SPN2047' : 'SPN2042',
        path,
        `${block.id} is an output of level ${block.level}; the output levels are ${min} to ${max}${unused ? ', so it is not used' : ''}`,
        {
          notes: [findings.note('output levels', 'levels')],
        },
      );
    } else if (first === undefined) {
      outputs.set(block.level, i);
    } else {
      findings.add('SPN2041', path, `${block.id} is a second output of level ${block.level}`, {
        notes: [findings.note(`${spec.blocks[first]!.id} is the first`, `blocks[${first}].output`)],
      });
    }
  });
  return missingOutputs(spec, outputs, findings);
}

/** One message per level with a block that nothing takes, which was probably meant, and one for all other levels. */
function missingOutputs(
  spec: ResolvedSpec,
  outputs: ReadonlyMap<number, number>,
  findings: Findings,
): ReadonlySet<number> {
  const { min, max } = spec.levels;
  const missing = Array.from({ length: max - min + 1 }, (_, i) => min + i).filter((level) => !outputs.has(level));
  const taken = new Set(spec.blocks.flatMap(({ inputs }) => inputs));
  const empty: number[] = [];
  for (const level of missing) {
    const last = spec.blocks.findLast((block) => block.level === level && !taken.has(block.id));
    if (last === undefined) empty.push(level);
    else
      findings.add('SPN2040', 'levels', `no block is the output of level ${level}`, {
        suggestion: `did you mean ${last.id} to be it? Give it \`"output": true\``,
      });
  }
  if (empty.length > 0)
    findings.add('SPN2040', 'levels', `no block is the output of level ${joinWords(empty.map(String))}`, {
      suggestion: `add a block of ${empty.length === 1 ? 'that level' : 'each level'} with \`"output": true\`, or change \`levels\``,
    });
  return new Set(missing);
}
