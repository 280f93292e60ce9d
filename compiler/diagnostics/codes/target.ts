/** SPN4xxx: targets. 41xx ONNX. */
import type { CodeEntry } from './code-entry.ts';

export const targetCodes = {
  SPN4101: {
    id: 'target-unsupported',
    severity: 'error',
  },
  SPN4102: {
    id: 'onnx-too-large',
    severity: 'error',
  },
  SPN4103: {
    id: 'picture-channels',
    severity: 'error',
  },
  SPN4104: {
    id: 'float16-overflow',
    severity: 'error',
  },
} as const satisfies Record<string, CodeEntry>;
