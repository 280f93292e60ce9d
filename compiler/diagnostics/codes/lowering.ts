/** SPN3xxx: lowering a spec to a graph, and the shapes in it. */
import type { CodeEntry } from './code-entry.ts';

export const loweringCodes = {
  SPN3001: {
    id: 'size-mismatch',
    severity: 'error',
    title: 'merged features have different sizes',
  },
  SPN3002: {
    id: 'size-vanishes',
    severity: 'error',
    title: 'a feature would have no pixels',
  },
  SPN3003: {
    id: 'no-filters',
    severity: 'error',
    title: 'a convolution would have no filters',
  },
  SPN3004: {
    id: 'unknown-tap',
    severity: 'error',
    title: 'no such block or endpoint to tap',
  },
  SPN3005: {
    id: 'no-detection-head',
    severity: 'error',
    title: 'The network has no head that detects',
  },
  SPN3006: {
    id: 'block-kind-without-lowering',
    severity: 'error',
    title: 'the family has no such kind of block',
  },
  SPN3007: {
    id: 'level-without-output',
    severity: 'error',
    title: 'no block is the output of a level',
  },
  SPN3008: {
    id: 'unchecked-spec',
    severity: 'error',
    title: 'the spec breaks a rule that lowering relies on',
  },
  SPN3009: {
    id: 'shape-rule',
    severity: 'error',
    title: 'an op can not take the shapes it gets',
  },
} as const satisfies Record<string, CodeEntry>;
