/** Ids of blocks: well-formed, not taken by something else, each given once. */
import { quote } from '../schema/describe.ts';
import type { Findings } from './findings.ts';
import type { RunningList } from './running-list.ts';

const wellFormed = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** Sections, params and outputs that networks have beside their blocks, now or with heads to come. */
const ours =
  /^(?:stem|merge|images|input|class|box|head|mask|rpn|logits|boxes|scores|classes|masks|num_detections|image_shape|rois|detections|(?:block|endpoint|lateral|class|box|mask|rpn|roi)_\w+)$/;

/** What every object of the generated code's language has. */
const ofObjects: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype).concat('prototype'));

/** What is wrong with an id, whatever blocks there are; undefined when it is good. */
export function idProblem(
  id: string,
): { readonly code: 'SPN2008' | 'SPN2009'; readonly message: string; readonly suggestion?: string } | undefined {
  if (!wellFormed.test(id))
    return {
      code: 'SPN2008',
      message: `${quote(id)} can't be an id (a letter, then letters, digits and \`_\`; 64 at most)`,
    };
  if (!ours.test(id) && !ofObjects.has(id)) return undefined;
  const who = ours.test(id) ? 'a part of every compiled network' : 'a property of every JavaScript object';
  return { code: 'SPN2009', message: `${quote(id)} is the name of ${who}`, suggestion: `write \`my_${id}\`, say` };
}

/** Whether each id names one block: otherwise it is not known which of them an input means. */
export function checkNames(list: RunningList, findings: Findings): boolean {
  list.blocks.forEach(({ id }, i) => {
    const path = `${list.path(i)}.id`;
    const problem = idProblem(id);
    if (problem !== undefined) findings.add(problem.code, path, problem.message, problem);
    const first = list.indexOf.get(id)!;
    if (first === i) return;
    findings.add('SPN2033', path, `${quote(id)} is the id of an earlier block already`, {
      notes: [findings.note(`the first ${id}`, `${list.path(first)}.id`)],
    });
  });
  return list.indexOf.size === list.blocks.length;
}
