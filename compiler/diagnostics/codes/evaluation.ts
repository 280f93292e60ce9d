/** SPN71xx: annotations and results of an evaluation. */
import type { CodeEntry } from './code-entry.ts';

export const evaluationCodes = {
  SPN7101: {
    id: 'evaluation-file-unreadable',
    severity: 'error',
    title: 'annotations or results can not be read',
  },
  SPN7102: {
    id: 'evaluation-json',
    severity: 'error',
    title: 'annotations or results are not JSON',
  },
  SPN7103: {
    id: 'evaluation-field',
    severity: 'error',
    title: 'a field of the annotations or results is missing or malformed',
  },
  SPN7104: {
    id: 'evaluation-category-unknown',
    severity: 'warning',
    title: 'a category that the annotations do not define',
  },
  SPN7105: {
    id: 'evaluation-image-unknown',
    severity: 'warning',
    title: 'an annotation of a picture that is not listed',
  },
  SPN7106: {
    id: 'evaluation-results-of-other-images',
    severity: 'error',
    title: 'results are of other pictures',
  },
  SPN7107: {
    id: 'evaluation-duplicate-id',
    severity: 'error',
    title: 'an id is given twice',
  },
  SPN7108: {
    id: 'evaluation-box-size',
    severity: 'warning',
    title: 'a box has a negative width or height',
  },
  SPN7109: {
    id: 'evaluation-box-outside',
    severity: 'warning',
    title: 'a box reaches outside its picture',
  },
  SPN7110: {
    id: 'evaluation-score',
    severity: 'error',
    title: 'a score is not a finite number',
  },
  SPN7111: {
    id: 'evaluation-mask',
    severity: 'error',
    title: 'a segmentation is not a mask',
  },
  SPN7112: {
    id: 'evaluation-mask-size',
    severity: 'warning',
    title: 'a mask has another size than its picture',
  },
  SPN7113: {
    id: 'evaluation-annotation-0',
    severity: 'warning',
    title: 'an annotation has the id 0',
  },
  SPN7114: {
    id: 'evaluation-nothing-to-find',
    severity: 'warning',
    title: 'nothing to evaluate',
  },
  SPN7115: {
    id: 'evaluation-picture',
    severity: 'error',
    title: 'an annotated picture is not in the folder',
  },
} as const satisfies Record<string, CodeEntry>;
