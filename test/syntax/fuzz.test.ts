import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderGithub, renderJson, renderSarif, renderText } from '../../compiler/diagnostics/render.ts';
import { formatSpec } from '../../compiler/syntax/format.ts';
import { parse } from '../../compiler/syntax/parse.ts';
import { specs } from './arbitrary.ts';

/** Twenty times as much in `npm run test:long`. */
const scale = process.env['SPINEC_LONG'] === undefined ? 1 : 20;

const syntaxes = ['json', 'spine'] as const;

/** Anything a text can hold: noise, words of both languages, and pieces that open and close things. */
const noise = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => new TextDecoder().decode(bytes)),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '{',
          '}',
          '[',
          ']',
          ':',
          ',',
          '"',
          '\\',
          '/*',
          '*/',
          '//',
          '#',
          '\n',
          '\r\n',
          ' ',
          '\t',
          '=',
          '=>',
        ),
        fc.constantFrom(
          '<-',
          'b2',
          'L4',
          'P4',
          'set',
          'stem',
          'head',
          'block',
          'entry',
          'root',
          'end',
          'scale',
          'extends',
        ),
        fc.constantFrom(
          '1e309',
          '-',
          '0x1',
          'NaN',
          'null',
          'true',
          '"id"',
          '"__proto__"',
          "'",
          '\\u12',
          '\uFEFF',
          '\ud800',
        ),
      ),
      { maxLength: 60 },
    )
    .map((pieces) => pieces.join('')),
);

/** A good text with a piece cut out, doubled or replaced. */
const mutated = fc
  .tuple(
    specs,
    fc.constantFrom(...syntaxes),
    fc.array(fc.tuple(fc.nat(), fc.nat(12), noise), { minLength: 1, maxLength: 3 }),
  )
  .map(([root, syntax, edits]) => {
    let text = formatSpec({ syntax: 'builder', root }, { to: syntax }).value ?? '';
    for (const [where, length, piece] of edits) {
      const at = where % (text.length + 1);
      text = text.slice(0, at) + piece.slice(0, 6) + text.slice(at + length);
    }
    return { text, syntax };
  });

/** Whatever the text: diagnostics with spans inside it, a value or an error, and every renderer copes. */
async function survives(text: string, syntax: 'json' | 'spine'): Promise<void> {
  const { value, diagnostics } = parse(text, { syntax, name: 'a%b,c:d.json' });
  if (value === undefined) expect(diagnostics.length).toBeGreaterThan(0);
  for (const { span, notes, fix } of diagnostics) {
    expect(span).toBeDefined();
    for (const place of [span, fix?.span, ...notes.map((note) => note.span)]) {
      if (place === undefined) continue;
      expect(place.start).toBeGreaterThanOrEqual(0);
      expect(place.end).toBeGreaterThanOrEqual(place.start);
      expect(place.end).toBeLessThanOrEqual(text.length);
    }
  }
  expect(renderText(diagnostics, { width: 60 })).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u);
  renderText(diagnostics, { color: true });
  JSON.parse(renderJson(diagnostics));
  JSON.parse(await renderSarif(diagnostics));
  expect(renderGithub(diagnostics).split('\n')).toHaveLength(diagnostics.length + 1);
  if (value !== undefined && diagnostics.length === 0) {
    const text1 = formatSpec(value, { to: 'json' }).value ?? '';
    expect(parse(text1, { syntax: 'json' }).diagnostics).toEqual([]);
  }
}

describe('readers survive', () => {
  it.each(syntaxes)('noise: %s', async (syntax) => {
    await fc.assert(
      fc.asyncProperty(noise, (text) => survives(text, syntax)),
      { seed: 7, numRuns: 800 * scale },
    );
  });

  it('good texts that were damaged', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, ({ text, syntax }) => survives(text, syntax)),
      { seed: 7, numRuns: 400 * scale },
    );
  });
});
