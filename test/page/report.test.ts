/** Pages of reports without a browser: what many specs are cut down to, and how several are compared. */
import { describe, expect, it } from 'vitest';
import { analyze } from '../../compiler/analysis/analyze.ts';
import { compareSpecs, comparisonMarkdown, frontSentences } from '../../compiler/analysis/report/comparison.ts';
import { publishedResults, reportHtml } from '../../compiler/page/library.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';

const retinanet = (name: string): ResolvedSpec => understand(builtinSource(name)!, { head: 'retinanet' }).value!;
const compared = (...specs: readonly ResolvedSpec[]) =>
  compareSpecs(specs.map((spec) => ({ spec, report: analyze(spec) })));

describe('a comparison', () => {
  it('takes accuracy from one way of training', () => {
    const { specs, metric, condition } = compared(...['spinenet-49s', 'spinenet-49', 'spinenet-96'].map(retinanet));
    expect([metric, condition.slice(0, 24)]).toEqual(['AP', 'COCO val2017, protocol B']);
    expect(specs.map(({ result }) => result?.metrics.AP)).toEqual([39.5, 42.8, 47.1]);
    expect(specs.map(({ onFront, onAccuracyFront }) => [onFront, onAccuracyFront])).toEqual([
      [true, true],
      [false, true],
      [false, true],
    ]);
  });

  it('has no accuracy where fewer than two can be compared', () => {
    const comparison = compared(retinanet('spinenet-49'), retinanet('spinenet-143l'));
    expect([comparison.metric, comparison.condition]).toEqual([undefined, '']);
    expect(frontSentences(comparison)).toEqual([
      'No other one has fewer macs, fewer trainable params and a smaller peak of activations at once: spinenet-49.',
    ]);
  });

  it('numbers specs of one name, and shows it as text', () => {
    const evil = { ...retinanet('spinenet-mobile-49xs'), name: '<b>|' };
    expect(compared(evil, evil).specs.map(({ label }) => label)).toEqual(['<b>| (1)', '<b>| (2)']);
    const given = [evil, evil].map((spec) => ({ spec, report: analyze(spec) }));
    expect(comparisonMarkdown(given)).toContain('| \\<b\\>\\| (1) | 256×256 |');
  });
});

describe('a page', () => {
  const small = retinanet('spinenet-mobile-49xs');

  it('is the same at every call', async () => {
    const options = { level: 'O2', by: 'kind', top: 3 } as const;
    const page = await reportHtml([small], options);
    expect(await reportHtml([small], options)).toBe(page);
    expect(page).toContain('data-first="kind"');
    expect(page).toContain('others</th>');
  });

  it('of many specs has their pictures and figures', async () => {
    const page = await reportHtml(Array.from({ length: 7 }, (_, i) => ({ ...small, name: `number-${i}` })));
    expect(page.match(/<section class="spec"/g)).toHaveLength(7);
    expect(page.match(/data-block="b17"/g)!.length).toBeGreaterThanOrEqual(7);
    expect(page).toContain('Of more than 6 networks');
    expect(page).not.toContain('Memory over time');
    expect(page.length).toBeLessThan(600_000);
  });

  it('counts the size and head that are asked for', async () => {
    const page = await reportHtml([small], { input: { height: 128, width: 256 }, head: 'none' });
    const { totals } = analyze(small, { input: { height: 128, width: 256 }, head: 'none' });
    expect(page).toContain(`data-v="${totals.macs}"`);
    expect(page).toContain('128×256×3, batch 1, dialect tpu, head none');
  });

  it.each([
    ['O0', /<p>At -O0 nothing is optimised\.<\/p>/],
    ['O1', /<p>At -O1 passes save ops .* of the spec; -O2 saves macs too\.<\/p>/],
    ['O2', /<p>At -O2 for onnx, optimised for latency [\d,]+ of /],
  ] as const)('says what %s executes, and whose peak is told', async (level, executed) => {
    const page = await reportHtml([small], { level });
    expect(page).toMatch(executed);
    expect(page).toContain(`liveness plan at -${level} with explicit pads`);
  });

  it('shows one device where one is asked for', async () => {
    const device = { name: '<mine>', peakFlops: 1e12, bandwidth: 1e11, note: '' };
    const page = await reportHtml([small], { device });
    expect(page).toContain('&lt;mine&gt;, ms');
    expect(page).not.toContain('v100');
  });
});

describe('published results', () => {
  it('are all there, or those of a spec', () => {
    const { results, sources } = publishedResults(retinanet('spinenet-190'));
    expect(results.map(({ metrics, source }) => [metrics.AP, sources[source]!.title.slice(0, 9)])).toEqual([
      [52, 'Model zoo'],
      [52.1, 'Du et al.'],
    ]);
    expect(publishedResults().results.length).toBeGreaterThan(70);
  });
});
