/** SPN71xx: annotations and results of an evaluation. */
import type { CodeEntry } from './code-entry.ts';

export const evaluationCodes = {
  SPN7101: {
    id: 'evaluation-file-unreadable',
    severity: 'error',
  },
  SPN7102: {
    id: 'evaluation-json',
    severity: 'error',
  },
  SPN7103: {
    id: 'evaluation-field',
    severity: 'error',
  },
  SPN7104: {
    id: 'evaluation-category-unknown',
    severity: 'warning',
  },
  SPN7105: {
    id: 'evaluation-image-unknown',
    severity: 'warning',
  },
  SPN7106: {
    id: 'evaluation-results-of-other-images',
    severity: 'error',
  },
  SPN7107: {
    id: 'evaluation-duplicate-id',
    severity: 'error',
  },
  SPN7108: {
    id: 'evaluation-box-size',
    severity: 'warning',
  },
  SPN7109: {
    id: 'evaluation-box-outside',
    severity: 'warning',
  },
  SPN7110: {
    id: 'evaluation-score',
    severity: 'error',
  },
  SPN7111: {
    id: 'evaluation-mask',
    severity: 'error',
  },
  SPN7112: {
    id: 'evaluation-mask-size',
    severity: 'warning',
  },
  SPN7113: {
    id: 'evaluation-annotation-0',
    severity: 'warning',
  },
  SPN7114: {
    id: 'evaluation-nothing-to-find',
    severity: 'warning',
  },
  SPN7115: {
    id: 'evaluation-picture',
    severity: 'error',
  },
} as const satisfies Record<string, CodeEntry>;
