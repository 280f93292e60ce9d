/** SPN2xxx: what a spec may say, what it refers to, and what it means. */
import type { CodeEntry } from './code-entry.ts';
import { meaningCodes } from './meaning.ts';

const schemaCodes = {
  SPN2001: {
    id: 'spec-not-found',
    severity: 'error',
  },
  SPN2002: {
    id: 'not-a-spec',
    severity: 'error',
  },
  SPN2003: {
    id: 'unknown-field',
    severity: 'error',
  },
  SPN2004: {
    id: 'missing-field',
    severity: 'error',
  },
  SPN2005: {
    id: 'wrong-type',
    severity: 'error',
  },
  SPN2006: {
    id: 'unknown-value',
    severity: 'error',
  },
  SPN2007: {
    id: 'number-out-of-bounds',
    severity: 'error',
  },
  SPN2008: {
    id: 'malformed-name',
    severity: 'error',
  },
  SPN2009: {
    id: 'reserved-name',
    severity: 'error',
  },
  SPN2010: {
    id: 'wrong-length',
    severity: 'error',
  },
  SPN2011: {
    id: 'too-many-blocks',
    severity: 'error',
  },
  SPN2012: {
    id: 'too-many-problems',
    severity: 'note',
  },
} as const satisfies Record<string, CodeEntry>;

const resolveCodes = {
  SPN2020: {
    id: 'extends-missing',
    severity: 'error',
  },
  SPN2021: {
    id: 'extends-cycle',
    severity: 'error',
  },
  SPN2022: {
    id: 'extends-too-deep',
    severity: 'error',
  },
  SPN2023: {
    id: 'unknown-setting',
    severity: 'error',
  },
  SPN2025: {
    id: 'unknown-head',
    severity: 'error',
  },
  SPN2026: {
    id: 'head-settings-unused',
    severity: 'warning',
  },
  SPN2027: {
    id: 'head-setting-of-another-kind',
    severity: 'error',
  },
} as const satisfies Record<string, CodeEntry>;

export const specCodes = { ...schemaCodes, ...resolveCodes, ...meaningCodes } as const;
