/**
 * Every file of specs/invalid raises exactly what its first lines say: `// expect: CODE at LINE:COLUMN`, one line per
 * message, in the order they are given. Notes are not counted.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { explanations } from '../../compiler/diagnostics/explanations.ts';
import { positionAt } from '../../compiler/diagnostics/position.ts';
import type { Diagnostic, SourceFile } from '../../compiler/diagnostics/diagnostic.ts';
import { understand } from '../../compiler/pipeline.ts';

const folder = fileURLToPath(new URL('../../specs/invalid/', import.meta.url));
const files = readdirSync(folder).sort();

function read(name: string): SourceFile {
  return { name: join(folder, name), text: readFileSync(join(folder, name), 'utf8') };
}

function load(reference: string): SourceFile | undefined {
  return existsSync(join(folder, reference)) ? read(basename(reference)) : undefined;
}

function shown({ code, span }: Diagnostic, file: string): string {
  if (span === undefined) return `${code} nowhere`;
  const { line, column } = positionAt(span.source, span.start);
  const name = basename(span.source.name);
  return `${code} at ${line}:${column}${name === file ? '' : ` in ${name}`}`;
}

test('there are at least 60', () => {
  expect(files.length).toBeGreaterThanOrEqual(60);
});

describe.each(files)('%s', (file) => {
  const source = read(file);
  const expected = [...source.text.matchAll(/^(?:\/\/|#) expect: (.*)$/gm)].map((match) => match[1]!);
  const { diagnostics, value } = understand(source, { load });
  const found = diagnostics.filter(({ severity }) => severity !== 'note');

  test('raises what it says', () => {
    expect(found.map((diagnostic) => shown(diagnostic, file))).toEqual(expected);
    expect(file.startsWith(`${expected[0]!.split(' ')[0]!}-`)).toBe(true);
  });

  test('has a value only when there are no errors', () => {
    expect(value !== undefined).toBe(found.every(({ severity }) => severity === 'warning'));
  });

  test('speaks plainly', () => {
    for (const { code, message, suggestion } of found) {
      expect(explanations[code].text).not.toBe('');
      for (const text of [message, suggestion ?? '']) {
        expect(text).not.toMatch(/undefined|\[object|NaN\b(?!`)|must (?:NOT )?(?:be|have|match)/);
        expect(text).not.toMatch(/[\n\u0000-\u001f]/);
        expect(text.length).toBeLessThan(400);
      }
    }
  });
});
