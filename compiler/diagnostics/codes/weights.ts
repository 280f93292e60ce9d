/** SPN5xxx: weights, from files, URLs, records and seeds. */
import type { CodeEntry } from './code-entry.ts';

export const weightCodes = {
  SPN5001: {
    id: 'weights-unreadable',
    severity: 'error',
  },
  SPN5002: {
    id: 'safetensors-truncated',
    severity: 'error',
  },
  SPN5003: {
    id: 'safetensors-header-size',
    severity: 'error',
  },
  SPN5004: {
    id: 'safetensors-header-invalid',
    severity: 'error',
  },
  SPN5005: {
    id: 'safetensors-duplicate-tensor',
    severity: 'error',
  },
  SPN5006: {
    id: 'safetensors-offsets',
    severity: 'error',
  },
  SPN5007: {
    id: 'safetensors-size-mismatch',
    severity: 'error',
  },
  SPN5008: {
    id: 'safetensors-dtype',
    severity: 'error',
  },
  SPN5009: {
    id: 'weights-format',
    severity: 'error',
  },
  SPN5010: {
    id: 'weights-mismatch',
    severity: 'error',
  },
  SPN5011: {
    id: 'weights-not-finite',
    severity: 'error',
  },
  SPN5012: {
    id: 'weights-download',
    severity: 'error',
  },
  SPN5013: {
    id: 'seed-invalid',
    severity: 'error',
  },
  SPN5014: {
    id: 'weights-tensor-missing',
    severity: 'error',
  },
  SPN5015: {
    id: 'weights-too-large',
    severity: 'error',
  },
  SPN5016: {
    id: 'checkpoint-unknown',
    severity: 'error',
  },
  SPN5017: {
    id: 'checkpoint-damaged',
    severity: 'error',
  },
  SPN5018: {
    id: 'checkpoint-incomplete',
    severity: 'error',
  },
  SPN5019: {
    id: 'checkpoint-too-large',
    severity: 'error',
  },
  SPN5020: {
    id: 'pickle-refused',
    severity: 'error',
  },
  SPN5021: {
    id: 'checkpoint-unsupported',
    severity: 'error',
  },
  SPN5022: {
    id: 'checkpoint-mismatch',
    severity: 'error',
  },
  SPN5023: {
    id: 'checkpoint-partial',
    severity: 'warning',
  },
  SPN5024: {
    id: 'checkpoint-dialect',
    severity: 'warning',
  },
  SPN5025: {
    id: 'checkpoint-names-unknown',
    severity: 'error',
  },
  SPN5026: {
    id: 'checkpoint-averages',
    severity: 'note',
  },
  SPN5027: {
    id: 'export-unnamed',
    severity: 'error',
  },
  SPN5028: {
    id: 'checkpoint-no-averages',
    severity: 'error',
  },
  SPN5029: {
    id: 'weights-dialect',
    severity: 'error',
  },
} as const satisfies Record<string, CodeEntry>;
