/** SPN603x and SPN702x: detecting and classifying on pictures. */
import type { CodeEntry } from './code-entry.ts';

export const detectionCodes = {
  SPN6030: {
    id: 'no-detections',
    severity: 'error',
  },
  SPN6031: {
    id: 'no-logits',
    severity: 'error',
  },
  SPN6032: {
    id: 'results-malformed',
    severity: 'error',
  },
  SPN7020: {
    id: 'files-skipped',
    severity: 'note',
  },
  SPN7021: {
    id: 'no-pictures',
    severity: 'error',
  },
  SPN7022: {
    id: 'labels-invalid',
    severity: 'error',
  },
} as const satisfies Record<string, CodeEntry>;
