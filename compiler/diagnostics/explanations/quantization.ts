/** Of the codes in `codes/quantization.ts`: why each is a problem, an example, and how to mend it. */
import type { ExplanationEntry } from './explanation-entry.ts';
import type { quantizationCodes } from '../codes/quantization.ts';

export const quantizationExplanations: Readonly<Record<keyof typeof quantizationCodes, ExplanationEntry>> = {
  SPN4910: {
    title: '`--keep` names no layer',
    text: `\`spinec quantize --keep\` takes names of nodes as the report and \`--target ir\` show them, paths of nodes, and \`*\`
for any characters. What stays in float32 anyway does not count.

    spinec quantize my-net.spine -o net.onnx --images photos --keep b0,class_*/predict`,
  },

  SPN4911: {
    title: 'no layer is left to be quantised',
    text: `Every convolution and dense layer is to stay in float32, because \`--keep\` names it, because it falls short of
\`--min-snr\`, or because float16 does not hold its numbers. The result would be the float32 network, which \`spinec compile\` writes.

Example: \`spinec quantize my-net.spine -o net.onnx --images photos --min-snr 90\``,
  },

  SPN4912: {
    title: 'layers are too noisy in another number format',
    text: `Each layer was computed alone in integers (or float16), fed with float32. Where the result differs from float32 by more than
\`--min-snr\` allows (signal over noise, in decibels; 25 dB are an error of 5.6 %), the layer stays in float32. Many such layers cost speed:
\`--method entropy\` or \`percentile\` clips outliers, and \`--equalize\` evens out channels whose ranges differ widely.

    spinec quantize my-net.spine -o net.onnx --images photos --method percentile --equalize`,
  },

  SPN4913: {
    title: 'the network was calibrated on noise',
    text: `The range of every value follows from what the network was shown. Noise is enough to see how fast the integer network is and how
large its file; on pictures its values will be clipped or coarse. With \`--to f16\` no range is fixed: noise only shows less of what float16
can not hold.

    spinec quantize my-net.spine -o net.onnx --noise 2        # a look at speed and size
    spinec quantize my-net.spine -o net.onnx --images photos  # a network to use`,
  },

  SPN4914: {
    title: 'a value is infinite or no number',
    text: `While the float32 network was calibrated, one of its values became infinite or NaN, so there is no range that 8 bits could
cover, nor float16. The weights are damaged or belong to another network: \`spinec run\` shows the same in the outputs.

    spinec run my-net.spine --weights w.safetensors --image photo.jpg`,
  },

  SPN4915: {
    title: 'layers hold numbers that float16 has not',
    text: `Float16 ends at 65504. A layer whose weights, or whose values on the pictures that were shown to it, come within a factor of two
of that stays in float32, with a conversion before and after it. A few such layers do no harm; many say that the weights are damaged or
were never normalised.

    spinec quantize my-net.spine --to f16 -o net.onnx --weights w.safetensors --images photos`,
  },
};
