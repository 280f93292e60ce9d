import { expect, test } from 'vitest';
import type { Graph } from '../../../compiler/ir/graph.ts';
import { lower } from '../../../compiler/lower/lower.ts';
import { legalize } from '../../../compiler/passes/legalize/legalize.ts';
import { optimize } from '../../../compiler/passes/manager.ts';
import { planMemory } from '../../../compiler/passes/memory-plan.ts';
import { scheduleMemory } from '../../../compiler/passes/schedule/schedule-memory.ts';
import { published, spinenet49, withRetinanet } from '../../lower/published.ts';
import { expectRewrite, expectUnchanged } from '../rewriting.ts';

const conv = '{stride: [1,1], dilation: [1,1], padding: [0,0,0,0], activation: none}';

test('two readers of large features shrink both before either grows again', () => {
  expectRewrite(
    scheduleMemory,
    `graph g
     input x : f32[N,4,4,2]
     param grow : f32[1,1,2,8] ~ ones
     param shrink : f32[1,1,8,1] ~ ones
     param widen : f32[1,1,1,8] ~ ones
     section b0
       b0 = conv2d(x, grow) ${conv}
     section b1
       b1/in = conv2d(b0, shrink) ${conv}
       b1/out = conv2d(b1/in, widen) ${conv}
       b1 = relu(b1/out)
     section b2
       b2/in = max-pool(b0) {stride: [2,2], dilation: [1,1], padding: [0,0,0,0], kernel: [2,2]}
     output p2 = b1
     output p3 = b2/in
    `,
    `graph g
     input x : f32[N,4,4,2]
     param grow : f32[1,1,2,8] ~ ones
     param shrink : f32[1,1,8,1] ~ ones
     param widen : f32[1,1,1,8] ~ ones
     section b0
       b0 = conv2d(x, grow) ${conv}
     section b1
       b1/in = conv2d(b0, shrink) ${conv}
     section b2
       b2/in = max-pool(b0) {stride: [2,2], dilation: [1,1], padding: [0,0,0,0], kernel: [2,2]}
       b1/out = conv2d(b1/in, widen) ${conv} @b1
       b1 = relu(b1/out) @b1
     output p2 = b1
     output p3 = b2/in
    `,
  );
});

test('an order that nothing beats stays', () => {
  expectUnchanged(
    scheduleMemory,
    `graph g
     input x : f32[N,4,4,2]
     section a
       a = relu(x)
       b = sigmoid(a)
       c = add(a, b)
     output y = c
    `,
  );
});

/** What tfjs runs at a level. */
function plannedAt(level: 'O1' | 'O2', spec: typeof spinenet49): ReturnType<typeof planMemory> {
  const graph: Graph = lower(spec).value!;
  return planMemory(legalize(optimize(graph, { level, target: 'tfjs' }).graph, 'tfjs'));
}

test.each(['49s', '49', '96', '143', '190', 'r0-sp53'])('%s: within a tenth of the lower bound', (id) => {
  const [before, after] = [plannedAt('O1', published[id]!), plannedAt('O2', published[id]!)];
  expect(after.peakBytes).toBeLessThanOrEqual(before.peakBytes / 1.45);
  expect(after.peakBytes).toBeLessThanOrEqual(1.1 * after.lowerBoundBytes);
});

test('SpineNet-49 with a RetinaNet head: the peak at 640', () => {
  const plan = plannedAt('O2', withRetinanet(spinenet49));
  // b2/merge: two inputs and a result of [160,160,256], what b3 needs of b0 and b1, and the picture.
  expect(plan.peakBytes).toBeLessThanOrEqual(84.1e6);
  expect(plannedAt('O1', withRetinanet(spinenet49)).peakBytes).toBeGreaterThan(135e6);
});
