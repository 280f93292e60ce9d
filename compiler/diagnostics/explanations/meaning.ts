/** Of the codes in `codes/meaning.ts`: why each is a problem, an example, and how to mend it. */
import type { ExplanationEntry } from './explanation-entry.ts';
import type { meaningCodes } from '../codes/meaning.ts';

export const meaningExplanations: Readonly<Record<keyof typeof meaningCodes, ExplanationEntry>> = {
  SPN2030: {
    title: 'An input names a block that does not exist',
    text: `Inputs are ids of blocks that come earlier, those of the stem included (\`b0\`, \`b1\`), or absolute indices into that list.

Example: \`"inputs": ["b5", "b20"]\` in a spec whose last block is b16.`,
  },

  SPN2031: {
    title: 'A block takes itself as input',
    text: `A block is made from earlier blocks; it can't be one of its own parents.

Example: \`{ "id": "b5", …, "inputs": ["b2", "b5"] }\`. In lists with indices, index 0 is the first block of the stem, so that the first entry
of \`blocks\` has index 2.`,
  },

  SPN2032: {
    title: 'A block takes a later block as input',
    text: `Blocks are built in the order they are listed, and take only from blocks above them. This keeps the network free of cycles.

Example: b5 with \`"inputs": ["b2", "b7"]\`. Move b7 above b5, if it does not depend on b5 itself.`,
  },

  SPN2033: {
    title: 'Two blocks have the same id',
    text: `An id names one block, over the stem and \`blocks\` together. Blocks without an id are called b and their index, counting from the stem's
first block: the first entry of \`blocks\` is b2 after a stem of two.

Give one of them another id, or leave both ids out.`,
  },

  SPN2034: {
    title: 'A block does not have two inputs',
    text: `Each scale-permuted block merges exactly two parents (paper, section 3.1). More features come in only by the rule for features that nothing
consumed (\`merge.unconsumed\`).

Example: \`"inputs": ["b5"]\``,
  },

  SPN2035: {
    title: 'A block takes the same block twice',
    text: `The official code builds this, with a resample of its own for each of the two edges; the architecture search never proposes it (its parents
are distinct).

Example: \`"inputs": ["b5", "b5"]\``,
  },

  SPN2036: {
    title: 'A block reaches no output',
    text: `Nothing that the network gives depends on this block. No later block has it as input, and no later output block adds it either: an output
block also adds every earlier feature that nothing has consumed so far, but only where width and channels equal its own (and
\`merge.unconsumed\` is \`add\`). In SpineNet-49 that is how b11 reaches b14.

Use the block as an input, make it an output (\`"output": true\`), or take it out.`,
  },

  SPN2037: {
    title: 'An output adds a feature that nothing consumed',
    text: `As in the official code, an output block adds, as they are, all earlier features that nothing has consumed so far and that have its width
and channels. SpineNet-49 has one such edge, b11 → b14, which no list of blocks shows. \`"merge": { "unconsumed": "ignore" }\` turns the rule off.`,
  },

  SPN2047: {
    title: 'An output block lies outside the output levels and is not used',
    text: `The model garden and the PyTorch port build endpoints for \`levels.min\` to \`levels.max\` and leave other outputs
unused; the TPU code refuses them (SPN2042).

Example: SpineNet-49 with levels 4 to 6 has outputs of levels 3 and 7 to spare. Take \`"output": true\` off those blocks,
or silence the message with \`--log-override output-unused=off\`.`,
  },

  SPN2040: {
    title: 'A level has no output block',
    text: `The network gives one feature map per level from \`levels.min\` to \`levels.max\`, so each of these levels needs one block with
\`"output": true\`.

Example: \`spinenet-49\` with \`"levels": { "min": 2 }\` has no output on level 2; \`spinenet-49-p2\` adds a block for it.`,
  },

  SPN2041: {
    title: 'A level has two output blocks',
    text: `Each level from \`levels.min\` to \`levels.max\` has exactly one output block. The official code refuses a second one too.

Take \`"output": true\` off one of them.`,
  },

  SPN2042: {
    title: 'An output block lies outside the output levels',
    text: `Outputs are of the levels from \`levels.min\` to \`levels.max\`.

Example: an output of level 2 with the default levels 3 to 7. Lower \`levels.min\`, or take \`"output": true\` off the block.`,
  },

  SPN2043: {
    title: 'A level is out of range',
    text: `Level n is 1/2^n of the picture's resolution; levels go from 1 to 10, and \`levels.min\` is not above \`levels.max\`.`,
  },

  SPN2044: {
    title: 'A level has no base filters',
    text: `SpineNet has base filters for levels 1 to 7 (32, 64, 128, and 256 from level 4 on). A block of another level needs its own:

    "baseFilters": { "8": 256 }

or \`"filters"\` on the block itself.`,
  },

  SPN2045: {
    title: 'Base filters of a level that has no block',
    text: `\`baseFilters\` gives filters for a level on which the network has no block, so they change nothing. Is the level a typing error?`,
  },

  SPN2046: {
    title: 'The stem can not have blocks of these levels',
    text: `Convolution and pool leave the stem at level 2. A stem of kind \`spinenet\` stays there. One of kind \`resnet\` goes on like a ResNet: from
block to block the level stays or rises by one.`,
  },

  SPN2050: {
    title: 'The network can not take this input size',
    text: `Features that are merged must have equal sizes. Going down halves and rounds up; going up multiplies. Where the picture's sides are not
multiples of the coarsest block's stride, the two ways to a level can differ: 224 pixels are 7 on level 5 and 4 on level 6, and 2 · 4 is not 7.

The TPU code then resizes (\`"resample": { "fit": "resize" }\`), and takes such widths; the model garden and the PyTorch port do not. Heights follow
from widths there, so very uneven pictures can still fail.

Use sides that are multiples of 2^(coarsest level of a block), 128 for the published networks; \`spinec run\` pads pictures to the input size anyway.`,
  },

  SPN2051: {
    title: 'Filters are cut off to 0',
    text: `Filters are products cut off to whole numbers, never rounded up: a block has int(baseFilters[level] · scale.filters) of them, and the middle
of a resample int(C · scale.resampleAlpha), where C are the base filters of the block it starts from. One of these came out as 0.

Example: \`scale.filters\` 0.01: int(64 · 0.01) = 0 on level 2.`,
  },

  SPN2052: {
    title: 'scale.repeats does not have one number per block',
    text: `As a list, \`scale.repeats\` has one number for each block of the stem, then one for each of \`blocks\`. For SpineNet-49 that is 2 + 15 = 17.

To change a single block, give it its own \`"repeats"\`.`,
  },

  SPN2053: {
    title: 'The network has more than 10,000 repeated blocks',
    text: `The repeats of all blocks together may be 10,000; SpineNet-190 has 68. The limit keeps time and memory bounded.

Example: \`"scale": { "repeats": 1000 }\` with 17 blocks.`,
  },

  SPN2054: {
    title: 'The dialect has nothing like this',
    text: `A dialect stands for an implementation that the compiled network agrees with, weight for weight. What is asked for does not exist in that
implementation. Weighted fusion (\`merge.weighted\`) is the model garden's: choose \`"dialect": "garden"\`.`,
  },

  SPN2055: {
    title: 'Features are resized because the input size does not divide evenly',
    text: `The picture's width is no multiple of the coarsest block's stride. As in the TPU code, features whose size does not fit are resized by nearest
neighbour. A 224-pixel classification network does this (7 ↔ 4). Multiples of 2^(coarsest level) need no such step.

Example: \`--input 224x224\` with SpineNet-49, whose coarsest blocks have a stride of 128.`,
  },

  SPN2056: {
    title: 'The family has no blocks of this kind',
    text: `Which blocks a network is made of, and how features go from one to another, is its family's: spinenet and resnet-fpn have bottleneck and
residual blocks, spinenet-mobile and eff-spinenet have mbconv blocks.

Example: \`"kind": "mbconv"\` in a spec of family spinenet; set \`"family": "spinenet-mobile"\`.`,
  },

  SPN2057: {
    title: 'A ResNet with a feature pyramid has no scale-permuted blocks',
    text: `In the family resnet-fpn the stem is the whole backbone, one block group per stage, and a feature pyramid makes the output levels:
\`blocks\` is the empty list. For a ResNet part followed by scale-permuted blocks, as in R23-SP30, use the family spinenet with
\`"stem": { "kind": "resnet", … }\`.`,
  },

  SPN2058: {
    title: 'The family needs another kind of stem',
    text: `Stems of kind mobile (3×3 convolution, no pool, mbconv blocks) belong to spinenet-mobile and eff-spinenet, stems of kind resnet to
resnet-fpn and, with scale-permuted blocks after them, to spinenet.

Example: family spinenet-mobile without \`"stem": { "kind": "mobile", … }\``,
  },

  SPN2059: {
    title: 'An input names a block of the stem that is no feature',
    text: `A stem's block with \`"feature": false\` feeds the next one and nothing else, as the first block of Eff-SpineNet's stem does. Blocks can't take
it, and it has no index.`,
  },

  SPN2060: {
    title: 'A cascade needs boxes that are the same for all classes',
    text: `A stage of Cascade R-CNN hands each region's refined box to the next stage, before anything is known about its class, so that every region
has one box: set \`"classAgnostic": true\` for the box head, or give \`weights\` a single entry.`,
  },
};
