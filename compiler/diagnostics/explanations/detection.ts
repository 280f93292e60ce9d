/** Of the codes in `codes/detection.ts`: why each is a problem, an example, and how to mend it. */
import type { ExplanationEntry } from './explanation-entry.ts';
import type { detectionCodes } from '../codes/detection.ts';

export const detectionExplanations: Readonly<Record<keyof typeof detectionCodes, ExplanationEntry>> = {
  SPN6030: {
    title: 'the network does not give detections',
    text: `\`spinec detect\` needs a network whose outputs are \`num_detections\`, \`boxes\`, \`scores\` and \`classes\` (and \`masks\`, if it has
them): a spec with a head that detects, or what was compiled from one with its post-processing.

    spinec detect spinenet-49 --head retinanet --weights w.safetensors --image street.jpg
    spinec compile spinenet-49 --head retinanet --detections -o out

A backbone alone gives features (\`endpoint_3\` and so on), a classifier \`logits\`: see \`spinec run\` and \`spinec classify\`.`,
  },

  SPN6031: {
    title: 'the network does not classify',
    text: `\`spinec classify\` needs a network with the output \`logits\`, one row of numbers a picture.

    spinec classify spinenet-49 --head classification --weights w.safetensors --image cat.jpg`,
  },

  SPN6032: {
    title: 'the outputs of the network are no detections or logits',
    text: `The outputs have the right names, but not the shapes of detections (\`num_detections [N]\`, \`boxes [N,D,4]\`, \`scores [N,D]\`,
\`classes [N,D]\`, \`masks [N,D,h,w]\`) or of logits (\`[N,classes]\`), or hold NaN or infinite numbers. Networks that spinec compiles do
not do that; an ONNX file from elsewhere may.`,
  },

  SPN7020: {
    title: 'files of the folder that are no pictures',
    text: `Of the files in a folder, those whose names end in .jpg, .jpeg, .png, .webp, .gif, .tif, .tiff or .avif are pictures; folders
inside it and hidden files are not looked at. Name a file with \`--image\` to use it whatever it is called.

Example: \`--images photos\` for a folder with 20 photographs and a \`notes.txt\`.`,
  },

  SPN7021: {
    title: 'the folder has no pictures',
    text: `The folder given with \`--images\` can't be read, or none of its files is a picture by its name (.jpg, .jpeg, .png, .webp, .gif,
.tif, .tiff, .avif). Folders inside it are not looked at.

Example: \`--images photos\` where the pictures are in \`photos/2024\`.`,
  },

  SPN7022: {
    title: 'the labels file does not fit',
    text: `A labels file has one name a line, in the order of the classes, with or without a line for the background; or it is JSON: a list of
names, an object from id to name, or a list of \`{"id", "name"}\` as in COCO's annotation files, which can be given themselves. The count
of names has to be the network's: names for other classes would be wrong without a sign of it.

Example: \`--labels imagenet.txt\` with 1000 lines, for a network with 91 classes.`,
  },
};
