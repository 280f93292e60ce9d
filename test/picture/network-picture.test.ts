/** Pictures of the built-ins and of random networks: what is drawn, that nothing overlaps, and that they stay as they are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../compiler/analysis/analyze.ts';
import { lower } from '../../compiler/lower/lower.ts';
import { nodeText } from '../../compiler/picture/draw-nodes.ts';
import { layout } from '../../compiler/picture/layout.ts';
import { drawnNetwork } from '../../compiler/picture/network.ts';
import { networkPicture } from '../../compiler/picture/network-picture.ts';
import { placedNodes } from '../../compiler/picture/place-nodes.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinNames, builtinSource } from '../../compiler/resolve/builtins.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import type { Report } from '../../compiler/schema/report-types.generated.ts';
import { randomSpec } from '../property/random-spec.ts';
import { faults } from './geometry.ts';
import { randomNetwork } from './random-network.ts';

const builtin = (name: string, head?: string): ResolvedSpec =>
  understand(builtinSource(name)!, head === undefined ? {} : { head }).value!;

function geometryOf(spec: ResolvedSpec, report: Report) {
  const network = drawnNetwork(spec, report);
  const largest = { figure: 1, share: 1 };
  const texts = new Map(network.nodes.map((node) => [node.id, nodeText(node, 'macs', largest, undefined)]));
  const { boxes } = placedNodes(network, texts);
  return { network, boxes, layout: layout(boxes, network.edges) };
}

function faultsOf(spec: ResolvedSpec, report: Report): readonly string[] {
  const { network, boxes, layout: laidOut } = geometryOf(spec, report);
  return faults(boxes, network.edges, laidOut);
}

const all = (svg: string, pattern: RegExp): string[] => [...svg.matchAll(pattern)].map((match) => match[1]!);

describe('every built-in', () => {
  test.each(builtinNames)('%s', (name) => {
    for (const head of [
      undefined,
      'classification',
      ...(name.includes('resnet-') && !name.endsWith('fpn') ? [] : ['retinanet', 'mask-rcnn']),
    ]) {
      const spec = builtin(name, head);
      expect(faultsOf(spec, analyze(spec)), head).toEqual([]);
    }
  });
});

describe('edges are those between the sections of the lowered graph', () => {
  const ofGraph = (spec: ResolvedSpec): readonly string[] => {
    const { nodes } = lower(spec).value!;
    const sections = new Map(
      nodes.flatMap(({ outputs, origin }) => outputs.map(({ id }) => [id, origin.section] as const)),
    );
    const edges = nodes.flatMap(({ inputs, origin: { section } }) =>
      inputs.map((id) => sections.get(id)).map((from) => `${from ?? section}->${section}`),
    );
    return [...new Set(edges.filter((edge) => !/^(.*)->\1$/.test(edge)))].sort();
  };
  const ofPicture = (spec: ResolvedSpec): readonly string[] => {
    const report = analyze(spec);
    const counted = new Set(report.blocks.map(({ id }) => id));
    const edges = drawnNetwork(spec, report).edges.filter(({ to }) => counted.has(to));
    return [...new Set(edges.map(({ from, to }) => `${from}->${to}`))].sort();
  };

  test.each(['spinenet-49', 'r0-sp53', 'resnet-50', 'resnet-50-fpn', 'spinenet-mobile-49', 'eff-spinenet-d1'])(
    '%s',
    (name) => {
      const weights = [10, 20, 30].map((yx) => [yx, yx, yx / 2, yx / 2]);
      const cascade = { path: 'head.box', value: { classAgnostic: true, weights } };
      const pools = ['all', 'top', 'backbone'].map((value) => ({ path: 'head.pool', value }));
      const wanted = [
        { head: 'none' },
        ...pools.map((set) => ({ head: 'classification', set: [set] })),
        { head: 'retinanet' },
        { head: 'mask-rcnn' },
        { head: 'mask-rcnn', set: [cascade] },
        { head: 'mask-rcnn', set: [{ path: 'head.mask.enabled', value: false }] },
      ];
      for (const options of wanted) {
        const spec = understand(builtinSource(name)!, options).value!;
        expect(ofPicture(spec), JSON.stringify(options)).toEqual(ofGraph(spec));
      }
    },
  );
});

describe('random networks', () => {
  test('have no faults, every block and every input', () => {
    fc.assert(
      fc.property(randomSpec, (spec) => {
        const report = analyze(spec);
        expect(faultsOf(spec, report)).toEqual([]);
        const svg = networkPicture(spec, report);
        const blocks = new Set(all(svg, /data-block="([^"]*)"/g));
        for (const { id } of [...spec.stem.blocks, ...spec.blocks]) expect(blocks).toContain(id);
        for (const { id } of report.blocks) expect(blocks).toContain(id);
        const edges = all(svg, /data-from="([^"]*" data-to="[^"]*)"/g);
        for (const { id, inputs } of spec.blocks)
          for (const input of inputs) expect(edges).toContain(`${input}" data-to="${id}`);
      }),
      { numRuns: 40 },
    );
  });

  test('of 200 blocks: the geometry stays as it is', async () => {
    const spec = randomNetwork(200, 1);
    const report = analyze(spec);
    expect(faultsOf(spec, report)).toEqual([]);
    const { network, layout: laidOut } = geometryOf(spec, report);
    const lines = [
      `${laidOut.width} x ${laidOut.height}`,
      ...[...laidOut.boxes].map(([id, { x, y, width, height }]) => `${id} ${x} ${y} ${width} ${height}`),
      ...network.edges.map(
        ({ from, to }, i) =>
          `${from}>${to} ${laidOut.routes[i]!.map((point) => point.map((value) => Math.round(value * 100) / 100).join()).join(' ')}`,
      ),
    ];
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../golden/picture/random-200.txt');
  });

  test('of 500 blocks', () => {
    const spec = randomNetwork(500, 1);
    expect(faultsOf(spec, analyze(spec))).toEqual([]);
  });
});

describe('goldens', () => {
  test.each(['spinenet-49', 'r0-sp53', 'spinenet-mobile-49', 'resnet-50-fpn'])('%s', async (name) => {
    const spec = builtin(name);
    await expect(networkPicture(spec, analyze(spec))).toMatchFileSnapshot(`../../docs/pictures/${name}.svg`);
  });
});

describe('what is drawn', () => {
  const spec = builtin('spinenet-49', 'retinanet');
  const report = analyze(spec);
  const svg = networkPicture(spec, report);

  test('what nothing consumed is an edge of its own', () => {
    expect(svg).toContain('<g class="edge same added" data-from="b11" data-to="b14">');
    expect(all(svg, /class="edge \w+ added" data-from="(\w+)"/g)).toEqual(['b11']);
  });

  test('directions are those of the levels', () => {
    expect(svg).toContain('<g class="edge down" data-from="b3" data-to="b6">');
    expect(svg).toContain('<g class="edge up" data-from="b3" data-to="b4">');
    expect(svg).toContain('<g class="edge same" data-from="b3" data-to="b7">');
  });

  test('kinds, outputs, endpoints and heads', () => {
    expect(svg).toContain('<g class="block residual" data-block="b9">');
    expect(svg).toContain('<g class="block bottleneck output" data-block="b12">');
    for (let level = 3; level <= 7; level++)
      for (const kind of ['endpoint', 'class', 'box']) expect(svg).toContain(`data-block="${kind}_${level}"`);
  });

  test('figures are the report’s, to the unit in the tooltip', () => {
    const b12 = report.blocks.find(({ id }) => id === 'b12')!;
    expect(svg).toContain(
      `<title>b12: bottleneck, level 4, output P4, 40×40×1024, ${b12.macs.toLocaleString('en')} macs`,
    );
    expect(networkPicture(spec, report, { weigh: 'params' })).toContain('trainable params of a block: 0 to');
    expect(networkPicture(spec, report, { weigh: 'memory' })).toContain('MiB</text>');
  });

  test('a heat map takes the place of the figure', () => {
    const hot = networkPicture(spec, report, { heat: new Map([['b12', { share: 0.2, label: '3.1 ms' }]]) });
    expect(hot).toContain('>3.1 ms</text>');
    expect(hot).toContain('share of the time: 0 to 20.0 %');
    expect(hot).toMatch(/class="block bottleneck output hot" data-block="b12"/);
  });

  test('marks of a comparison', () => {
    const marks = new Map([
      ['b12', 'added'],
      ['b5->b12', 'removed'],
    ] as const);
    const marked = networkPicture(spec, report, { marks });
    expect(marked).toContain('<g class="block bottleneck output mark-added" data-block="b12">');
    expect(marked).toContain('<g class="edge same mark-removed" data-from="b5" data-to="b12">');
    expect(marked).toMatch(/<text[^>]*>added<\/text>/);
  });

  test('ids are prefixed, so that several pictures stand in one page', () => {
    const ids = all(networkPicture(spec, report, { idPrefix: 'left-' }), / id="([^"]*)"/g);
    expect(ids).toEqual(['left-title', 'left-desc']);
  });

  test('those who don’t see it are told the blocks', () => {
    expect(svg).toContain('b12 : L4 bottleneck &lt;- b5 b10 =&gt; P4.');
    expect(svg).toContain('b11 is added to b14.');
  });

  test('blocks that the head has no use for are there, and pale', () => {
    const top = understand(builtinSource('spinenet-49')!, {
      head: 'classification',
      set: [{ path: 'head.pool', value: 'top' }],
    }).value!;
    const pale = networkPicture(top, analyze(top));
    expect(pale).toContain('<g class="block bottleneck output unused" data-block="b16">');
  });
});

test('names are text, whatever they are', () => {
  const name = '</title><script>alert(1)</script>&"\u202e\u0000';
  const spec = { ...builtin('spinenet-49'), name };
  const svg = networkPicture(spec, analyze(spec));
  expect(svg).not.toContain('<script');
  expect(svg).not.toMatch(/[\u0000-\u0008\u202e]/);
  expect(svg).toContain('&lt;/title&gt;&lt;script&gt;');
});
