/** SPN49xx and SPN69xx: what the command line itself has to say. */
import type { CodeEntry } from './code-entry.ts';

export const commandCodes = {
  SPN4900: {
    id: 'onnx-needs-weights',
    severity: 'warning',
    title: 'an ONNX file was asked for without weights',
  },
  SPN6900: {
    id: 'spec-unreadable',
    severity: 'error',
    title: 'a spec can not be read',
  },
  SPN6901: {
    id: 'file-unwritable',
    severity: 'error',
    title: 'a result can not be written',
  },
  SPN6902: {
    id: 'verification-failed',
    severity: 'error',
    title: 'a target does not compute what the reference computes',
  },
  SPN6903: {
    id: 'no-profile',
    severity: 'error',
    title: 'the backend can not say where its time goes',
  },
} as const satisfies Record<string, CodeEntry>;
