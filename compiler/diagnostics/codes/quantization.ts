/** SPN491x: quantising. */
import type { CodeEntry } from './code-entry.ts';

export const quantizationCodes = {
  SPN4910: {
    id: 'keep-matches-nothing',
    severity: 'error',
  },
  SPN4911: {
    id: 'nothing-to-quantize',
    severity: 'error',
  },
  SPN4912: {
    id: 'noisy-layers',
    severity: 'warning',
  },
  SPN4913: {
    id: 'calibrated-on-noise',
    severity: 'warning',
  },
  SPN4914: {
    id: 'values-not-finite',
    severity: 'error',
  },
  SPN4915: {
    id: 'layers-overflow-float16',
    severity: 'warning',
  },
} as const satisfies Record<string, CodeEntry>;
