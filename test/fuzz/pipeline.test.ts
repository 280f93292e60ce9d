/**
 * From text to report, whatever the text: there is a spec, or messages that say why not; what passes the checks has a
 * network that every later stage can work with. Nothing throws but a DiagnosticError.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../compiler/analysis/analyze.ts';
import { reportCsv } from '../../compiler/analysis/report/csv.ts';
import { reportText } from '../../compiler/analysis/report/table.ts';
import { DiagnosticError, hasErrors, type Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { renderGithub, renderJson, renderSarif, renderText } from '../../compiler/diagnostics/render.ts';
import { parseGraph } from '../../compiler/ir/parse.ts';
import { printGraph } from '../../compiler/ir/print.ts';
import { verify } from '../../compiler/ir/verify.ts';
import { lower } from '../../compiler/lower/lower.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import { understand } from '../../compiler/pipeline.ts';
import type { ResolveOptions } from '../../compiler/resolve/resolve.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { changes, mutated, noise, type Text } from './mutations.ts';

const scale = process.env['SPINEC_LONG'] === undefined ? 1 : 50;

/** How many specs of a run had a network: mutations that break everything would show nothing. */
const counts = { all: 0, built: 0 };

/** Repeated blocks; graphs are a dozen nodes for each. */
function size({ stem, blocks, scale: { repeats } }: ResolvedSpec): number {
  const own: readonly (number | undefined)[] = [...stem.blocks.map(() => undefined), ...blocks.map((b) => b.repeats)];
  return own.reduce<number>(
    (sum, count, i) => sum + (count ?? (typeof repeats === 'number' ? repeats : repeats[i]!)),
    0,
  );
}

async function checkDiagnostics(diagnostics: readonly Diagnostic[]): Promise<void> {
  for (const { message, span, notes } of diagnostics) {
    expect(message).not.toMatch(/undefined|\[object/);
    for (const place of [span, ...notes.map((note) => note.span)]) {
      if (place === undefined) continue;
      expect(place.start).toBeGreaterThanOrEqual(0);
      expect(place.end).toBeLessThanOrEqual(place.source.text.length);
    }
  }
  // Lines may break; nothing else that a terminal acts on gets through.
  expect(renderText(diagnostics)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
  JSON.parse(renderJson(diagnostics));
  JSON.parse(await renderSarif(diagnostics));
  renderGithub(diagnostics);
}

function checkNetwork(spec: ResolvedSpec): void {
  const lowered = lower(spec);
  expect(lowered.diagnostics).toEqual([]);
  expect(verify(lowered.value!)).toEqual([]);
  const { graph } = optimize(lowered.value!, { verify: true });
  expect(printGraph(parseGraph(printGraph(graph)))).toBe(printGraph(graph));
  const report = analyze(spec);
  for (const figure of Object.values(report.totals)) expect(figure).toBeGreaterThan(0);
  reportText(report, 'block');
  reportCsv([report], 'kind');
}

async function survives({ name, text }: Text, options: ResolveOptions = {}): Promise<void> {
  counts.all++;
  const { value, diagnostics } = understand({ name, text }, options);
  expect(value === undefined).toBe(hasErrors(diagnostics));
  await checkDiagnostics(diagnostics);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  if (value === undefined || size(value) > 200) return;
  counts.built++;
  try {
    checkNetwork(value);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    await checkDiagnostics(error.diagnostics);
  }
}

describe('whatever the text', () => {
  it('noise', async () => {
    await fc.assert(
      fc.asyncProperty(noise, (text) => survives(text)),
      { seed: 3, numRuns: 60 * scale },
    );
  });

  it('a published spec with mistakes in it', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, (text) => survives(text)),
      { seed: 3, numRuns: 180 * scale },
    );
    expect(counts.built).toBeGreaterThan(20);
  });

  it('and options with mistakes in them', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, changes, (text, options) => survives(text, options)),
      { seed: 3, numRuns: 60 * scale },
    );
  });
});
