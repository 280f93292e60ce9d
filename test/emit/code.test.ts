/** The code builder lets nothing through that it was not meant to. */
import { runInThisContext } from 'node:vm';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import {
  Code,
  code,
  docComment,
  join,
  lineComment,
  lines,
  member,
  Name,
  propertyKey,
  Scope,
} from '../../compiler/emit/code.ts';
import { hostile } from './hostile.ts';

const evaluate = (text: string): unknown => runInThisContext(`'use strict'; (${text});`) as unknown;

const strings = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostile), fc.string({ unit: 'grapheme' }));

/** Kinds of tokens of a text, comments and spaces left out. */
function tokens(text: string): ts.SyntaxKind[] {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, true, ts.LanguageVariant.Standard, text);
  const kinds: ts.SyntaxKind[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) kinds.push(kind);
  return kinds;
}

describe('code', () => {
  test('quotes strings, prints numbers and lists, splices code', () => {
    expect(String(code`f(${"it's"}, ${[1, [-2.5, true]]}, ${code`x`})`)).toBe("f('it\\'s', [1, [-2.5, true]], x)");
    expect(String(code`${-Infinity} ${-0} ${1e-7}`)).toBe('-Infinity -0 1e-7');
    expect(String(join([code`a`, code`b`]))).toBe('a, b');
    expect(String(lines([code`a`, code`b`]))).toBe('a\nb');
    expect(() => code`${NaN}`).toThrow(TypeError);
  });

  test('any string comes back as the value it was, in ASCII', () => {
    fc.assert(
      fc.property(strings, (text) => {
        const printed = String(code`${text}`);
        expect(printed).toMatch(/^'[ -~]*'$/);
        expect(evaluate(printed)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test('any string is a key', () => {
    fc.assert(
      fc.property(strings, (key) => {
        const made = evaluate(String(code`{ ${propertyKey(key)}: 1 }`)) as Record<string, unknown>;
        expect(Object.entries(made)).toEqual([[key, 1]]);
        expect(evaluate(`((o) => ${String(member(code`o`, key))})(${String(code`{ ${propertyKey(key)}: 1 }`)})`)).toBe(
          1,
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('any string in a comment is nothing but a comment', () => {
    fc.assert(
      fc.property(strings, (text) => {
        expect(tokens(`${String(lineComment(text))}\n`)).toEqual([]);
        expect(tokens(String(docComment([text, text])))).toEqual([]);
        expect(String(lineComment(text))).not.toMatch(/[\u0000-\u001f\u2028\u2029\u202a-\u202e\u2066-\u2069]|@/u);
      }),
      { numRuns: 1000 },
    );
  });

  test('code can not be forged', () => {
    const make = Code as unknown as new (token: symbol, text: string) => Code;
    expect(() => new make(Symbol('trusted'), 'process.exit()')).toThrow(TypeError);
    const lookalike = { toString: () => 'process.exit()' } as unknown as Code;
    expect(() => String(code`${lookalike}`)).toThrow();
  });
});

describe('Scope', () => {
  test('names read like ids', () => {
    const scope = new Scope(['tf']);
    const names = [
      'b12/resample0/in',
      'b12_resample0_in',
      'class',
      'tf',
      '0',
      '__proto__',
      '',
      'é',
      'раypal',
      'constructor',
    ];
    expect(names.map((id) => String(scope.name(id)))).toMatchInlineSnapshot(`
      [
        "b12_resample0_in",
        "b12_resample0_in_2",
        "class_2",
        "tf_2",
        "v_0",
        "proto",
        "v",
        "v_2",
        "ypal",
        "constructor_2",
      ]
    `);
  });

  test('names are identifiers, unreserved and unique', () => {
    fc.assert(
      fc.property(fc.array(strings, { maxLength: 40 }), (hints) => {
        const scope = new Scope();
        const names = hints.map((hint) => scope.name(hint));
        expect(new Set(names.map(String)).size).toBe(names.length);
        for (const name of names) {
          expect(name).toBeInstanceOf(Name);
          expect(tokens(String(name))).toEqual([ts.SyntaxKind.Identifier]);
          expect(() => evaluate(`(() => { const ${String(name)} = 1; return ${String(name)}; })()`)).not.toThrow();
        }
      }),
    );
  });

  // Where each name tried all those before it, this would run into the test's time limit.
  test('half a million names of one hint differ', () => {
    const scope = new Scope();
    const names = Array.from({ length: 500_000 }, () => String(scope.name('same')));
    expect(new Set(names).size).toBe(names.length);
  });
});
