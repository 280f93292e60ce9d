/** Goldens of modules that are too long for one file, cut along their seams. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/** Where a part of a module begins. A module without such a line has no such part. */
const seams: readonly (readonly [part: string, beginning: RegExp])[] = [
  ['interface', /^/],
  ['predict', /^(?:async )?function predict\(/m],
  ['predict-endpoints', /^ {2}\/\/ endpoint_3 /m],
  ['predict-head', /^ {2}\/\/ class_3 /m],
  ['checks', /^function checkInput\(/m],
  ['boxes', /^\/\*\*\n \* Decodes `deltas/m],
  ['detections', /^\/\*\*\n \* Writes the detections/m],
  ['weights', /^\/\*\* Weights by name/m],
  ['reading', /^\/\*\* Checks every weight/m],
];

/** Holds every line of a module to `golden/tfjs/<name>/<part>.ts.txt`, and lets nothing else be in the folder. */
export async function expectModule(text: string, name: string): Promise<void> {
  const folder = fileURLToPath(new URL(`../golden/tfjs/${name}`, import.meta.url));
  const found = seams.map(([part, beginning]) => ({ part, at: text.search(beginning) })).filter(({ at }) => at >= 0);
  const parts = found.map(({ part, at }, i) => ({ file: `${part}.ts.txt`, text: text.slice(at, found[i + 1]?.at) }));
  expect(parts.map((part) => part.text).join('')).toBe(text);
  for (const part of parts) await expect(part.text).toMatchFileSnapshot(join(folder, part.file));
  const files = existsSync(folder) ? readdirSync(folder) : []; // they are written when the tests are done
  expect(parts.map(({ file }) => file)).toEqual(expect.arrayContaining(files));
}
