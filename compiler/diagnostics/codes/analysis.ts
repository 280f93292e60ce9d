/** SPN39xx: what analysis has to say about a spec that is otherwise good. */
import type { CodeEntry } from './code-entry.ts';

export const analysisCodes = {
  SPN3900: {
    id: 'budget-exceeded',
    severity: 'error',
    title: 'a figure of the report exceeds its budget',
  },
  SPN3901: {
    id: 'head-not-in-spec',
    severity: 'error',
    title: 'a head was asked for that the spec has no settings for',
  },
} as const satisfies Record<string, CodeEntry>;
