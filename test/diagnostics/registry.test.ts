/** The registry of diagnostics: unique ids and ranges, `explain`, and overrides of severities. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codes } from '../../compiler/diagnostics/codes.ts';
import type { CodeEntry } from '../../compiler/diagnostics/codes/code-entry.ts';
import { explanations } from '../../compiler/diagnostics/explanations.ts';
import { diagnostic, type Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { explain } from '../../compiler/diagnostics/explain.ts';
import { applyLogOverrides, parseLogOverrides } from '../../compiler/diagnostics/log-overrides.ts';

const entries = Object.entries(codes) as [keyof typeof codes, CodeEntry][];

describe('the registry', () => {
  it('has each id once, as a slug', () => {
    const ids = entries.map(([, { id }]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u);
  });

  it('keeps each stage in its range, and lets no code hide another', async () => {
    const ranges: Readonly<Record<string, string>> = {
      syntax: '1',
      spec: '2',
      meaning: '2',
      lowering: '3',
      target: '4',
      weights: '5',
      runtime: '6',
      image: '7',
    };
    const seen = new Set<string>();
    for (const file of readdirSync('compiler/diagnostics/codes')) {
      const exported = (await import(`../../compiler/diagnostics/codes/${file}`)) as Record<string, object>;
      for (const [code, entry] of Object.values(exported).flatMap((group) => Object.entries(group))) {
        expect(code).toMatch(new RegExp(`^SPN${ranges[file.replace('.ts', '')] ?? '[1-7]'}\\d{3}$`, 'u'));
        expect(codes[code as keyof typeof codes]).toBe(entry);
        seen.add(code);
      }
    }
    expect(seen).toEqual(new Set(entries.map(([code]) => code)));
  });

  it.each(entries)('%s has a title, an explanation with an example, and a known severity', (code, entry) => {
    expect(explanations[code].title.trim().length).toBeGreaterThan(5);
    expect(explanations[code].title).not.toMatch(/[.\n]$/u);
    expect(explanations[code].text.length).toBeGreaterThan(80);
    expect(explanations[code].text).toMatch(/`|^ {4}\S|Example: /mu);
    expect(['error', 'warning', 'note']).toContain(entry.severity);
  });
});

describe('explain', () => {
  it('finds a message by code or id', async () => {
    for (const query of ['SPN1021', 'spn1021', '1021', 'duplicate-key', ' Duplicate-Key ']) {
      expect(await explain(query)).toMatchObject({ found: true, code: 'SPN1021' });
    }
    const text = ((await explain('duplicate-key')) as { text: string }).text;
    expect(text).toMatch(/^SPN1021 duplicate-key \(error\)\nThe same field is given twice\n\n/u);
  });

  it('suggests what is near, or has a word in common', async () => {
    expect(((await explain('duplicat-key')) as { suggestions: readonly string[] }).suggestions[0]).toBe(
      'duplicate-key',
    );
    expect(((await explain('comma')) as { suggestions: readonly string[] }).suggestions).toContain('missing-comma');
    expect(await explain('__proto__')).toEqual({ found: false, suggestions: [] });
    expect((await explain('constructor')).found).toBe(false);
  });
});

describe('log overrides', () => {
  const error = diagnostic('SPN1021', 'an error');
  const note = diagnostic('SPN1003', 'a note');

  function apply(diagnostics: readonly Diagnostic[], ...texts: string[]): readonly Diagnostic[] {
    const { value, diagnostics: problems } = parseLogOverrides(texts);
    expect(problems).toEqual([]);
    return applyLogOverrides(diagnostics, value!);
  }

  it('move warnings and notes anywhere', () => {
    expect(apply([error, note], 'too-many-errors=off')).toEqual([error]);
    expect(apply([error, note], 'SPN1003=error')).toEqual([error, { ...note, severity: 'error' }]);
    expect(apply([note], 'spn1003=off', 'too-many-errors=warning')).toEqual([{ ...note, severity: 'warning' }]);
    expect(apply([error], 'duplicate-key=error')).toEqual([error]);
  });

  it.each([
    ['duplicate-key=off', 'SPN1091', undefined],
    ['SPN1021=warning', 'SPN1091', undefined],
    ['too-many-erors=off', 'SPN1090', 'did you mean `too-many-errors`?'],
    ['too-many-errors=of', 'SPN1090', 'did you mean `off`?'],
    ['too-many-errors=loud', 'SPN1090', 'the levels are `error`, `warning`, `note` and `off`'],
    ['too-many-errors', 'SPN1090', 'write `--log-override too-many-errors=off`'],
    ['toString=off', 'SPN1090', undefined],
    ['', 'SPN1090', undefined],
  ])('%s is refused', (text, code, suggestion) => {
    const { value, diagnostics } = parseLogOverrides([text]);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.code).toBe(code);
    if (suggestion !== undefined) expect(diagnostics[0]?.suggestion).toBe(suggestion);
    expect(applyLogOverrides([error, note], value!)).toEqual([error, note]);
  });
});
