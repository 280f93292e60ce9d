/** SPN6xxx: running networks: backends, compiled folders, the doctor. */
import type { CodeEntry } from './code-entry.ts';

export const runtimeCodes = {
  SPN6001: {
    id: 'unknown-backend',
    severity: 'error',
    title: 'there is no such backend',
  },
  SPN6002: {
    id: 'backend-unavailable',
    severity: 'error',
    title: 'backend can not run here',
  },
  SPN6003: {
    id: 'software-adapter',
    severity: 'error',
    title: 'the GPU is a program',
  },
  SPN6004: {
    id: 'backend-failed',
    severity: 'error',
    title: 'backend failed while preparing or running the network',
  },
  SPN6005: {
    id: 'input-shape',
    severity: 'error',
    title: 'input tensor does not have the shape the network was compiled for',
  },
  SPN6006: {
    id: 'not-a-compiled-folder',
    severity: 'error',
    title: 'folder was not written by `spinec compile`',
  },
  SPN6007: {
    id: 'manifest-invalid',
    severity: 'error',
    title: 'manifest.json is not a valid manifest',
  },
  SPN6008: {
    id: 'compiled-file-missing',
    severity: 'error',
    title: 'compiled folder lacks a file',
  },
  SPN6009: {
    id: 'compiled-file-changed',
    severity: 'error',
    title: 'a compiled file is not the one that was written',
  },
  SPN6010: {
    id: 'weights-needed',
    severity: 'error',
    title: 'no weights were given',
  },
  SPN6011: {
    id: 'doctor-platform',
    severity: 'error',
    title: 'this repair is not available on this platform',
  },
  SPN6012: {
    id: 'doctor-tool-missing',
    severity: 'error',
    title: 'a program that the repair needs is missing',
  },
  SPN6013: {
    id: 'doctor-step-failed',
    severity: 'error',
    title: 'a step of the repair failed',
  },
  SPN6014: {
    id: 'doctor-disk-space',
    severity: 'error',
    title: 'not enough disk space for the repair',
  },
  SPN6015: {
    id: 'unknown-fix',
    severity: 'error',
    title: 'doctor does not know that repair',
  },
  SPN6016: {
    id: 'backend-chosen',
    severity: 'note',
    title: 'backend chosen',
  },
  SPN6017: {
    id: 'outputs-not-comparable',
    severity: 'error',
    title: 'the two sets of outputs can not be compared',
  },
  SPN6018: {
    id: 'not-enough-memory',
    severity: 'error',
    title: 'running the network needs more memory than there is',
  },
  SPN6019: {
    id: 'onnx-file-unusable',
    severity: 'error',
    title: 'the ONNX file can not be run as a network',
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
]);
