/** SPN7xxx: pictures. */
import type { CodeEntry } from './code-entry.ts';

export const imageCodes = {
  SPN7001: {
    id: 'image-unreadable',
    severity: 'error',
    title: 'picture can not be read',
  },
  SPN7002: {
    id: 'not-a-picture',
    severity: 'error',
    title: 'file is not a picture that can be read',
  },
  SPN7003: {
    id: 'image-too-large',
    severity: 'error',
    title: 'picture is too large',
  },
  SPN7004: {
    id: 'image-damaged',
    severity: 'error',
    title: 'picture is damaged',
  },
  SPN7005: {
    id: 'image-first-frame',
    severity: 'note',
    title: 'only the first frame is used',
  },
  SPN7006: {
    id: 'image-alpha-dropped',
    severity: 'note',
    title: 'transparency is ignored',
  },
  SPN7007: {
    id: 'image-channels',
    severity: 'error',
    title: 'network does not take RGB pictures',
  },
} as const satisfies Record<string, CodeEntry>;
