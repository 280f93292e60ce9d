import { describe, expect, it } from 'vitest';
import { renderText } from '../../compiler/diagnostics/render.ts';
import { parse } from '../../compiler/syntax/parse.ts';
import { found } from './found.ts';

describe('limits', () => {
  it.each(['json', 'spine'] as const)('refuses more than 4 MB: %s', (syntax) => {
    for (const text of [
      ' '.repeat(4_000_001),
      'ä'.repeat(2_000_001),
      '日'.repeat(1_333_334),
      '['.repeat(100_000_000),
    ]) {
      const result = parse(text, { syntax });
      expect(result.value).toBeUndefined();
      expect(result.diagnostics.map((d) => d.code)).toEqual(['SPN1001']);
      expect(renderText(result.diagnostics).length).toBeLessThan(2000);
    }
  });

  it('counts bytes, not characters', () => {
    expect(found(`{}${' '.repeat(3_999_998)}`, { syntax: 'json' })).toEqual([]);
    expect(found(`["${'😀'.repeat(999_999)}"]`, { syntax: 'json' })).toEqual([]);
    expect(found(`["${'😀'.repeat(1_000_000)}"]`, { syntax: 'json' })).toHaveLength(1);
  });

  it('refuses brackets nested more than 64 deep, without recursion', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(found(nested(64), { syntax: 'json' })).toEqual([]);
    expect(found(nested(65), { syntax: 'json' })).toEqual(['SPN1002 at 1:65 [']);
    expect(found(`set a = ${nested(63)}`, { syntax: 'spine' })).toEqual([]);
    // As deep as the same spec in JSON, whose outermost bracket a .spine file does not show.
    expect(found(`set a = ${nested(64)}`, { syntax: 'spine' })[0]).toMatch(/^SPN1002/);
    expect(found(`set ${'a.'.repeat(500_000)}a = 1`, { syntax: 'spine' })[0]).toMatch(/^SPN1002/);
    expect(found(`set a = ${nested(65)}`, { syntax: 'spine' })).toEqual(['SPN1002 at 1:73 [']);
    for (const unit of ['[', '{"a":', '[{', '[[}']) {
      const result = parse(unit.repeat(Math.floor(3e6 / unit.length)), { syntax: 'json' });
      expect(result.diagnostics.some((d) => d.code === 'SPN1002' || d.code === 'SPN1003')).toBe(true);
      expect(result.diagnostics.length).toBeLessThan(200);
    }
    expect(found(`set a = ${'['.repeat(1_000_000)}`, { syntax: 'spine' })).toHaveLength(1);
  });

  it('stops after 100 errors', () => {
    const json = parse(`[${'x '.repeat(1_000_000)}]`, { syntax: 'json' }).diagnostics;
    expect(json).toHaveLength(101);
    expect(json.at(-1)).toMatchObject({ code: 'SPN1003', severity: 'note' });
    const spine = parse('?\n'.repeat(1_000_000), { syntax: 'spine' }).diagnostics;
    expect(spine).toHaveLength(101);
    expect(spine.at(-1)).toMatchObject({ code: 'SPN1003' });
  });

  // What grew with the square of the text would run into the test's time limit here; what does not takes well under a second each.
  it('takes time in proportion to the text', () => {
    const blocks = Array.from(
      { length: 10_000 },
      (_, i) => `{ "id": "b${i}", "level": 4, "kind": "residual", "inputs": [0, 1] }`,
    );
    const texts: readonly (readonly [string, 'json' | 'spine'])[] = [
      [`{ "blocks": [\n${blocks.join(',\n')}\n] }`, 'json'],
      ['b2 : L4 residual <- 0 1 # c\n'.repeat(20_000), 'spine'],
      ['# c\n\n'.repeat(500_000) + '# c\n'.repeat(300_000) + 'net', 'spine'],
      ['set a = [\n'.repeat(300_000), 'spine'],
      [`["${'\\q'.repeat(1_500_000)}"]`, 'json'],
      [`{${' /* c */'.repeat(400_000)}}`, 'json'],
      [`{ "a": ${'9'.repeat(3_900_000)} }`, 'json'],
      [`set a = "${'\\"'.repeat(1_900_000)}"`, 'spine'],
      [`x : ${'y'.repeat(3_900_000)}`, 'spine'],
      [`${'y'.repeat(3_900_000)} : L4 "residual" <- 0 1`, 'spine'],
    ];
    for (const [text, syntax] of texts) {
      const { diagnostics } = parse(text, { syntax });
      expect(diagnostics.length, text.slice(0, 40)).toBeLessThan(110);
    }
  });
});
