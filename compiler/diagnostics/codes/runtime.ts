/** SPN6xxx: running networks: backends, compiled folders, the doctor. */
import type { CodeEntry } from './code-entry.ts';

export const runtimeCodes = {
  SPN6001: {
    id: 'unknown-backend',
    severity: 'error',
  },
  SPN6002: {
    id: 'backend-unavailable',
    severity: 'error',
  },
  SPN6003: {
    id: 'software-adapter',
    severity: 'error',
  },
  SPN6004: {
    id: 'backend-failed',
    severity: 'error',
  },
  SPN6005: {
    id: 'input-shape',
    severity: 'error',
  },
  SPN6006: {
    id: 'not-a-compiled-folder',
    severity: 'error',
  },
  SPN6007: {
    id: 'manifest-invalid',
    severity: 'error',
  },
  SPN6008: {
    id: 'compiled-file-missing',
    severity: 'error',
  },
  SPN6009: {
    id: 'compiled-file-changed',
    severity: 'error',
  },
  SPN6010: {
    id: 'weights-needed',
    severity: 'error',
  },
  SPN6011: {
    id: 'doctor-platform',
    severity: 'error',
  },
  SPN6012: {
    id: 'doctor-tool-missing',
    severity: 'error',
  },
  SPN6013: {
    id: 'doctor-step-failed',
    severity: 'error',
  },
  SPN6014: {
    id: 'doctor-disk-space',
    severity: 'error',
  },
  SPN6015: {
    id: 'unknown-fix',
    severity: 'error',
  },
  SPN6016: {
    id: 'backend-chosen',
    severity: 'note',
  },
  SPN6017: {
    id: 'outputs-not-comparable',
    severity: 'error',
  },
  SPN6018: {
    id: 'not-enough-memory',
    severity: 'error',
  },
  SPN6019: {
    id: 'onnx-file-unusable',
    severity: 'error',
  },
  SPN6020: {
    id: 'adapter-without-float16',
    severity: 'error',
  },
} as const satisfies Record<string, CodeEntry>;

/** What a machine can't do, as opposed to what a user got wrong: the command line exits with 3 on these. */
export const environmentCodes: ReadonlySet<string> = new Set([
  'SPN6002',
  'SPN6003',
  'SPN6004',
  'SPN6011',
  'SPN6012',
  'SPN6013',
  'SPN6014',
  'SPN6018',
  'SPN6020',
  'SPN6904',
  'SPN6907',
]);
