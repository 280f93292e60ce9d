/** Of the codes in `codes/target.ts`: why each is a problem, an example, and how to mend it. */
import type { ExplanationEntry } from './explanation-entry.ts';
import type { targetCodes } from '../codes/target.ts';

export const targetExplanations: Readonly<Record<keyof typeof targetCodes, ExplanationEntry>> = {
  SPN4101: {
    title: 'target can not express an operation',
    text: `Every operation of the compiler has a form on every target, but a few uses of them do not: batch norm over a tensor of rank 3 in ONNX, for
example. The message names the node. Nothing that specs lower to needs them; a hand-written \`.ir.txt\` may. Rewrite that node, or use
another target.`,
  },

  SPN4102: {
    title: 'ONNX model does not fit in one file',
    text: `Protobuf, which ONNX files are written in, ends at 2 GiB per message. Larger models keep their weights in a second file,
\`<name>.onnx.data\`, which must stay beside the model. The compiler does that by itself from 1 GiB on; this error means that external data
was switched off. Switch it on again, or halve the weights with \`--dtype f16\`.`,
  },

  SPN4103: {
    title: 'picture input needs a network of three channels',
    text: `\`--image-input\` puts the normalisation of RGB pictures, (x/255 − mean)/std, inside the file, so the network has to take as many
channels as there are means: three. Leave \`--image-input\` out and normalise what you feed, or set \`input.channels\` to 3.`,
  },

  SPN4104: {
    title: 'weight is too large for float16',
    text: `Half precision ends at 65504. A kernel that holds more would become infinite, and every result after it NaN. Kernels of trained networks
are far below; a tensor like this comes from a broken checkpoint, or from batch-norm folding with a variance near zero. Check the
weights, or keep \`--dtype f32\`.`,
  },
};
