/** SPN4xxx: targets. 41xx ONNX. */
import type { CodeEntry } from './code-entry.ts';

export const targetCodes = {
  SPN4101: {
    id: 'target-unsupported',
    severity: 'error',
    title: 'target can not express an operation',
  },
  SPN4102: {
    id: 'onnx-too-large',
    severity: 'error',
    title: 'ONNX model does not fit in one file',
  },
  SPN4103: {
    id: 'picture-channels',
    severity: 'error',
    title: 'picture input needs a network of three channels',
  },
  SPN4104: {
    id: 'float16-overflow',
    severity: 'error',
    title: 'weight is too large for float16',
  },
} as const satisfies Record<string, CodeEntry>;
