/** SPN603x and SPN702x: detecting and classifying on pictures. */
import type { CodeEntry } from './code-entry.ts';

export const detectionCodes = {
  SPN6030: {
    id: 'no-detections',
    severity: 'error',
    title: 'the network does not give detections',
  },
  SPN6031: {
    id: 'no-logits',
    severity: 'error',
    title: 'the network does not classify',
  },
  SPN6032: {
    id: 'results-malformed',
    severity: 'error',
    title: 'the outputs of the network are no detections or logits',
  },
  SPN7020: {
    id: 'files-skipped',
    severity: 'note',
    title: 'files of the folder that are no pictures',
  },
  SPN7021: {
    id: 'no-pictures',
    severity: 'error',
    title: 'the folder has no pictures',
  },
  SPN7022: {
    id: 'labels-invalid',
    severity: 'error',
    title: 'the labels file does not fit',
  },
} as const satisfies Record<string, CodeEntry>;
