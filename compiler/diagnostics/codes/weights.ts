/** SPN5xxx: weights, from files, URLs, records and seeds. */
import type { CodeEntry } from './code-entry.ts';

export const weightCodes = {
  SPN5001: {
    id: 'weights-unreadable',
    severity: 'error',
    title: 'weights file can not be read',
  },
  SPN5002: {
    id: 'safetensors-truncated',
    severity: 'error',
    title: 'safetensors file is shorter than its header says',
  },
  SPN5003: {
    id: 'safetensors-header-size',
    severity: 'error',
    title: 'safetensors header has an impossible length',
  },
  SPN5004: {
    id: 'safetensors-header-invalid',
    severity: 'error',
    title: 'safetensors header is not what the format allows',
  },
  SPN5005: {
    id: 'safetensors-duplicate-tensor',
    severity: 'error',
    title: 'safetensors header names a tensor twice',
  },
  SPN5006: {
    id: 'safetensors-offsets',
    severity: 'error',
    title: 'safetensors tensors overlap, leave holes, or lie outside the file',
  },
  SPN5007: {
    id: 'safetensors-size-mismatch',
    severity: 'error',
    title: "a tensor's shape and its bytes disagree",
  },
  SPN5008: {
    id: 'safetensors-dtype',
    severity: 'error',
    title: 'tensor dtype is not supported',
  },
  SPN5009: {
    id: 'weights-format',
    severity: 'error',
    title: 'file is not safetensors',
  },
  SPN5010: {
    id: 'weights-mismatch',
    severity: 'error',
    title: 'weights do not fit the network',
  },
  SPN5011: {
    id: 'weights-not-finite',
    severity: 'error',
    title: 'weights contain NaN or infinity',
  },
  SPN5012: {
    id: 'weights-download',
    severity: 'error',
    title: 'weights could not be downloaded',
  },
  SPN5013: {
    id: 'seed-invalid',
    severity: 'error',
    title: 'seed is not a whole number',
  },
  SPN5014: {
    id: 'weights-tensor-missing',
    severity: 'error',
    title: 'file has no tensor of that name',
  },
  SPN5015: {
    id: 'weights-too-large',
    severity: 'error',
    title: 'network has more weights than can be handled',
  },
  SPN5016: {
    id: 'checkpoint-unknown',
    severity: 'error',
    title: 'there is no checkpoint of a known format',
  },
  SPN5017: {
    id: 'checkpoint-damaged',
    severity: 'error',
    title: 'checkpoint is damaged',
  },
  SPN5018: {
    id: 'checkpoint-incomplete',
    severity: 'error',
    title: 'a part of the checkpoint is not there',
  },
  SPN5019: {
    id: 'checkpoint-too-large',
    severity: 'error',
    title: 'checkpoint claims absurd sizes',
  },
  SPN5020: {
    id: 'pickle-refused',
    severity: 'error',
    title: 'pickle asks for more than data',
  },
  SPN5021: {
    id: 'checkpoint-unsupported',
    severity: 'error',
    title: 'checkpoint uses something that is not supported',
  },
  SPN5022: {
    id: 'checkpoint-mismatch',
    severity: 'error',
    title: 'checkpoint is of another network',
  },
  SPN5023: {
    id: 'checkpoint-partial',
    severity: 'warning',
    title: 'some weights were not imported',
  },
  SPN5024: {
    id: 'checkpoint-dialect',
    severity: 'warning',
    title: 'checkpoint and spec are of different dialects',
  },
  SPN5025: {
    id: 'checkpoint-names-unknown',
    severity: 'error',
    title: 'the names in the checkpoint are not known',
  },
  SPN5026: {
    id: 'checkpoint-averages',
    severity: 'note',
    title: 'checkpoint has moving averages of its variables',
  },
  SPN5027: {
    id: 'export-unnamed',
    severity: 'error',
    title: 'a dialect has no names for some params',
  },
  SPN5028: {
    id: 'checkpoint-no-averages',
    severity: 'error',
    title: 'checkpoint has no moving averages',
  },
  SPN5029: {
    id: 'weights-dialect',
    severity: 'error',
    title: 'weights were imported for another dialect',
  },
} as const satisfies Record<string, CodeEntry>;
