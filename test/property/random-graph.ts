/**
 * Small valid graphs of every op kind for property tests, with values for their params and inputs. A graph is built from
 * a list of drawn steps; a step that does not fit what is there is adapted or left out, so that shrinking a failure drops
 * steps and lowers numbers until only what matters is left.
 */
import fc from 'fast-check';
import { GraphBuilder } from '../../compiler/ir/builder.ts';
import type { Graph, Initializer, ValueId } from '../../compiler/ir/graph.ts';
import { elementCount, sameType, sizeAt, tensorType, type Dim } from '../../compiler/ir/tensor-type.ts';
import { ShapeError, type Tensor } from '../../compiler/ops/op.ts';
import { windowOutput, type WindowAttributes } from '../../compiler/ops/window.ts';
import { exactParamReader } from '../../runtime/weights/materialize.ts';
import type { ParamSource } from '../../runtime/weights/param-source.ts';

const pair = (least: number, most: number): fc.Arbitrary<[number, number]> =>
  fc.tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most }));
const upTo = (most: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: most });
const activation = fc.constantFrom('none' as const, 'relu' as const, 'sigmoid' as const);

/** Which of the values so far: the last one mostly, so that chains get long. */
const choice = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: upTo(9) });

/** Stride, dilation and padding of small windows. */
export const windowArbitrary: fc.Arbitrary<WindowAttributes & { readonly kernel: [number, number] }> = fc.record({
  kernel: pair(1, 4),
  stride: pair(1, 3),
  dilation: pair(1, 2),
  padding: fc.tuple(upTo(2), upTo(2), upTo(2), upTo(2)),
});

const stepArbitrary = fc.oneof(
  fc.record({
    step: fc.constant('conv' as const),
    from: choice,
    window: windowArbitrary,
    filters: fc.integer({ min: 1, max: 5 }),
    bias: fc.boolean(),
    activation,
  }),
  fc.record({
    step: fc.constant('depthwise' as const),
    from: choice,
    window: windowArbitrary,
    bias: fc.boolean(),
    activation,
  }),
  fc.record({ step: fc.constant('norm' as const), from: choice }),
  fc.record({
    step: fc.constant('activation' as const),
    from: choice,
    kind: fc.constantFrom('relu' as const, 'sigmoid' as const, 'swish' as const),
  }),
  fc.record({
    step: fc.constant('combine' as const),
    from: choice,
    other: upTo(9),
    kind: fc.constantFrom('add' as const, 'subtract' as const, 'multiply' as const),
  }),
  fc.record({
    step: fc.constant('constant' as const),
    from: choice,
    kind: fc.constantFrom('add' as const, 'subtract' as const, 'multiply' as const, 'divide' as const),
    scalar: fc.boolean(),
  }),
  fc.record({ step: fc.constant('pool' as const), from: choice, window: windowArbitrary }),
  fc.record({ step: fc.constant('upsample' as const), from: choice, factor: pair(1, 3) }),
  fc.record({
    step: fc.constant('gather' as const),
    from: choice,
    axis: fc.constantFrom('height' as const, 'width' as const),
    size: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({
    step: fc.constant('pad' as const),
    from: choice,
    padding: fc.tuple(upTo(2), upTo(2), upTo(2), upTo(2)),
    value: fc.constantFrom(0, 1.5),
  }),
  /** A conv whose kernel is made of params: nodes that fold into constants. */
  fc.record({ step: fc.constant('folded' as const), from: choice, filters: fc.integer({ min: 1, max: 4 }) }),
  /** The same node once more: something for common-subexpression elimination. */
  fc.record({ step: fc.constant('again' as const), which: upTo(9) }),
);
type Step = typeof stepArbitrary extends fc.Arbitrary<infer S> ? S : never;

/** A valid graph with a single input `images`, named outputs, sections, dead nodes, shared and unshared params. */
export function randomGraph(options: { readonly maxSteps?: number } = {}): fc.Arbitrary<Graph> {
  return fc
    .record({
      dims: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4 })),
      steps: fc.array(stepArbitrary, { minLength: 1, maxLength: options.maxSteps ?? 12 }),
      outputs: fc.array(upTo(9), { maxLength: 2 }),
    })
    .map(({ dims, steps, outputs }) => build(dims, steps, outputs));
}

const stepsPerSection = 4;
/** Upsampling stops at this size, so that chains of it stay small. */
const largestSide = 24;

function build(dims: readonly [number, number, number], steps: readonly Step[], outputs: readonly number[]): Graph {
  const builder = new GraphBuilder('random');
  const values: ValueId[] = [builder.input('images', tensorType('f32', ['N', ...dims]))];
  const pick = (back: number): ValueId => values[values.length - 1 - (back % values.length)]!;
  for (let first = 0; first < steps.length; first += stepsPerSection) {
    const id = `b${first / stepsPerSection}`;
    const level = 2 + (first % 3);
    builder.section({ id, title: `${id} : L${level} "random"`, part: first % 2 ? 'head' : 'backbone', level }, () => {
      steps.slice(first, first + stepsPerSection).forEach((step, i) => {
        try {
          const made = apply(builder, `${id}/${i}-${step.step}`, step, pick);
          if (made !== undefined) values.push(made);
        } catch (error) {
          if (!(error instanceof ShapeError)) throw error;
        }
      });
      return values.at(-1);
    });
  }
  builder.output('endpoint_3', values.at(-1)!);
  new Set(outputs.map(pick)).forEach((value) => builder.output(`tap_${value}`, value));
  return builder.build();
}

/** Adds the nodes of one step; nothing (or a `ShapeError`, before anything is defined) when it does not fit. */
function apply(builder: GraphBuilder, name: string, step: Step, pick: (back: number) => ValueId): ValueId | undefined {
  const param = (own: string, dims: readonly Dim[], initializer: Initializer = { kind: 'ones' }): ValueId =>
    builder.param({
      name: `${name}/${own}`,
      type: tensorType('f32', dims),
      initializer,
      trainable: !own.startsWith('moving'),
      regularized: own === 'kernel',
    });
  const x = pick(step.step === 'again' ? step.which : step.from);
  const [, height = 0, width = 0, channels = 0] = builder.typeOf(x).dims as readonly number[];

  switch (step.step) {
    case 'conv':
    case 'depthwise': {
      const { kernel, ...attrs } = step.window;
      windowOutput(attrs, kernel, [height, width]);
      const filters = step.step === 'conv' ? step.filters : channels;
      const shape = step.step === 'conv' ? [...kernel, channels, filters] : [...kernel, channels, 1];
      const inputs = [x, param('kernel', shape, { kind: 'variance-scaling', fanIn: kernel[0] * kernel[1] * channels })];
      if (step.bias) inputs.push(param('bias', [filters], { kind: 'zeros' }));
      return builder.op(name, step.step === 'conv' ? 'conv2d' : 'depthwise-conv2d', inputs, {
        ...attrs,
        activation: step.activation,
      });
    }
    case 'norm': {
      const vectors = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((own) => param(own, [channels]));
      return builder.op(name, 'batch-norm', [x, ...vectors], { epsilon: 1e-3 });
    }
    case 'activation':
      return builder.op(name, step.kind, [x], {});
    case 'combine': {
      const type = builder.typeOf(x);
      const other = [step.other, step.other + 1, step.other + 2]
        .map(pick)
        .find((id) => sameType(builder.typeOf(id), type));
      return builder.op(name, step.kind, [x, other ?? x], {});
    }
    case 'constant':
      return builder.op(name, step.kind, [x, param('positive', step.scalar ? [] : [channels])], {});
    case 'pool':
      // Undilated: a dilated window can miss a tiny image altogether, and its maximum would be −∞.
      return builder.op(name, 'max-pool', [x], { ...step.window, dilation: [1, 1] });
    case 'upsample':
      if (Math.max(height * step.factor[0], width * step.factor[1]) > largestSide) return undefined;
      return builder.op(name, 'upsample-nearest', [x], { factor: step.factor });
    case 'gather': {
      const size = step.axis === 'height' ? height : width;
      // TensorFlow's nearest resize: source index floor(i·in/out).
      const indices = Array.from({ length: step.size }, (_, i) => Math.floor((i * size) / step.size));
      return builder.op(name, 'gather', [x], { axis: step.axis, indices });
    }
    case 'pad':
      return builder.op(name, 'pad', [x], { padding: step.padding, value: step.value });
    case 'folded': {
      const kernel = param('kernel', [1, 1, channels, step.filters], { kind: 'normal', stddev: 0.01 });
      const scale = builder.op(`${name}/scale`, 'rsqrt', [param('moving_variance', [step.filters])], {});
      const shaped = builder.op(`${name}/shaped`, 'reshape', [scale], { dims: [1, 1, 1, step.filters] });
      const scaled = builder.op(`${name}/scaled`, 'multiply', [kernel, shaped], {});
      const attrs = { stride: [1, 1], dilation: [1, 1], padding: [0, 0, 0, 0], activation: 'none' } as const;
      return builder.op(name, 'conv2d', [x, scaled], attrs);
    }
    case 'again': {
      const left = builder.op(`${name}/left`, 'relu', [x], {});
      const right = builder.op(`${name}/right`, 'relu', [x], {});
      return builder.op(name, 'add', [left, right], {});
    }
  }
}

/** Deterministic numbers in [0, 1) that depend on a seed and a name only (FNV-1a into mulberry32). */
export function randomNumbers(seed: number, name: string): () => number {
  let state = 2166136261 ^ seed;
  for (const letter of name) state = Math.imul(state ^ letter.codePointAt(0)!, 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Values in [−1, 1), or [0.5, 1.5) for variances and divisors; the same for the same name whatever the graph. */
export function randomSource(seed: number): ParamSource {
  return {
    description: `random values, seed ${seed}`,
    read({ name, type }) {
      const next = randomNumbers(seed, name);
      const positive = /variance$|positive$/.test(name);
      return Float32Array.from({ length: elementCount(type) }, () => (positive ? 0.5 + next() : 2 * next() - 1));
    },
  };
}

/** Values of every param, stored or computed, for `evaluateGraph`. */
export function randomParams(graph: Graph, seed: number): (name: string) => Tensor {
  return exactParamReader(graph, randomSource(seed));
}

/** Values in [−1, 1) for every input. */
export function randomInputs(graph: Graph, seed: number, batch = 1): Record<string, Tensor> {
  return Object.fromEntries(
    graph.inputs.map(({ id, type }) => {
      const next = randomNumbers(seed, id);
      const dims = type.dims.map((d) => sizeAt(d, batch));
      return [id, { dims, data: Float32Array.from({ length: elementCount(type, batch) }, () => 2 * next() - 1) }];
    }),
  );
}
