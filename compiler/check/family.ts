/** Blocks and stem are of kinds that the family has. */
import { families } from '../resolve/families.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import { joinWords } from '../schema/describe.ts';
import type { Findings } from './findings.ts';
import type { RunningList } from './running-list.ts';

/** Whether the rest is worth looking at. One message per mistake, not one per block. */
export function checkFamily(spec: ResolvedSpec, list: RunningList, findings: Findings): boolean {
  const { kinds, stems, permuted } = families[spec.family];
  let good = true;
  if (!stems.includes(spec.stem.kind)) {
    good = false;
    findings.add(
      'SPN2058',
      'stem.kind',
      `a ${spec.family} has a stem of kind ${joinWords(stems)}, not ${spec.stem.kind}`,
      {
        suggestion: `set \`stem.kind\` to \`${stems[0]!}\`, or another \`family\``,
      },
    );
  }
  const wrong = list.blocks.findIndex(({ kind }) => !kinds.includes(kind));
  if (wrong >= 0) {
    good = false;
    const { id, kind } = list.blocks[wrong]!;
    const others = Object.entries(families).flatMap(([family, facts]) => (facts.kinds.includes(kind) ? [family] : []));
    findings.add(
      'SPN2056',
      `${list.path(wrong)}.kind`,
      `${id} is of kind ${kind}; a ${spec.family} has ${joinWords(kinds, 'and')} blocks`,
      {
        suggestion: `${kind} blocks belong to ${joinWords(others, 'and')}`,
      },
    );
  }
  if (!permuted && spec.blocks.length > 0) {
    good = false;
    findings.add(
      'SPN2057',
      'blocks',
      `a ${spec.family} has ${spec.blocks.length} blocks; its stem is the whole backbone`,
      {
        suggestion: 'make `blocks` the empty list, or set `family` to `spinenet`',
      },
    );
  }
  const cascade = spec.head.kind === 'mask-rcnn' && spec.head.box.weights.length > 1 && !spec.head.box.classAgnostic;
  if (cascade) {
    good = false;
    findings.add(
      'SPN2060',
      'head.box.weights',
      'the stages of a cascade need boxes that are the same for all classes',
      {
        suggestion: 'set `head.box.classAgnostic` to true',
      },
    );
  }
  return good;
}
