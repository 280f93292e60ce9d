/** SPN1xxx: what can be wrong with a text before anybody asks what it means, and with `--log-override`. */
import type { CodeEntry } from './code-entry.ts';

export const syntaxCodes = {
  SPN1001: {
    id: 'spec-too-large',
    severity: 'error',
    title: 'The spec is larger than 4 MB',
  },
  SPN1002: {
    id: 'nesting-too-deep',
    severity: 'error',
    title: 'Brackets are nested more than 64 deep',
  },
  SPN1003: {
    id: 'too-many-errors',
    severity: 'note',
    title: 'Reading stopped after 100 syntax errors',
  },
  SPN1004: {
    id: 'empty-spec',
    severity: 'error',
    title: 'The file holds no spec',
  },
  SPN1010: {
    id: 'json-syntax',
    severity: 'error',
    title: 'Something else was expected at this place of the JSON text',
  },
  SPN1011: {
    id: 'missing-comma',
    severity: 'error',
    title: 'A comma is missing between two members',
  },
  SPN1012: {
    id: 'unclosed-bracket',
    severity: 'error',
    title: 'A bracket is never closed',
  },
  SPN1013: {
    id: 'text-after-spec',
    severity: 'error',
    title: 'There is text after the end of the spec',
  },
  SPN1014: {
    id: 'unterminated-string',
    severity: 'error',
    title: 'A string is not closed on its line',
  },
  SPN1015: {
    id: 'invalid-escape',
    severity: 'error',
    title: 'A backslash is followed by something JSON does not know',
  },
  SPN1016: {
    id: 'control-character',
    severity: 'error',
    title: 'A string holds a raw control character',
  },
  SPN1017: {
    id: 'unterminated-comment',
    severity: 'error',
    title: 'A block comment is not closed',
  },
  SPN1018: {
    id: 'invalid-number',
    severity: 'error',
    title: 'This is not a number as JSON writes them',
  },
  SPN1019: {
    id: 'number-out-of-range',
    severity: 'error',
    title: 'The number does not fit into a double',
  },
  SPN1020: {
    id: 'unquoted-text',
    severity: 'error',
    title: 'Text needs double quotes',
  },
  SPN1021: {
    id: 'duplicate-key',
    severity: 'error',
    title: 'The same field is given twice',
  },
  SPN1030: {
    id: 'unknown-statement',
    severity: 'error',
    title: 'No statement of the .spine language begins so',
  },
  SPN1031: {
    id: 'spine-syntax',
    severity: 'error',
    title: 'Something else was expected at this place of the line',
  },
  SPN1032: {
    id: 'output-level-mismatch',
    severity: 'error',
    title: 'A block is marked as the output of another level',
  },
  SPN1033: {
    id: 'spine-block-kind',
    severity: 'error',
    title: 'The word after the level is no block kind',
  },
  SPN1034: {
    id: 'conflicting-statement',
    severity: 'error',
    title: 'Two statements treat one field as different things',
  },
  SPN1035: {
    id: 'mixed-forms',
    severity: 'error',
    title: 'A list of entries and other statements are mixed',
  },
  SPN1036: {
    id: 'no-such-item',
    severity: 'error',
    title: 'The path leads to nothing',
  },
  SPN1080: {
    id: 'builder-value',
    severity: 'error',
    title: 'The TypeScript builder was given something that JSON can not hold',
  },
  SPN1090: {
    id: 'unknown-log-override',
    severity: 'error',
    title: 'A --log-override can not be understood',
  },
  SPN1091: {
    id: 'log-override-refused',
    severity: 'error',
    title: 'An error can not be silenced',
  },
} as const satisfies Record<string, CodeEntry>;
