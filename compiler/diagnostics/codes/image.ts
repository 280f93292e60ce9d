/** SPN7xxx: pictures. */
import type { CodeEntry } from './code-entry.ts';

export const imageCodes = {
  SPN7001: {
    id: 'image-unreadable',
    severity: 'error',
  },
  SPN7002: {
    id: 'not-a-picture',
    severity: 'error',
  },
  SPN7003: {
    id: 'image-too-large',
    severity: 'error',
  },
  SPN7004: {
    id: 'image-damaged',
    severity: 'error',
  },
  SPN7005: {
    id: 'image-first-frame',
    severity: 'note',
  },
  SPN7006: {
    id: 'image-alpha-dropped',
    severity: 'note',
  },
  SPN7007: {
    id: 'image-channels',
    severity: 'error',
  },
} as const satisfies Record<string, CodeEntry>;
