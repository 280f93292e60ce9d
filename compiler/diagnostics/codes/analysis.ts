/** SPN39xx: what analysis has to say about a spec that is otherwise good. */
import type { CodeEntry } from './code-entry.ts';

export const analysisCodes = {
  SPN3900: {
    id: 'budget-exceeded',
    severity: 'error',
  },
  SPN3901: {
    id: 'head-not-in-spec',
    severity: 'error',
  },
} as const satisfies Record<string, CodeEntry>;
