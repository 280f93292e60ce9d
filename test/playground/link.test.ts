/** Links hold a spec and nothing else: whatever is not one is no link. */
import { deflateSync, strToU8 } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLink, encodeLink } from '../../compiler/cli/playground/link.ts';
import { builtinNames, builtinSource } from '../../compiler/resolve/builtins.ts';

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

describe('links', () => {
  it('hold any text with its choices', () => {
    const size = fc.record({ height: fc.integer(), width: fc.integer() });
    const draft = fc.record(
      {
        text: fc.string({ unit: 'grapheme' }),
        form: fc.constantFrom('json' as const, 'spine' as const),
        head: fc.string(),
        input: size,
      },
      { requiredKeys: ['text', 'form'] },
    );
    fc.assert(
      fc.property(draft, (given) => {
        expect(decodeLink(`#${encodeLink(given)}`)).toEqual(given);
      }),
    );
  });

  it.each(builtinNames)('of %s fit in an address', (name) => {
    const { text } = builtinSource(name)!;
    const link = encodeLink({ text, form: 'json' });
    expect(decodeLink(link)?.text).toBe(text);
    expect(link.length).toBeLessThan(3000);
    expect(link).toMatch(/^[\w-]+$/);
  });

  it('are refused when they are something else', () => {
    const of = (value: unknown): string => base64url(deflateSync(strToU8(JSON.stringify(value))));
    const wrong = [
      1,
      null,
      [],
      {},
      { text: 1, form: 'json' },
      { text: '', form: 'yaml' },
      { text: '', form: 'json', head: 3 },
    ];
    const sizes = [3, null, {}, { height: 1.5, width: 2 }].map((input) => ({ text: '', form: 'json', input }));
    for (const value of [...wrong, ...sizes]) expect(decodeLink(of(value)), JSON.stringify(value)).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => void decodeLink(text)));
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeLink(base64url(bytes))).toBeUndefined();
      }),
    );
  });

  it('that would fill the memory are refused early', () => {
    const bomb = base64url(deflateSync(new Uint8Array(256 * 2 ** 20), { level: 9 }));
    const before = process.memoryUsage().rss;
    expect(decodeLink(bomb)).toBeUndefined();
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20);
  });
});
