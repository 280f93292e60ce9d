/** Spells hard sigmoid and hard swish with shift, clip and scale, as the model garden's code does. */
import type { ValueId } from '../../ir/graph.ts';
import { hardSigmoidSlope } from '../../ops/hard-sigmoid.ts';
import { expandPass, type Spelling } from './expand.ts';

/** relu6(x + 3) */
function ramp(x: ValueId, { step }: Spelling): ValueId {
  return step('clip', 'clip', [step('shift', 'shift', [x], { value: 3 })], { low: 0, high: 6 });
}

export const expandHardSigmoid = expandPass({
  name: 'expand-hard-sigmoid',
  kind: 'hard-sigmoid',
  doc: 'spell hard sigmoid with shift, clip and scale',
  ensures: 'no-hard-sigmoid',
  error: 'two roundings more per element (relative 2^-23)',
  spell(node, spelling) {
    spelling.last('scale', [ramp(node.inputs[0]!, spelling)], { value: hardSigmoidSlope });
    return true;
  },
});

export const expandHardSwish = expandPass({
  name: 'expand-hard-swish',
  kind: 'hard-swish',
  doc: 'spell hard swish with shift, clip, scale and multiply',
  ensures: 'no-hard-swish',
  error: 'three roundings more per element (relative 2^-22)',
  spell(node, spelling) {
    const [x = ''] = node.inputs;
    spelling.last('multiply', [x, spelling.step('scale', 'scale', [ramp(x, spelling)], { value: 1 / 6 })], {});
    return true;
  },
});
