/**
 * Of any text: nothing throws, whatever the offset. Of any spec: a renamed block is the same network under another name, what
 * completion writes is a field or value that there is, and a fix makes an error go away.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasErrors } from '../../compiler/diagnostics/diagnostic.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinNames, builtinSource } from '../../compiler/resolve/builtins.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { formatSpec } from '../../compiler/syntax/format.ts';
import { parse } from '../../compiler/syntax/parse.ts';
import { fromPlain } from '../../compiler/syntax/plain.ts';
import {
  applyEdits,
  completionsAt,
  definitionAt,
  diagnosticsOf,
  formatText,
  hoverAt,
  referencesAt,
  renameAt,
  renameTargetAt,
  symbolsOf,
  type SpecForm,
  type TextRange,
} from '../../compiler/language/features.ts';
import { mutated, noise } from '../fuzz/mutations.ts';
import { randomSpec } from '../property/random-spec.ts';

const scale = process.env['SPINEC_LONG'] === undefined ? 1 : 50;
const forms: readonly SpecForm[] = ['json', 'spine'];

function within(text: string, ranges: readonly TextRange[]): void {
  for (const { start, end } of ranges) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(text.length);
  }
}

/** Every feature at one offset; whatever it points at lies in the text. */
function everything(text: string, form: SpecForm, offset: number): void {
  for (const found of diagnosticsOf(text, form)) {
    within(text, [found, ...found.fixes.flatMap(({ edits }) => edits)]);
    for (const { place } of found.notes) if (place !== undefined) within(place.file?.text ?? text, [place]);
  }
  const hover = hoverAt(text, form, offset);
  if (hover !== undefined) within(text, [hover]);
  within(
    text,
    completionsAt(text, form, offset).map(({ edit }) => edit),
  );
  for (const place of definitionAt(text, form, offset)) within(place.file?.text ?? text, [place]);
  within(text, referencesAt(text, form, offset));
  const target = renameTargetAt(text, form, offset);
  if ('id' in target) within(text, [target]);
  const renamed = renameAt(text, form, offset, 'renamed');
  if ('edits' in renamed) within(text, renamed.edits);
  within(
    text,
    symbolsOf(text, form).flatMap((symbol) => [symbol, symbol.mark]),
  );
  within(text, formatText(text, form) ?? []);
}

describe('texts that somebody is still writing', () => {
  const cut = fc
    .tuple(fc.oneof({ arbitrary: mutated, weight: 4 }, noise), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat())
    .map(([{ name, text }, share, at]) => {
      const kept = text.slice(0, Math.ceil(text.length * (at % 2 === 0 ? 1 : share)));
      return { text: kept, form: name.endsWith('.spine') ? ('spine' as const) : ('json' as const), at };
    });

  test('nothing throws at any offset', () => {
    fc.assert(
      fc.property(cut, fc.nat(), ({ text, form, at }, other) => {
        for (const offset of [at % (text.length + 1), other % (text.length + 1), text.length, 0])
          everything(text, form, offset);
      }),
      { numRuns: 150 * scale },
    );
  });

  test.each(forms)('every beginning of a %s file, with the cursor at its end', (form) => {
    const { text } = builtinSource('spinenet-mobile-49')!;
    const whole = formatSpec(parse(text, { syntax: 'json' }).value!, { to: form }).value!;
    for (let end = 0; end <= whole.length; end += 7) everything(whole.slice(0, end), form, end);
  });

  test('brackets without end', () => {
    for (const form of forms)
      for (const opener of ['[', '{"a":', 'block {"a":']) everything(opener.repeat(50_000), form, 100_000);
  });

  test('offsets outside of the text', () => {
    for (const offset of [-1, 99, Infinity]) for (const form of forms) everything('net', form, offset);
  });
});

function written(tree: unknown, form: SpecForm): string {
  return formatSpec({ syntax: 'builder', root: fromPlain(tree) }, { to: form }).value!;
}

/** The network with a block called otherwise. */
function renamedSpec(spec: ResolvedSpec, from: string, to: string): unknown {
  const named = (id: string): string => (id === from ? to : id);
  return {
    ...spec,
    stem: { ...spec.stem, blocks: spec.stem.blocks.map((block) => ({ ...block, id: named(block.id) })) },
    blocks: spec.blocks.map((block) => ({ ...block, id: named(block.id), inputs: block.inputs.map(named) })),
  };
}

/** The built-ins. */
function textsOf(form: SpecForm): readonly string[] {
  return builtinNames.map(
    (name) => formatSpec(parse(builtinSource(name)!.text, { syntax: 'json' }).value!, { to: form }).value!,
  );
}

interface Written {
  readonly id?: string;
  readonly inputs?: readonly (string | number)[];
}

/** Some blocks without their id, some inputs as indices: positions are names, too. */
function withPositions(tree: { stem?: { blocks?: Written[] }; blocks?: Written[] }, bits: number): unknown {
  const all = [...(tree.stem?.blocks ?? []), ...(tree.blocks ?? [])];
  const ids = all.map(({ id }, i) => id ?? `b${i}`);
  const change = (block: Written, i: number): Written => {
    const { id, inputs, ...others } = block;
    const isNamed = ids[i] !== `b${i}` || (bits >> (i % 13)) % 2 === 0;
    const counted = inputs?.map((input, j) => {
      const at = ids.indexOf(String(input));
      return at !== -1 && (bits >> ((i + j) % 11)) % 3 === 0 ? at : input;
    });
    return {
      ...(isNamed && id !== undefined ? { id } : {}),
      ...others,
      ...(counted === undefined ? {} : { inputs: counted }),
    };
  };
  const stem = tree.stem?.blocks ?? [];
  return {
    ...tree,
    ...(tree.stem === undefined ? {} : { stem: { ...tree.stem, blocks: stem.map(change) } }),
    blocks: (tree.blocks ?? []).map((block, i) => change(block, stem.length + i)),
  };
}

describe.each(forms)('specs in %s', (form) => {
  const name = `net.${form}`;

  test('renaming any block gives the same network under another name', () => {
    let renamed = 0;
    fc.assert(
      fc.property(randomSpec, fc.nat(), fc.nat(9999), fc.boolean(), (spec, pick, bits, atInput) => {
        const plain = structuredClone(spec) as unknown as Parameters<typeof withPositions>[0];
        const text = written(withPositions(plain, bits), form);
        const before = understand({ name, text }).value!;
        const symbols = symbolsOf(text, form, { name });
        expect(symbols.length).toBe((plain.stem?.blocks ?? []).length + (plain.blocks ?? []).length);
        const symbol = symbols[pick % symbols.length]!;
        const places = referencesAt(text, form, symbol.mark.start, { name });
        const at = atInput ? places.at(-1)!.start + 1 : symbol.mark.start;
        const result = renameAt(text, form, at, 'zz_9', { name });
        if ('refusal' in result) throw new Error(result.refusal);
        const after = understand({ name, text: applyEdits(text, result.edits) });
        expect(after.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(after.value).toEqual(renamedSpec(before, symbol.id, 'zz_9'));
        renamed += 1;
      }),
      { numRuns: 60 * scale },
    );
    expect(renamed).toBeGreaterThan(50);
  });

  test('what completion writes is a field that there is, with a value that it takes', () => {
    let offered = 0;
    fc.assert(
      fc.property(fc.constantFrom(...textsOf(form)), fc.nat(), fc.nat(), (text, where, which) => {
        const places = [...text.matchAll(form === 'json' ? /(?<=[{[:] ?)(?=")|(?<=\{)/gu : /(?<=\S ?)$/gmu)];
        const at = places[where % places.length]!.index;
        const before = form === 'json' ? text : `${text.slice(0, at)} ${text.slice(at)}`;
        const completions = completionsAt(before, form, form === 'json' ? at : at + 1);
        if (completions.length === 0) return;
        const { edit, kind } = completions[which % completions.length]!;
        const value = kind !== 'field' ? '' : form === 'json' ? (edit.text.endsWith(': ') ? 'null,' : '') : 'null';
        const after = applyEdits(before, [{ ...edit, text: edit.text + value }]);
        const found = diagnosticsOf(after, form).filter(
          ({ start }) => start >= edit.start && start <= edit.start + edit.text.length,
        );
        const codes = found.map(({ code, message }) => `${code} ${message}`);
        expect(codes.filter((code) => /^SPN(?:1|2003|2006)/.test(code) && !/given twice/.test(code))).toEqual([]);
        offered += 1;
      }),
      { numRuns: 200 * scale },
    );
    expect(offered).toBeGreaterThan(40);
  });

  test('formatting is what fmt writes', () => {
    fc.assert(
      fc.property(mutated, ({ text }) => {
        const parsed = parse(text, { syntax: form });
        const edits = formatText(text, form);
        if (parsed.value === undefined || hasErrors(parsed.diagnostics)) expect(edits).toBeUndefined();
        else expect(applyEdits(text, edits!).replaceAll('\r\n', '\n')).toBe(formatSpec(parsed.value).value);
      }),
      { numRuns: 60 * scale },
    );
  });
});

test('a fix makes its message go away', () => {
  let fixed = 0;
  fc.assert(
    fc.property(mutated, ({ name, text }) => {
      const form = name.endsWith('.spine') ? 'spine' : 'json';
      const before = diagnosticsOf(text, form, { name }).filter(({ severity }) => severity === 'error');
      for (const { fixes, code, message, start } of before.slice(0, 3)) {
        for (const { edits } of fixes) {
          const after = diagnosticsOf(applyEdits(text, edits), form, { name });
          const still = after.filter(
            (found) => found.code === code && found.message === message && found.start === start,
          );
          expect(still).toEqual([]);
          fixed += 1;
        }
      }
    }),
    { numRuns: 100 * scale },
  );
  expect(fixed).toBeGreaterThan(0);
});
