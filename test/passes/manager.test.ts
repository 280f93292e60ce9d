import { expect, test } from 'vitest';
import type { Graph } from '../../compiler/ir/graph.ts';
import { printGraph } from '../../compiler/ir/print.ts';
import { legalizations } from '../../compiler/passes/legalize/legalizations.ts';
import { legalize } from '../../compiler/passes/legalize/legalize.ts';
import { optimizationGoals, optimizationTargets } from '../../compiler/passes/choice.ts';
import { passesFor } from '../../compiler/passes/levels.ts';
import { optimize, PassError, runPasses, type PassEvent } from '../../compiler/passes/manager.ts';
import type { Pass } from '../../compiler/passes/pass.ts';
import { properties } from '../../compiler/passes/properties.ts';
import { graphOf } from './rewriting.ts';

const conv = '{stride: [2,2], dilation: [1,1], padding: [1,1,1,1], activation: none}';

/** A conv unit as lowering makes it, and a dead conv beside it. */
const unit = (activation: string): Graph =>
  graphOf(`graph g
    input x : f32[N,8,8,2]
    param in/kernel : f32[3,3,2,3] ~ variance-scaling(18) trainable regularized
    param in/gamma : f32[3] ~ ones trainable
    param in/beta : f32[3] ~ zeros trainable
    param in/moving_mean : f32[3] ~ zeros
    param in/moving_variance : f32[3] ~ ones
    section b2 "b2 : L2 residual <- b0 b1" level 2 result in/act
      in/conv = conv2d(x, in/kernel) ${conv}
      in/norm = batch-norm(in/conv, in/gamma, in/beta, in/moving_mean, in/moving_variance) {epsilon: 0.001}
      in/act = ${activation}(in/norm)
      dead = conv2d(x, in/kernel) ${conv}
    output endpoint_3 = in/act
  `);

const nothing: Pass = {
  name: 'nothing',
  doc: 'does nothing',
  requires: [],
  ensures: [],
  breaks: [],
  error: 'exact',
  run: (graph) => ({ graph, changed: false }),
};

test('O1 makes one fused conv of a conv unit', () => {
  const { graph, passes } = optimize(unit('relu'), { verify: true });
  expect(graph.nodes.map((n) => `${n.name} ${n.kind} ${JSON.stringify(n.attrs)}`)).toEqual([
    'in conv2d {"stride":[2,2],"dilation":[1,1],"padding":[1,1,1,1],"activation":"relu"}',
  ]);
  expect(graph.sections[0]).toMatchObject({ id: 'b2', level: 2, result: 'in' });
  expect(graph.outputs).toEqual([{ name: 'endpoint_3', value: 'in' }]);
  expect(passes.map((p) => [p.name, p.nodesBefore, p.nodesAfter, p.macsBefore, p.macsAfter, p.changed])).toEqual([
    ['eliminate-dead', 4, 3, 1728, 864, true],
    ['fold-constants', 3, 3, 864, 864, false],
    ['eliminate-common-subexpressions', 3, 3, 864, 864, false],
    ['fuse-bias', 3, 3, 864, 864, false],
    ['fold-batch-norm', 3, 2, 864, 864, true],
    ['fuse-activations', 2, 1, 864, 864, true],
  ]);
});

test('swish keeps its conv apart, and the conv keeps its name', () => {
  const { graph } = optimize(unit('swish'), { level: 'O2', verify: true });
  expect(graph.nodes.map((n) => n.name)).toEqual(['in/conv', 'in/act']);
});

test('O0 gives the graph back as it is', () => {
  const graph = unit('relu');
  expect(optimize(graph, { level: 'O0', verify: true })).toEqual({ graph, passes: [] });
});

test('stops after the pass that was asked for, and tells about every pass', () => {
  const events: PassEvent[] = [];
  let now = 0;
  const graph = unit('relu');
  const result = optimize(graph, {
    stopAfter: 'fold-batch-norm',
    onPass: (event) => events.push(event),
    clock: () => now++,
  });
  expect(result.graph.nodes.map((n) => n.kind)).toEqual(['conv2d', 'relu']);
  expect(events.map((e) => [e.index, e.pass.name])).toEqual([
    ...passesFor({ level: 'O1' })
      .slice(0, 5)
      .map((p, i) => [i, p.name]),
  ]);
  expect(events[0]?.before).toBe(graph);
  expect(events.at(-1)?.after).toBe(result.graph);
  expect(result.passes.map((p) => p.milliseconds)).toEqual([1, 1, 1, 1, 1]);
  expect(() => optimize(graph, { stopAfter: 'fold-everything' })).toThrow(
    'no pass fold-everything among eliminate-dead, fold-constants',
  );
});

test('every list of passes keeps the contract: unique names, requirements ensured before', () => {
  const empty = graphOf('graph empty');
  const chosen = optimizationGoals.flatMap((goal) =>
    optimizationTargets.map((target) => passesFor({ level: 'O2', goal, target })),
  );
  for (const passes of [passesFor({ level: 'O1' }), ...chosen, ...Object.values(legalizations)]) {
    const names = passes.map((p) => p.name);
    expect(new Set(names).size).toBe(names.length);
    expect(() => runPasses(empty, passes, { verify: true })).not.toThrow();
  }
});

test('a requirement that nobody ensured is refused', () => {
  const fuse = passesFor({ level: 'O1' }).find((p) => p.name === 'fuse-activations')!;
  expect(() => runPasses(unit('relu'), [nothing, fuse])).toThrow(
    new PassError('pass fuse-activations (after nothing) requires no-dead-nodes, no-batch-norm-after-conv'),
  );
  const reviver: Pass = {
    ...nothing,
    name: 'reviver',
    breaks: ['no-dead-nodes'],
    run: (g) => ({ graph: { ...g }, changed: true }),
  };
  const [dead, ...rest] = passesFor({ level: 'O1' });
  expect(() => runPasses(unit('relu'), [dead!, reviver, ...rest])).toThrow(
    'pass fuse-bias (after eliminate-dead, reviver, fold-constants, eliminate-common-subexpressions) requires no-dead-nodes',
  );
});

test('verification names the pass that broke the graph or its word, and the passes before it', () => {
  const graph = unit('relu');
  const breaking: Pass = { ...nothing, name: 'breaking', run: (g) => ({ graph: { ...g, params: [] }, changed: true }) };
  expect(() => runPasses(graph, [nothing, breaking], { verify: true })).toThrow(
    /^pass breaking \(after nothing\) leaves a malformed graph:\nin\/conv reads in\/kernel, which nothing makes/,
  );
  const boasting: Pass = { ...nothing, name: 'boasting', ensures: ['no-dead-nodes'] };
  expect(() => runPasses(graph, [boasting], { verify: true })).toThrow(
    'pass boasting (first) leaves a graph without no-dead-nodes: dead',
  );
  const lying: Pass = { ...nothing, name: 'lying', run: (g) => ({ graph: g, changed: true }) };
  expect(() => runPasses(graph, [lying], { verify: true })).toThrow('misreports whether it changed the graph');
  expect(() => optimize({ ...graph, params: [] }, { verify: true })).toThrow('the graph given to the first pass');
});

test('every property is explained', () => {
  for (const { doc } of Object.values(properties)) expect(doc).not.toBe('');
});

test('legalisation for tfjs pads and spells swish; for ONNX it only spells swish', () => {
  const { graph } = optimize(unit('swish'));
  expect(legalize(graph, 'tfjs', { verify: true }).nodes.map((n) => n.name)).toEqual([
    'in/conv/pad',
    'in/conv',
    'in/act/sigmoid',
    'in/act',
  ]);
  expect(legalize(graph, 'onnx', { verify: true }).nodes.map((n) => n.name)).toEqual([
    'in/conv',
    'in/act/sigmoid',
    'in/act',
  ]);
  const relu = optimize(unit('relu')).graph;
  expect(printGraph(legalize(relu, 'onnx'))).toBe(printGraph(relu));
});
