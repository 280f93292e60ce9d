/** The builder of markup: what it is given is text, and only what it made is markup. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markup, markupLines, Markup } from '../../compiler/picture/markup.ts';

test('strings are escaped in content and in attributes', () => {
  const text = `<a href="x" b='y'>&`;
  const escaped = '&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;';
  expect(markup`<p title="${text}">${text}</p>`.toString()).toBe(`<p title="${escaped}">${escaped}</p>`);
});

test('markup is spliced, undefined is nothing, numbers have two digits', () => {
  expect(markup`<g>${[markup`<a/>`, markup`<b/>`]}${undefined}${1 / 3}${-0}</g>`.toString()).toBe(
    '<g><a/><b/>0.330</g>',
  );
  expect(markupLines([markup`a`, markup`b`]).toString()).toBe('a\nb');
  expect(() => markup`${Number.NaN}`).toThrow(TypeError);
});

test('nobody makes markup of a string', () => {
  expect(() => new Markup(Symbol('trusted') as never, '<b>')).toThrow(TypeError);
});

test('any text stays text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const escaped = markup`${text}`.toString();
      expect(escaped).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
      // What XML 1.0 hasn't got, and what turns text around.
      expect(escaped).not.toMatch(
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/,
      );
      expect(() => encodeURIComponent(escaped)).not.toThrow();
    }),
  );
});
