/** Takes bias and activation out of transposed convolutions: tfjs fuses neither. */
import { expandPass } from './expand.ts';

export const expandTransposedConvs = expandPass({
  name: 'expand-transposed-convs',
  doc: 'let transposed convs be followed by their bias and activation',
  kind: 'conv2d-transpose',
  ensures: 'bare-transposed-convs',
  breaks: ['fused-bias', 'fused-activations'],
  error: 'exact',
  spell(node, { step, last }) {
    const [x = '', kernel = '', bias] = node.inputs;
    const { activation } = node.attrs;
    if (bias === undefined && activation === 'none') return false;
    const bare = step('linear', 'conv2d-transpose', [x, kernel], { activation: 'none' });
    if (activation === 'none') {
      last('add', [bare, bias!], {});
      return true;
    }
    last(activation, [bias === undefined ? bare : step('biased', 'add', [bare, bias], {})], {});
    return true;
  },
});
