/**
 * A spec in the fragment of the playground's address: `#` and base64url of deflated JSON. Fragments are not sent to servers,
 * so a link shows a design to whoever has it and to nobody else. Shared by the page and by `spinec playground SPEC`.
 */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { largestSpec } from '../../syntax/parse.ts';

export interface LinkedDraft {
  readonly text: string;
  readonly form: 'json' | 'spine';
  readonly head?: string | undefined;
  readonly input?: { readonly height: number; readonly width: number } | undefined;
}

/** A text of the largest size, every character of it escaped. */
const largestPayload = 2 * largestSpec;
/** Deflate expands a byte to at most about a thousand: fed in pieces of this size, a bomb is noticed early. */
const piece = 1024;

export function encodeLink(draft: LinkedDraft): string {
  const bytes = deflateSync(strToU8(JSON.stringify(draft)), { level: 9 });
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Undefined for what is no such link: it may come from anybody. */
export function decodeLink(fragment: string): LinkedDraft | undefined {
  if (!/^#?[\w-]+$/.test(fragment) || fragment.length > largestPayload) return undefined;
  try {
    const binary = atob(fragment.replace(/^#/, '').replaceAll('-', '+').replaceAll('_', '/'));
    const draft = JSON.parse(strFromU8(inflate(Uint8Array.from(binary, (c) => c.charCodeAt(0))))) as unknown;
    return isDraft(draft) ? draft : undefined;
  } catch {
    return undefined;
  }
}

/** @throws RangeError beyond the limit, and what fflate throws for damaged data. */
function inflate(bytes: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((chunk) => {
    size += chunk.length;
    if (size > largestPayload) throw new RangeError('longer than any spec');
    chunks.push(chunk);
  });
  for (let at = 0; at < bytes.length; at += piece)
    stream.push(bytes.subarray(at, at + piece), at + piece >= bytes.length);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function isDraft(value: unknown): value is LinkedDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { text, form, head, input } = value as Record<string, unknown>;
  return (
    typeof text === 'string' &&
    (form === 'json' || form === 'spine') &&
    (head === undefined || typeof head === 'string') &&
    (input === undefined || isSize(input))
  );
}

function isSize(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { height, width } = value as Record<string, unknown>;
  return Number.isInteger(height) && Number.isInteger(width);
}
