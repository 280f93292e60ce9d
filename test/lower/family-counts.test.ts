/**
 * Params and multiply-adds of the mobile networks, the baselines and the other heads beside the published tables: to the
 * unit where an exact figure exists, otherwise within 0.3 % or a unit of the last printed digit, whichever is wider. The
 * paper's own Mask R-CNN rows are within 1 %: its profiler adds half of every norm, bias and pooling operation, for each of
 * the 1,000 regions.
 */
import { describe, expect, it } from 'vitest';
import { withOptions } from '../../compiler/resolve/variant.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { analyze } from '../../compiler/analysis/analyze.ts';
import { builtin } from './published.ts';

function count(name: string, head: string, size?: number, change: (spec: ResolvedSpec) => ResolvedSpec = (s) => s) {
  const input = size === undefined ? undefined : { height: size, width: size };
  return analyze(change(withOptions(builtin(name), { head, input })));
}

/** Digits after the point of a figure as it is printed. */
function near(actual: number, printed: string, share: number): boolean {
  const unit = 10 ** -(printed.split('.')[1]?.length ?? 0);
  return Math.abs(actual - Number(printed)) <= Math.max(unit, share * Number(printed));
}

describe('mobile', () => {
  it.each([
    ['spinenet-mobile-49xs', 256, 'none', 842_456, 128_544_060],
    ['spinenet-mobile-49xs', 256, 'retinanet', 872_711, 165_764_892],
    ['spinenet-mobile-49', 384, 'none', 2_268_708, 785_081_280],
    ['spinenet-mobile-49', 384, 'retinanet', 2_337_579, 980_858_928],
  ])('%s at %i, head %s', (name, size, head, trainableParams, macs) => {
    expect(builtin(name).input.height).toBe(size);
    expect(count(name, head).totals).toMatchObject({ trainableParams, macs });
  });

  it('SpineNet-mobile-49 has the params and multiply-adds that both model zoos print', () => {
    const { trainableParams, macs } = count('spinenet-mobile-49', 'retinanet').totals;
    expect(near(trainableParams / 1e6, '2.34', 0.003) && near(trainableParams / 1e6, '2.32', 0.01)).toBe(true);
    expect(near(macs / 1e9, '1.0', 0.003)).toBe(true);
  });
});

describe('classification at 224', () => {
  it.each([
    ['resnet-34', '3.7', '21.8'],
    ['resnet-50', '4.1', '25.6'],
    ['resnet-101', '7.8', '44.6'],
    ['resnet-152', '11.5', '60.2'],
    ['spinenet-49', '3.5', '22.1'],
    ['spinenet-96', '5.7', '36.5'],
    ['spinenet-143', '9.1', '60.5'],
    ['spinenet-190', '19.1', '127.1'],
  ])('%s', (name, macs, params) => {
    const { input, totals } = count(name, 'classification');
    expect(input).toMatchObject({ height: 224, width: 224 });
    expect(near(totals.macs / 1e9, macs, 0.003)).toBe(true);
    expect(near(totals.trainableParams / 1e6, params, 0.003)).toBe(true);
  });

  const classes =
    (n: number) =>
    (spec: ResolvedSpec): ResolvedSpec =>
      ({ ...spec, head: { ...spec.head, classes: n } }) as ResolvedSpec;

  it('of SpineNet-49, to the unit', () => {
    expect(count('spinenet-49', 'classification').totals).toMatchObject({
      trainableParams: 22_088_745,
      macs: 3_477_940_480,
    });
    expect(count('spinenet-49', 'classification', 224, classes(1000)).totals.trainableParams).toBe(22_088_488);
  });

  it.each([
    ['resnet-34', '23.9'],
    ['resnet-50', '33.9'],
    ['resnet-101', '52.9'],
    ['resnet-152', '68.6'],
    ['spinenet-49', '23.140'],
    ['spinenet-96', '37.571'],
    ['spinenet-143', '61.556'],
    ['spinenet-190', '129.199'],
  ])('%s with the 5,090 outputs of iNaturalist', (name, params) => {
    const { trainableParams } = count(name, 'classification', 224, classes(5090)).totals;
    expect(near(trainableParams / 1e6, params, 0.003)).toBe(true);
  });
});

describe('ResNet-FPN with RetinaNet', () => {
  it('ResNet-50 at 640, to the last digit known', () => {
    const { trainableParams, macs } = count('resnet-50-fpn', 'retinanet', 640).totals;
    expect([(trainableParams / 1e6).toFixed(3), (macs / 1e9).toFixed(3)]).toEqual(['34.091', '96.880']);
  });

  it.each([
    ['resnet-50-fpn', 640, ['97.0', '96.8'], '34.0'],
    ['resnet-101-fpn', 1024, ['326.3', '325.9'], '53.1'],
    ['resnet-152-fpn', 1280, ['630.5'], '68.7'],
  ] as const)('%s at %i', (name, size, macs, params) => {
    const { totals } = count(name, 'retinanet', size);
    for (const printed of macs) expect(near(totals.macs / 1e9, printed, 0.003)).toBe(true);
    expect(near(totals.trainableParams / 1e6, params, 0.003)).toBe(true);
  });
});

describe('Mask R-CNN', () => {
  it('of SpineNet-49 at 640, by part', () => {
    const { totals, parts, convention } = count('spinenet-49', 'mask-rcnn', 640);
    expect([(totals.trainableParams / 1e6).toFixed(3), (totals.macs / 1e9).toFixed(3)]).toEqual(['40.754', '215.446']);
    const macs = Object.fromEntries(parts.map((part) => [part.name, (part.macs / 1e9).toFixed(3)]));
    expect(macs).toEqual({ backbone: '28.262', rpn: '5.061', box_head: '128.916', mask_head: '53.207' });
    expect(convention.regions).toBe(
      'a box head is counted with 1000 regions per picture, a mask head with 100 detections, as in the published tables',
    );
  });

  it.each([
    ['spinenet-49', 640, ['215.7'], ['216.1'], '40.8'],
    ['spinenet-96', 1024, ['314.6', '315.0'], ['315.0'], '55.2'],
    ['spinenet-143', 1280, ['498.4', '498.8'], ['498.8'], '79.2'],
    ['spinenet-190', 1536, ['1685.7'], [], '168.2'],
    ['spinenet-49s', 640, [], ['60.2'], '13.9'],
    ['resnet-50-fpn', 640, ['227.7'], [], '46.3'],
  ] as const)('%s at %i', (name, size, zoo, paper, params) => {
    const { totals } = count(name, 'mask-rcnn', size);
    for (const printed of zoo) expect(near(totals.macs / 1e9, printed, 0.003)).toBe(true);
    for (const printed of paper) expect(near(totals.macs / 1e9, printed, 0.01)).toBe(true);
    expect(near(totals.trainableParams / 1e6, params, 0.003)).toBe(true);
  });

  it('as a cascade of three stages, to the param', () => {
    const cascade = (spec: ResolvedSpec): ResolvedSpec => {
      if (spec.head.kind !== 'mask-rcnn') throw new Error('another head');
      const { box } = spec.head;
      const weights = [...box.weights, ...box.weights, ...box.weights];
      return { ...spec, head: { ...spec.head, box: { ...box, weights, ensemble: true, classAgnostic: true } } };
    };
    // Counted in the model garden's own model, statistics included and left out.
    const { params, trainableParams } = count('spinenet-49', 'mask-rcnn', 640, cascade).totals;
    expect([params, trainableParams]).toEqual([71_106_375, 71_000_263]);
  });

  it('with boxes and masks that are the same for all classes is smaller by those of the others', () => {
    const agnostic = (spec: ResolvedSpec): ResolvedSpec => {
      if (spec.head.kind !== 'mask-rcnn') throw new Error('another head');
      const { box, mask } = spec.head;
      return {
        ...spec,
        head: { ...spec.head, box: { ...box, classAgnostic: true }, mask: { ...mask, classAgnostic: true } },
      };
    };
    const whole = count('spinenet-49', 'mask-rcnn', 640).totals.trainableParams;
    const shared = count('spinenet-49', 'mask-rcnn', 640, agnostic).totals.trainableParams;
    expect(whole - shared).toBe(90 * 4 * 1025 + 90 * 257);
  });
});
