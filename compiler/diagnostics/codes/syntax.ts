/** SPN1xxx: what can be wrong with a text before anybody asks what it means, and with `--log-override`. */
import type { CodeEntry } from './code-entry.ts';

export const syntaxCodes = {
  SPN1001: {
    id: 'spec-too-large',
    severity: 'error',
  },
  SPN1002: {
    id: 'nesting-too-deep',
    severity: 'error',
  },
  SPN1003: {
    id: 'too-many-errors',
    severity: 'note',
  },
  SPN1004: {
    id: 'empty-spec',
    severity: 'error',
  },
  SPN1010: {
    id: 'json-syntax',
    severity: 'error',
  },
  SPN1011: {
    id: 'missing-comma',
    severity: 'error',
  },
  SPN1012: {
    id: 'unclosed-bracket',
    severity: 'error',
  },
  SPN1013: {
    id: 'text-after-spec',
    severity: 'error',
  },
  SPN1014: {
    id: 'unterminated-string',
    severity: 'error',
  },
  SPN1015: {
    id: 'invalid-escape',
    severity: 'error',
  },
  SPN1016: {
    id: 'control-character',
    severity: 'error',
  },
  SPN1017: {
    id: 'unterminated-comment',
    severity: 'error',
  },
  SPN1018: {
    id: 'invalid-number',
    severity: 'error',
  },
  SPN1019: {
    id: 'number-out-of-range',
    severity: 'error',
  },
  SPN1020: {
    id: 'unquoted-text',
    severity: 'error',
  },
  SPN1021: {
    id: 'duplicate-key',
    severity: 'error',
  },
  SPN1030: {
    id: 'unknown-statement',
    severity: 'error',
  },
  SPN1031: {
    id: 'spine-syntax',
    severity: 'error',
  },
  SPN1032: {
    id: 'output-level-mismatch',
    severity: 'error',
  },
  SPN1033: {
    id: 'spine-block-kind',
    severity: 'error',
  },
  SPN1034: {
    id: 'conflicting-statement',
    severity: 'error',
  },
  SPN1035: {
    id: 'mixed-forms',
    severity: 'error',
  },
  SPN1036: {
    id: 'no-such-item',
    severity: 'error',
  },
  SPN1080: {
    id: 'builder-value',
    severity: 'error',
  },
  SPN1090: {
    id: 'unknown-log-override',
    severity: 'error',
  },
  SPN1091: {
    id: 'log-override-refused',
    severity: 'error',
  },
} as const satisfies Record<string, CodeEntry>;
