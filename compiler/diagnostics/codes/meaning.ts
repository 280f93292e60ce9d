/** SPN203x–SPN206x: specs that are well-formed but mean nothing that can be built. */
import type { CodeEntry } from './code-entry.ts';

const wiringCodes = {
  SPN2030: {
    id: 'unknown-block',
    severity: 'error',
    title: 'An input names a block that does not exist',
  },
  SPN2031: {
    id: 'self-input',
    severity: 'error',
    title: 'A block takes itself as input',
  },
  SPN2032: {
    id: 'forward-input',
    severity: 'error',
    title: 'A block takes a later block as input',
  },
  SPN2033: {
    id: 'duplicate-id',
    severity: 'error',
    title: 'Two blocks have the same id',
  },
  SPN2034: {
    id: 'input-count',
    severity: 'error',
    title: 'A block does not have two inputs',
  },
  SPN2035: {
    id: 'same-input-twice',
    severity: 'note',
    title: 'A block takes the same block twice',
  },
  SPN2036: {
    id: 'unreachable-block',
    severity: 'error',
    title: 'A block reaches no output',
  },
  SPN2037: {
    id: 'unconsumed-added',
    severity: 'note',
    title: 'An output adds a feature that nothing consumed',
  },
  SPN2047: {
    id: 'output-unused',
    severity: 'warning',
    title: 'An output block lies outside the output levels and is not used',
  },
} as const satisfies Record<string, CodeEntry>;

const levelCodes = {
  SPN2040: {
    id: 'missing-output',
    severity: 'error',
    title: 'A level has no output block',
  },
  SPN2041: {
    id: 'duplicate-output',
    severity: 'error',
    title: 'A level has two output blocks',
  },
  SPN2042: {
    id: 'output-outside-levels',
    severity: 'error',
    title: 'An output block lies outside the output levels',
  },
  SPN2043: {
    id: 'level-out-of-range',
    severity: 'error',
    title: 'A level is out of range',
  },
  SPN2044: {
    id: 'base-filters-missing',
    severity: 'error',
    title: 'A level has no base filters',
  },
  SPN2045: {
    id: 'unused-base-filters',
    severity: 'warning',
    title: 'Base filters of a level that has no block',
  },
  SPN2046: {
    id: 'stem-levels',
    severity: 'error',
    title: 'The stem can not have blocks of these levels',
  },
} as const satisfies Record<string, CodeEntry>;

const sizeCodes = {
  SPN2050: {
    id: 'input-size',
    severity: 'error',
    title: 'The network can not take this input size',
  },
  SPN2051: {
    id: 'zero-filters',
    severity: 'error',
    title: 'Filters are cut off to 0',
  },
  SPN2052: {
    id: 'repeats-count',
    severity: 'error',
    title: 'scale.repeats does not have one number per block',
  },
  SPN2053: {
    id: 'network-too-deep',
    severity: 'error',
    title: 'The network has more than 10,000 repeated blocks',
  },
  SPN2054: {
    id: 'dialect-cannot',
    severity: 'error',
    title: 'The dialect has nothing like this',
  },
  SPN2055: {
    id: 'native-resize',
    severity: 'note',
    title: 'Features are resized because the input size does not divide evenly',
  },
  SPN2056: {
    id: 'kind-of-another-family',
    severity: 'error',
    title: 'The family has no blocks of this kind',
  },
  SPN2057: {
    id: 'family-without-blocks',
    severity: 'error',
    title: 'A ResNet with a feature pyramid has no scale-permuted blocks',
  },
  SPN2058: {
    id: 'stem-of-another-family',
    severity: 'error',
    title: 'The family needs another kind of stem',
  },
  SPN2059: {
    id: 'not-a-feature',
    severity: 'error',
    title: 'An input names a block of the stem that is no feature',
  },
  SPN2060: {
    id: 'cascade-per-class',
    severity: 'error',
    title: 'A cascade needs boxes that are the same for all classes',
  },
} as const satisfies Record<string, CodeEntry>;

export const meaningCodes = { ...wiringCodes, ...levelCodes, ...sizeCodes } as const;
