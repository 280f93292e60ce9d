/** The best classes of logits. */
import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import { topClasses } from '../../runtime/detection/classify.ts';

const logits = (...values: readonly number[]) => ({
  logits: { dims: [1, values.length], data: Float32Array.from(values) },
});

function codeOf(outputs: Parameters<typeof topClasses>[0]): string | undefined {
  try {
    topClasses(outputs, 5);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics[0]?.code;
    throw error;
  }
  return undefined;
}

describe('classes', () => {
  it('are ranked, with the probabilities of softmax', () => {
    const found = topClasses(logits(1, 3, 2), 2);
    expect(found.map(({ classId }) => classId)).toEqual([1, 2]);
    const sum = Math.exp(1) + Math.exp(2) + Math.exp(3);
    expect(found[0]!.probability).toBeCloseTo(Math.exp(3) / sum, 12);
    expect(found[1]!.probability).toBeCloseTo(Math.exp(2) / sum, 12);
  });

  it('of large logits do not overflow; equals keep their order; k may be more than there are', () => {
    expect(topClasses(logits(1e4, 1e4, -1e4), 9)).toEqual([
      { classId: 0, probability: 0.5 },
      { classId: 1, probability: 0.5 },
      { classId: 2, probability: 0 },
    ]);
  });

  it('may have a height and a width of one', () => {
    const outputs = { logits: { dims: [1, 1, 1, 2], data: Float32Array.of(0, 1) } };
    expect(topClasses(outputs, 1)[0]!.classId).toBe(1);
  });

  it('of other outputs are refused', () => {
    expect(codeOf({ endpoint_7: logits(1).logits })).toBe('SPN6031');
    expect(codeOf({ logits: { dims: [2, 1], data: Float32Array.of(1, 2) } })).toBe('SPN6032');
    expect(codeOf({ logits: { dims: [1, 2, 3], data: new Float32Array(6) } })).toBe('SPN6032');
    expect(codeOf(logits())).toBe('SPN6032');
    expect(codeOf(logits(1, NaN))).toBe('SPN6032');
  });
});
