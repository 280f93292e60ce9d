/** Of the codes in `codes/lowering.ts`: why each is a problem, an example, and how to mend it. */
import type { ExplanationEntry } from './explanation-entry.ts';
import type { loweringCodes } from '../codes/lowering.ts';

export const loweringExplanations: Readonly<Record<keyof typeof loweringCodes, ExplanationEntry>> = {
  SPN3001: {
    title: 'merged features have different sizes',
    text: `The features that a block adds up must have the same height and width, and with this input size they don't.

Feature sizes are the input's, divided by 2 per level and rounded up. When the input is no multiple of 2^(highest level),
128 for SpineNet, an upsampled 4 can meet a 7. \`check\` says so first, with sizes that fit (SPN2050); a program that lowers
a spec without checking it gets this error instead.

The TPU code takes such widths: it ends a resample with a nearest-neighbour resize to the target's width. Heights follow by
ratio, and where two edges round them differently the official code fails like this, too. The model garden and the PyTorch
port take no such sizes at all. Use a height and width that are multiples of 2^(highest level), or a square input with
\`"resample": { "fit": "resize" }\`, which is what \`"dialect": "tpu"\` sets.`,
  },

  SPN3002: {
    title: 'a feature would have no pixels',
    text: `A resample of the TPU code computes the new height as int(target width / width * height). For a picture that is many
times wider than high this becomes 0, and the official code fails too. Use a less extreme input size, or a height and width
that are multiples of 2^(highest level): then no such resize is needed.

Example: \`--input 8x2000\``,
  },

  SPN3003: {
    title: 'a convolution would have no filters',
    text: `Filter counts are truncated, as in the official code: a block has int(base filters * scale.filters) filters, and a
resample works on int(channels * scale.resampleAlpha) of them (a quarter of the channels for a bottleneck). With a small
scale these can become 0:

    "scale": { "filters": 0.01 }      64 * 0.01 = 0.64, which is truncated to 0

Raise \`scale.filters\` or \`scale.resampleAlpha\`, the level's entry of \`baseFilters\`, or give the block its own \`filters\`.`,
  },

  SPN3004: {
    title: 'no such block or endpoint to tap',
    text: `\`--tap\` adds the outputs of blocks and endpoints to those of the network. It takes block ids and endpoint names:

    spinec run spinenet-49 --image street.jpg --seed 1 --tap b12,endpoint_4
    spinec run spinenet-49 --image street.jpg --seed 1 --tap all`,
  },

  SPN3005: {
    title: 'The network has no head that detects',
    text: `Detections (boxes, scores, classes, masks) were asked for, and the network ends in features or in the logits of a classifier. Choose a
detection head: retinanet or mask-rcnn.

Example: \`spinec compile spinenet-49 --detections -o out\` (add \`--head retinanet\`)`,
  },

  SPN3006: {
    title: 'the family has no such kind of block',
    text: `SpineNet's blocks are \`bottleneck\` and \`residual\`. \`mbconv\` blocks belong to the mobile families, whose resampling
and filter rules are different, so that they can't be mixed in one network.`,
  },

  SPN3007: {
    title: 'no block is the output of a level',
    text: `The network's endpoints are those of levels.min … levels.max, and each needs one block of that level that is marked as
an output:

    b12 : L4 bottleneck <- b5 b10 => P4
    { "id": "b12", "level": 4, "kind": "bottleneck", "inputs": ["b5", "b10"], "output": true }`,
  },

  SPN3008: {
    title: 'the spec breaks a rule that lowering relies on',
    text: `Lowering takes specs that \`check\` accepted. A program that builds or mutates resolved specs itself can get here: an
input that names no earlier block, other than two inputs, an id that occurs twice, a level without base filters, a list of
repeats of the wrong length. Call \`check(spec)\` first: it says all that is wrong, and where.`,
  },

  SPN3009: {
    title: 'an op can not take the shapes it gets',
    text: `The shape rule of an op refused its inputs. The message names the node: its first part is the block, as in
\`b12/resample0/down/conv\`. The input size or the filter counts of the spec are the usual reason.`,
  },
};
