/** The network in other programs' forms: Graphviz's language, Netron's attachment, and the ops of one block. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../compiler/analysis/analyze.ts';
import { DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import { buildOnnxModel } from '../../compiler/emit/onnx/build.ts';
import { networkDot } from '../../compiler/picture/dot.ts';
import { netronAttachment, type NetronAttachment } from '../../compiler/picture/netron.ts';
import { opPicture } from '../../compiler/picture/op-picture.ts';
import { buildGraph, understand } from '../../compiler/pipeline.ts';
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import type { OptimizationLevel } from '../../compiler/passes/choice.ts';
import { randomSpec } from '../property/random-spec.ts';

const builtin = (name: string, head?: string): ResolvedSpec =>
  understand(builtinSource(name)!, head === undefined ? {} : { head }).value!;
const graphOf = (spec: ResolvedSpec, level: OptimizationLevel = 'O1') => buildGraph(spec, { level }).value!.graph;

describe('dot', () => {
  test('tiny, as a whole', async () => {
    const source = { name: 'x.spine', text: 'three extends resnet-50-fpn\nlevels 4..5\n' };
    const spec = understand(source, { load: (target) => builtinSource(target) }).value!;
    await expect(networkDot(spec, analyze(spec))).toMatchFileSnapshot('../golden/picture/three.dot.txt');
  });

  test('every statement is of quoted names and attributes, whatever the network is called', () => {
    const string = String.raw`"(?:[^"\\\n]|\\.)*"`;
    const attributes = String.raw`\[(?:[a-z]+=(?:${string}|[\w.]+)(?:, )?)+\]`;
    const statement = new RegExp(
      `^(?:digraph ${string} \\{|(?:graph|node|edge) ${attributes}|subgraph ${string} \\{|rank=same; color=${string}; label=${string}; labeljust=l|${string}(?: -> ${string})* ${attributes}|\\})$`,
    );
    fc.assert(
      fc.property(randomSpec, fc.string({ unit: 'binary' }), (spec, name) => {
        const named = { ...spec, name };
        for (const line of networkDot(named, analyze(named)).trimEnd().split('\n'))
          expect(line.trim()).toMatch(statement);
      }),
      { numRuns: 25 },
    );
  });
});

describe('Netron', () => {
  const nodeNames = (spec: ResolvedSpec, level: OptimizationLevel): ReadonlySet<string> =>
    new Set(buildOnnxModel(graphOf(spec, level)).proto.graph.node!.map(({ name }) => name!));

  test.each([
    ['spinenet-49', 'retinanet', 'O1'],
    ['spinenet-49', 'mask-rcnn', 'O1'],
    ['spinenet-mobile-49', 'retinanet', 'O0'],
    ['spinenet-49', undefined, 'O2'],
  ] as const)('%s, head %s, -%s: every name is a node of the ONNX file', (name, head, level) => {
    const spec = builtin(name, head);
    const report = analyze(spec, { level });
    const graph = graphOf(spec, level);
    const { signature, metadata, metrics } = JSON.parse(netronAttachment(graph, report)) as NetronAttachment;
    expect(signature).toBe('netron:attachment');
    const names = nodeNames(spec, level);
    const targets = new Set<string>();
    for (const { kind, target, name: line } of [...metadata, ...metrics]) {
      expect(line).not.toBe('');
      if (kind === 'model') expect(target).toBe('');
      else expect(names, target).toContain(target);
      targets.add(target);
    }
    // Nothing is left out: a target per node of the graph, and the model.
    expect(targets.size).toBe(graph.nodes.length + 1);
    const macs = metrics.filter(({ kind, name: line }) => kind === 'node' && line === 'macs');
    expect(macs.reduce((sum, { value }) => sum + Number(value), 0)).toBe(report.executed.macs);
    expect(metrics).toContainEqual({ kind: 'model', target: '', name: 'macs', value: report.totals.macs });
  });

  test('no line is there twice: Netron shows the last one', () => {
    const spec = builtin('spinenet-49');
    const { metadata, metrics } = JSON.parse(netronAttachment(graphOf(spec), analyze(spec))) as NetronAttachment;
    for (const items of [metadata, metrics]) {
      const keys = items.map(({ kind, target, name }) => `${kind} ${target} ${name}`);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});

describe('ops of a block', () => {
  const graph = graphOf(builtin('spinenet-49', 'retinanet'));

  test.each(['stem', 'b3', 'b12', 'b14', 'endpoint_3', 'class_3'])('%s', async (section) => {
    const svg = await opPicture(graph, section);
    const own = graph.nodes.filter(({ origin }) => origin.section === section);
    for (const { name } of own) expect(svg).toContain(`data-op="${name}"`);
    expect(svg).toContain(`${section} of spinenet-49`);
  });

  test('shows where results come from and go to', async () => {
    const svg = await opPicture(graph, 'b14');
    for (const text of ['>b7<', '>b11<', '>b12<', '>to b15, b16, endpoint_5<']) expect(svg).toContain(text);
  });

  test('a part that is not there', async () => {
    await expect(opPicture(graph, 'b1x')).rejects.toThrow(DiagnosticError);
    await expect(opPicture(graph, 'b1x')).rejects.toMatchObject({
      diagnostics: [{ code: 'SPN6940', suggestion: 'did you mean `b1`?' }],
    });
  });

  test('a part of too many ops is refused', async () => {
    const set = [{ path: 'scale.repeats', value: 60 }];
    const repeated = understand(builtinSource('spinenet-49')!, { set }).value!;
    await expect(opPicture(graphOf(repeated, 'O0'), 'b12')).rejects.toMatchObject({
      diagnostics: [{ code: 'SPN6941' }],
    });
  });
});
