/** SPN3xxx: lowering a spec to a graph, and the shapes in it. */
import type { CodeEntry } from './code-entry.ts';

export const loweringCodes = {
  SPN3001: {
    id: 'size-mismatch',
    severity: 'error',
  },
  SPN3002: {
    id: 'size-vanishes',
    severity: 'error',
  },
  SPN3003: {
    id: 'no-filters',
    severity: 'error',
  },
  SPN3004: {
    id: 'unknown-tap',
    severity: 'error',
  },
  SPN3005: {
    id: 'no-detection-head',
    severity: 'error',
  },
  SPN3006: {
    id: 'block-kind-without-lowering',
    severity: 'error',
  },
  SPN3007: {
    id: 'level-without-output',
    severity: 'error',
  },
  SPN3008: {
    id: 'unchecked-spec',
    severity: 'error',
  },
  SPN3009: {
    id: 'shape-rule',
    severity: 'error',
  },
} as const satisfies Record<string, CodeEntry>;
