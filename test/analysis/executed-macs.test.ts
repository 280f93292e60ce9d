/** The multiply-adds that a report says are executed are those of the file that is emitted, counted by somebody else. */
import proto from 'onnx-proto';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../compiler/analysis/analyze.ts';
import { compile } from '../../compiler/compile.ts';
import type { PassChoice } from '../../compiler/passes/choice.ts';
import type { Graph } from '../../compiler/ir/graph.ts';
import { elementCount } from '../../compiler/ir/tensor-type.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinNames, builtinSource } from '../../compiler/resolve/builtins.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { countMultiplyAdds } from '../bench/onnx-macs.ts';

/** Without a head there is nothing that is not in one of these, too. */
const heads = ['retinanet', 'mask-rcnn', 'classification'];

type Choice = Required<Pick<PassChoice, 'level'>> & PassChoice;

/** What finds the most to do; and, of one head, all that can be chosen. */
function choicesFor(head: string): readonly Choice[] {
  const others = (['memory', 'size'] as const).map((goal): Choice => ({ level: 'O2', goal }));
  return [
    { level: 'O2' },
    ...(head === 'retinanet' ? [{ level: 'O0' } as const, { level: 'O1' } as const, ...others] : []),
  ];
}

/** The file without its weights: small vectors are inside all the same, of any values. */
async function emitted(spec: ResolvedSpec, choice: Choice): Promise<Uint8Array> {
  const weights = (graph: Graph) => {
    const sizes = new Map(graph.params.map(({ name, type }) => [name, elementCount(type)]));
    return (name: string) => new Float32Array(sizes.get(name)!);
  };
  const options = { ...choice, targets: ['onnx'], weights, onnx: { externalData: true } } as const;
  const { value, diagnostics } = await compile(spec, options);
  expect(diagnostics).toEqual([]);
  const content = value!.artifacts.find((artifact) => artifact.name.endsWith('.onnx'))!.content;
  return Buffer.concat([...(content as Iterable<Uint8Array>)]);
}

test.each(builtinNames.flatMap((name) => heads.map((head) => [name, head] as const)))('%s, %s', async (name, head) => {
  const spec = understand(builtinSource(name)!, { head }).value!;
  for (const choice of choicesFor(head)) {
    const { executed, totals } = analyze(spec, choice);
    const { macs } = countMultiplyAdds(await emitted(spec, choice));
    expect([choice, macs]).toEqual([choice, executed.macs]);
    expect(executed.passes.reduce((sum, pass) => sum + pass.macs, totals.macs)).toBe(executed.macs);
  }
});

describe('the count of single nodes', () => {
  const { ModelProto, AttributeProto } = proto.onnx;
  const value = (name: string, dims: readonly (number | string)[]) => ({
    name,
    type: {
      tensorType: { shape: { dim: dims.map((d) => (typeof d === 'string' ? { dimParam: d } : { dimValue: d })) } },
    },
  });

  /** One node from inputs of these shapes (the first fed, the others stored) to an output of that shape. */
  function counted(
    opType: string,
    inputs: readonly (readonly (number | string)[])[],
    output: readonly number[],
    own = {},
  ) {
    const [fed = [], ...stored] = inputs;
    const names = inputs.map((_, i) => `v${i}`);
    const graph = {
      node: [{ opType, input: names, output: ['y'], ...own }],
      input: [value('v0', fed)],
      output: [value('y', output)],
      initializer: stored.map((dims, i) => ({ name: `v${i + 1}`, dims: dims.map(Number) })),
    };
    return countMultiplyAdds(ModelProto.encode({ graph }).finish()).macs;
  }

  test('a convolution: 3×3 of 4 channels for each of 5×5×8 results', () => {
    expect(counted('Conv', [['N', 4, 5, 5], [8, 4, 3, 3], [8]], [1, 8, 5, 5])).toBe(5 * 5 * 8 * 4 * 9);
  });
  test('in two groups: half of the channels each; depthwise: one', () => {
    expect(
      counted(
        'Conv',
        [
          ['N', 4, 5, 5],
          [8, 2, 3, 3],
        ],
        [1, 8, 5, 5],
      ),
    ).toBe(5 * 5 * 8 * 2 * 9);
    expect(
      counted(
        'Conv',
        [
          ['N', 8, 8, 8],
          [8, 1, 6, 6],
        ],
        [1, 8, 2, 2],
      ),
    ).toBe(2 * 2 * 8 * 36);
  });
  test('a transposed one: 2×2×6 results of each of 7×7×4 values', () => {
    expect(
      counted(
        'ConvTranspose',
        [
          ['N', 4, 7, 7],
          [4, 6, 2, 2],
        ],
        [1, 6, 14, 14],
      ),
    ).toBe(7 * 7 * 4 * 6 * 4);
  });
  test('matrices: the inner size counts, whichever way round the first one lies', () => {
    const transposed = { attribute: [{ name: 'transA', type: AttributeProto.AttributeType.INT, i: 1 }] };
    expect(
      counted(
        'Gemm',
        [
          ['3N', 5],
          [5, 7],
        ],
        [3, 7],
      ),
    ).toBe(3 * 5 * 7);
    expect(
      counted(
        'Gemm',
        [
          [5, 3],
          [5, 7],
        ],
        [3, 7],
        transposed,
      ),
    ).toBe(3 * 5 * 7);
    expect(
      counted(
        'MatMul',
        [
          [2, 36, 3, 5],
          [5, 7],
        ],
        [2, 36, 3, 7],
      ),
    ).toBe(2 * 36 * 3 * 5 * 7);
  });
  test('nothing else multiplies and adds', () => {
    expect(
      counted(
        'Mul',
        [
          [1, 4, 5, 5],
          [4, 1, 1],
        ],
        [1, 4, 5, 5],
      ),
    ).toBe(0);
  });
  test('a shape that the file keeps to itself is an error', () => {
    const graph = { node: [{ opType: 'Conv', input: ['x', 'w'], output: ['y'] }] };
    expect(() => countMultiplyAdds(ModelProto.encode({ graph }).finish())).toThrow('does not say which shape y has');
  });
});
