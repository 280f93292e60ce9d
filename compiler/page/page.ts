/**
 * The frame of every HTML file that we write: one file that needs nothing else, light or dark as the reader's system is,
 * usable at 400 pixels, and complete on paper. The page may run its own script and load nothing: the policy in its head
 * names the script by its hash, so that even markup that got past `picture/markup.ts` could not run anything.
 */
import { sha256 } from '@noble/hashes/sha2';
import { utf8ToBytes } from '@noble/hashes/utils';
import { markup, whole, type Markup } from '../picture/markup.ts';
import { frameStyle } from './style.ts';

export interface Page {
  readonly title: string;
  readonly body: Markup;
  /** CSS of ours after that of the frame, whose variables it uses (`style.ts`). */
  readonly style?: string | undefined;
  /** JavaScript of ours, run when everything above it is there. No import, no text of a spec. */
  readonly script?: string | undefined;
}

/** A whole file. Throws where style or script could end their element: they are ours and never do. */
export function htmlPage({ title, body, style = '', script = '' }: Page): string {
  const css = `${frameStyle}${style}`;
  if (/<\/style/i.test(css)) throw new Error('a style must not end its element');
  if (/<\/script|<!--/i.test(script)) throw new Error('a script must not end its element');
  const scripts = script === '' ? "'none'" : `'sha256-${base64(sha256(utf8ToBytes(script)))}'`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src ${scripts}; base-uri 'none'; form-action 'none'`;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${whole(css)}</style>
</head>
<body>
${body}
${script === '' ? undefined : markup`<script>${whole(script)}</script>`}
</body>
</html>
`;
  return page.toString();
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
