/** Spells swish as `multiply(x, sigmoid(x))` for targets without it, so that the memory plan counts the sigmoid. */
import { expandPass } from './expand.ts';

export const expandSwish = expandPass({
  name: 'expand-swish',
  doc: 'spell swish with sigmoid and multiply',
  kind: 'swish',
  ensures: 'no-swish',
  error: 'one rounding more per element (relative 2^-24)',
  spell(node, { step, last }) {
    const [x = ''] = node.inputs;
    last('multiply', [x, step('sigmoid', 'sigmoid', [x], {})], {});
    return true;
  },
});
