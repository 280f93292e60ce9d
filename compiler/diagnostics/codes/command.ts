/** SPN49xx and SPN69xx: what the command line itself has to say. */
import type { CodeEntry } from './code-entry.ts';

export const commandCodes = {
  SPN4900: {
    id: 'onnx-needs-weights',
    severity: 'warning',
  },
  SPN6900: {
    id: 'spec-unreadable',
    severity: 'error',
  },
  SPN6901: {
    id: 'file-unwritable',
    severity: 'error',
  },
  SPN6902: {
    id: 'verification-failed',
    severity: 'error',
  },
  SPN6903: {
    id: 'no-profile',
    severity: 'error',
  },
  SPN6904: {
    id: 'measuring-process-ended',
    severity: 'error',
  },
  SPN6905: {
    id: 'costs-unusable',
    severity: 'error',
  },
  SPN6906: {
    id: 'time-between-kernels',
    severity: 'note',
  },
  SPN6907: {
    id: 'machine-too-busy',
    severity: 'error',
  },
  SPN6910: {
    id: 'inputs-differ',
    severity: 'error',
  },
  SPN6920: {
    id: 'page-not-built',
    severity: 'error',
  },
  SPN6921: {
    id: 'port-unavailable',
    severity: 'error',
  },
  SPN6940: {
    id: 'no-such-part',
    severity: 'error',
  },
  SPN6941: {
    id: 'too-many-ops-to-draw',
    severity: 'error',
  },
} as const satisfies Record<string, CodeEntry>;
