/** SPN2xxx: what a spec may say, what it refers to, and what it means. */
import type { CodeEntry } from './code-entry.ts';
import { meaningCodes } from './meaning.ts';

const schemaCodes = {
  SPN2001: {
    id: 'spec-not-found',
    severity: 'error',
    title: 'There is no such spec',
  },
  SPN2002: {
    id: 'not-a-spec',
    severity: 'error',
    title: 'The file holds JSON, but no spec',
  },
  SPN2003: {
    id: 'unknown-field',
    severity: 'error',
    title: 'There is no field of that name here',
  },
  SPN2004: {
    id: 'missing-field',
    severity: 'error',
    title: 'A field is missing',
  },
  SPN2005: {
    id: 'wrong-type',
    severity: 'error',
    title: 'The value is of the wrong type',
  },
  SPN2006: {
    id: 'unknown-value',
    severity: 'error',
    title: 'The field does not take this value',
  },
  SPN2007: {
    id: 'number-out-of-bounds',
    severity: 'error',
    title: 'The number is too small or too large for its field',
  },
  SPN2008: {
    id: 'malformed-name',
    severity: 'error',
    title: 'This can not be a name',
  },
  SPN2009: {
    id: 'reserved-name',
    severity: 'error',
    title: 'The name is taken',
  },
  SPN2010: {
    id: 'wrong-length',
    severity: 'error',
    title: 'The list has too few or too many items',
  },
  SPN2011: {
    id: 'too-many-blocks',
    severity: 'error',
    title: 'The spec has more than 2,000 blocks',
  },
  SPN2012: {
    id: 'too-many-problems',
    severity: 'note',
    title: 'More problems were found than are shown',
  },
} as const satisfies Record<string, CodeEntry>;

const resolveCodes = {
  SPN2020: {
    id: 'extends-missing',
    severity: 'error',
    title: 'The spec that `extends` names does not exist',
  },
  SPN2021: {
    id: 'extends-cycle',
    severity: 'error',
    title: 'Specs extend each other in a circle',
  },
  SPN2022: {
    id: 'extends-too-deep',
    severity: 'error',
    title: 'More than 16 specs extend each other',
  },
  SPN2023: {
    id: 'unknown-setting',
    severity: 'error',
    title: '--set names a field that does not exist',
  },
  SPN2025: {
    id: 'unknown-head',
    severity: 'error',
    title: 'There is no head of that kind',
  },
  SPN2026: {
    id: 'head-settings-unused',
    severity: 'warning',
    title: 'Settings of a head that is not there',
  },
  SPN2027: {
    id: 'head-setting-of-another-kind',
    severity: 'error',
    title: 'A setting belongs to another kind of head',
  },
} as const satisfies Record<string, CodeEntry>;

export const specCodes = { ...schemaCodes, ...resolveCodes, ...meaningCodes } as const;
