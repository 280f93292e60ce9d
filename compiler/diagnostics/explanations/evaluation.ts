/** Of the codes in `codes/evaluation.ts`: why each is a problem, an example, and how to mend it. */
import type { ExplanationEntry } from './explanation-entry.ts';
import type { evaluationCodes } from '../codes/evaluation.ts';

export const evaluationExplanations: Readonly<Record<keyof typeof evaluationCodes, ExplanationEntry>> = {
  SPN7101: {
    title: 'annotations or results can not be read',
    text: `The file named by \`--annotations\` or \`--results\` could not be opened: it does not exist, is a folder, may not be read by this
user, or has more than 1 GB (\`instances_train2017.json\` has 0.47 GB).

    spinec eval --annotations instances_val2017.json --results detections.json`,
  },

  SPN7102: {
    title: 'annotations or results are not JSON',
    text: `The file breaks off, or is not JSON at the place that the message names. Both files are plain JSON: annotations are an object with
\`images\`, \`annotations\` and \`categories\`; results are a list of detections. Comments are not allowed, zipped files have to be unpacked.

Example: \`results.json\` of a run that was stopped while it wrote.`,
  },

  SPN7103: {
    title: 'a field of the annotations or results is missing or malformed',
    text: `Annotations need

    {
      "images": [{ "id": 139, "width": 640, "height": 426, "file_name": "000000000139.jpg" }],
      "categories": [{ "id": 1, "name": "person" }],
      "annotations": [{ "id": 1, "image_id": 139, "category_id": 1, "bbox": [x, y, width, height], "area": 1234.5, "iscrowd": 0,
                        "segmentation": [[x, y, x, y, …]] }]
    }

and results \`[{ "image_id": 139, "category_id": 1, "bbox": [x, y, width, height], "score": 0.9, "segmentation": { "size": [height,
width], "counts": "…" } }]\` with a box, a mask or both. Ids are whole numbers, boxes are four numbers in pixels. All results have a
box, or none has: the first one says which.`,
  },

  SPN7104: {
    title: 'a category that the annotations do not define',
    text: `An annotation or a detection has a \`category_id\` that is not in \`categories\`. It is left out, as pycocotools does without a word.

Most often class numbers were written instead of category ids: COCO's 80 categories have ids from 1 to 90 with gaps, a network's
classes may count from 0.

Example: \`"category_id": 0\` for a person, whose id is 1.`,
  },

  SPN7105: {
    title: 'an annotation of a picture that is not listed',
    text: `An annotation's \`image_id\` is not in \`images\`. It is left out, as pycocotools does. Files that were cut to fewer pictures often keep
the annotations of all.

Example: \`"image_id": 999999\` where \`images\` ends at 1000.`,
  },

  SPN7106: {
    title: 'results are of other pictures',
    text: `A detection's \`image_id\` is not in the annotations. The results belong to another set of pictures (train instead of val?), and
pycocotools refuses them, too.

Example: \`"image_id": 12\` with the annotations of val2017, whose first picture is 139.`,
  },

  SPN7107: {
    title: 'an id is given twice',
    text: `Two images, two categories or two annotations have the same \`id\`. Which one is meant can't be known (pycocotools would count the
last annotation twice). Merged files have to be numbered anew.

Example: two annotations with \`"id": 1\`.`,
  },

  SPN7108: {
    title: 'a box has a negative width or height',
    text: `Boxes are \`[x, y, width, height]\`. One with a negative side matches nothing, as in pycocotools, which says nothing about it. The
message shows the first.

Example: \`"bbox": [100, 50, 20, 40]\` is 20 wide; \`[x1, y1, x2, y2]\` with swapped corners gives negative sides once it is converted.`,
  },

  SPN7109: {
    title: 'a box reaches outside its picture',
    text: `By more than a pixel. It is used as it is, as in pycocotools. Many such boxes mean that they are in another picture's pixels: boxes
that were not scaled back from the network's input, say, or \`[x1, y1, x2, y2]\` instead of \`[x, y, width, height]\`.

Example: \`"bbox": [600, 20, 640, 400]\` in a picture 640 pixels wide.`,
  },

  SPN7110: {
    title: 'a score is not a finite number',
    text: `Detections are sorted by score, and NaN has no place in an order. A network that gives NaN diverged in training, or was fed NaN.

Example: \`"score": NaN\`, as Python writes it.`,
  },

  SPN7111: {
    title: 'a segmentation is not a mask',
    text: `Masks are run lengths, \`{ "size": [height, width], "counts": … }\` with a list of counts or COCO's compressed text, which add up to
height times width; or a list of polygons, each of six numbers or more: \`[[x, y, x, y, x, y]]\`.

Example: \`"counts": [10, 20]\` with \`"size": [480, 640]\`.`,
  },

  SPN7112: {
    title: 'a mask has another size than its picture',
    text: `Masks of different sizes can't be laid over each other: this one matches nothing, as in pycocotools. Masks have to be pasted into the
whole picture and scaled to its size.

Example: \`"size": [28, 28]\`, a mask as the network gives it.`,
  },

  SPN7113: {
    title: 'an annotation has the id 0',
    text: `pycocotools marks a detection without a match with the id 0, so that one that matches annotation 0 counts as a false positive. The
figures here are the same, to be comparable; number annotations from 1 to get better ones.

Example: \`"id": 0\` in a file numbered by \`enumerate\`.`,
  },

  SPN7114: {
    title: 'nothing to evaluate',
    text: `There is no annotation (crowds aside) of any category that is evaluated, so no figure is defined: all are −1, as in pycocotools.

Example: \`"annotations": []\``,
  },

  SPN7115: {
    title: 'an annotated picture is not in the folder',
    text: `With \`--images\` every picture of the annotations is looked at: its \`file_name\` is a path within the folder. One is not there, has no
\`file_name\`, or has one that leads out of the folder. A picture without detections would count as one with nothing found.

    spinec eval net --annotations instances_val2017.json --images val2017`,
  },
};
