/** SPN203x–SPN206x: specs that are well-formed but mean nothing that can be built. */
import type { CodeEntry } from './code-entry.ts';

const wiringCodes = {
  SPN2030: {
    id: 'unknown-block',
    severity: 'error',
  },
  SPN2031: {
    id: 'self-input',
    severity: 'error',
  },
  SPN2032: {
    id: 'forward-input',
    severity: 'error',
  },
  SPN2033: {
    id: 'duplicate-id',
    severity: 'error',
  },
  SPN2034: {
    id: 'input-count',
    severity: 'error',
  },
  SPN2035: {
    id: 'same-input-twice',
    severity: 'note',
  },
  SPN2036: {
    id: 'unreachable-block',
    severity: 'error',
  },
  SPN2037: {
    id: 'unconsumed-added',
    severity: 'note',
  },
  SPN2047: {
    id: 'output-unused',
    severity: 'warning',
  },
} as const satisfies Record<string, CodeEntry>;

const levelCodes = {
  SPN2040: {
    id: 'missing-output',
    severity: 'error',
  },
  SPN2041: {
    id: 'duplicate-output',
    severity: 'error',
  },
  SPN2042: {
    id: 'output-outside-levels',
    severity: 'error',
  },
  SPN2043: {
    id: 'level-out-of-range',
    severity: 'error',
  },
  SPN2044: {
    id: 'base-filters-missing',
    severity: 'error',
  },
  SPN2045: {
    id: 'unused-base-filters',
    severity: 'warning',
  },
  SPN2046: {
    id: 'stem-levels',
    severity: 'error',
  },
} as const satisfies Record<string, CodeEntry>;

const sizeCodes = {
  SPN2050: {
    id: 'input-size',
    severity: 'error',
  },
  SPN2051: {
    id: 'zero-filters',
    severity: 'error',
  },
  SPN2052: {
    id: 'repeats-count',
    severity: 'error',
  },
  SPN2053: {
    id: 'network-too-deep',
    severity: 'error',
  },
  SPN2054: {
    id: 'dialect-cannot',
    severity: 'error',
  },
  SPN2055: {
    id: 'native-resize',
    severity: 'note',
  },
  SPN2056: {
    id: 'kind-of-another-family',
    severity: 'error',
  },
  SPN2057: {
    id: 'family-without-blocks',
    severity: 'error',
  },
  SPN2058: {
    id: 'stem-of-another-family',
    severity: 'error',
  },
  SPN2059: {
    id: 'not-a-feature',
    severity: 'error',
  },
  SPN2060: {
    id: 'cascade-per-class',
    severity: 'error',
  },
} as const satisfies Record<string, CodeEntry>;

export const meaningCodes = { ...wiringCodes, ...levelCodes, ...sizeCodes } as const;
