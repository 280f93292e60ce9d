/** The committed runs of the official codes (`test/fixtures/official/README.md`): specs, weights under official names, tensors. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Graph } from '../../compiler/ir/graph.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import type { ResolveOptions } from '../../compiler/resolve/resolve.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import type { Checkpoint } from '../../runtime/weights/checkpoint/checkpoint.ts';
import { matchCheckpoint, readMatched, type CheckpointMatch } from '../../runtime/weights/checkpoint/match.ts';
import { openCheckpoint } from '../../runtime/weights/checkpoint/open.ts';
import { nameTables } from '../../runtime/weights/names/dialects.ts';
import { SafetensorsFile } from '../../runtime/weights/safetensors.ts';
import { atSize, dialects, spinenet49, withRetinanet } from '../lower/published.ts';

export interface OfficialRun {
  readonly name: string;
  readonly spec: ResolvedSpec;
  /** Path in `test/fixtures/checkpoints`. */
  readonly checkpoint: string;
  /** File in `test/fixtures/official`, without `.safetensors`. */
  readonly io: string;
  /** Ending of the tensors' names in `io`. */
  readonly suffix?: string;
  /** Precision in which the official code ran; float32 unless told. */
  readonly precision?: 'f64';
}

/** SpineNet-49 as the runs were made: narrow, and with 24 channels in the endpoints. */
function small(dialect: keyof typeof dialects, filters: number, own: Partial<ResolvedSpec> = {}): ResolvedSpec {
  const scale = { ...spinenet49.scale, filters, endpointFilters: 24 };
  return { ...spinenet49, ...dialects[dialect], scale, ...own };
}

const narrow = small('tpu', 0.08, { norm: { epsilon: 1e-5, momentum: 0.997 } });
const repeated = { scale: { filters: 0.06, resampleAlpha: 0.5, repeats: 2, endpointFilters: 24 } };
const tpu224 = { checkpoint: 'tpu-classification49/model.ckpt' };

const classifier = (spec: ResolvedSpec, classes: number, pool: 'all' | 'top'): ResolvedSpec => ({
  ...spec,
  head: { kind: 'classification', classes, pool },
});

/** A built-in under another dialect, and whatever else a run has of its own. */
function asked(name: string, own: ResolveOptions): ResolvedSpec {
  const { set = [], ...rest } = own;
  const garden = { path: 'dialect', value: 'garden' };
  const { value, diagnostics } = understand(builtinSource(name)!, { ...rest, set: [garden, ...set] });
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

export const maskRcnnRun: OfficialRun = {
  name: 'model garden: Mask R-CNN, 256x512',
  spec: asked('spinenet-49', {
    head: 'mask-rcnn',
    input: { height: 256, width: 512 },
    set: [
      { path: 'scale', value: { filters: 0.08, resampleAlpha: 0.5, repeats: 1, endpointFilters: 24 } },
      { path: 'head.classes', value: 5 },
      { path: 'head.rpn.filters', value: 24 },
      { path: 'head.rpn.proposals', value: { preNmsTopK: 300, max: 120 } },
      { path: 'head.box', value: { filters: 16, denseUnits: 32 } },
      { path: 'head.mask.filters', value: 16 },
      { path: 'head.detections', value: { preNmsTopK: 1000, maxDetections: 40 } },
    ],
  }),
  checkpoint: 'garden-maskrcnn49',
  io: 'garden-maskrcnn49.io',
};

export const cascadeRun: OfficialRun = {
  name: 'model garden: Cascade Mask R-CNN, 128x128',
  spec: asked('spinenet-49', {
    head: 'mask-rcnn',
    input: { height: 128, width: 128 },
    set: [
      { path: 'scale', value: { filters: 0.08, resampleAlpha: 0.5, repeats: 1, endpointFilters: 24 } },
      { path: 'head.classes', value: 5 },
      { path: 'head.rpn', value: { filters: 24, anchors: { scales: 3 } } },
      { path: 'head.box', value: { filters: 16, convs: 1, denseUnits: 32, classAgnostic: true, ensemble: true } },
      { path: 'head.box.weights', value: [1, 2, 3].map((stage) => [10, 10, 5, 5].map((divisor) => divisor * stage)) },
      { path: 'head.mask.filters', value: 16 },
    ],
  }),
  checkpoint: 'garden-cascade49',
  io: 'garden-cascade49.io',
};

export const officialRuns: readonly OfficialRun[] = [
  {
    name: 'TPU code: swish, RetinaNet head, 128x256',
    spec: withRetinanet(atSize(small('tpu', 0.1, { activation: 'swish' }), 128, 256), { classes: 7, filters: 24 }),
    checkpoint: 'tpu-spinenet49/model.ckpt',
    io: 'tpu-retinanet49.io',
  },
  {
    ...tpu224,
    name: 'TPU code: classifier, 128x128',
    spec: classifier(atSize(narrow, 128), 11, 'all'),
    io: 'tpu-spinenet49-224.io',
  },
  {
    ...tpu224,
    name: 'TPU code: classifier, 224x224',
    spec: classifier(atSize(narrow, 224), 11, 'all'),
    io: 'tpu-spinenet49-224.io',
    suffix: '_224',
  },
  ...(['72x72', '100x100', '192x191', '224x224'] as const).map((size): OfficialRun => {
    const [height = 0, width = 0] = size.split('x').map(Number);
    const spec = atSize(narrow, height, width);
    return {
      ...tpu224,
      name: `TPU code in float64: ${size}`,
      spec,
      io: 'tpu-odd-sizes.io',
      suffix: `_${size}`,
      precision: 'f64',
    };
  }),
  {
    name: 'model garden: ReLU, 128x128',
    spec: atSize(small('garden', 0.13), 128),
    checkpoint: 'garden-spinenet49',
    io: 'garden-spinenet49.io',
  },
  {
    name: 'model garden: RetinaNet head, 128x256',
    spec: withRetinanet(atSize(small('garden', 0.1), 128, 256), { classes: 6, filters: 24 }),
    checkpoint: 'garden-retinanet49',
    io: 'garden-retinanet49.io',
  },
  {
    name: 'model garden: classifier, 128x128',
    spec: classifier(atSize(small('garden', 0.08, { norm: { epsilon: 1e-5, momentum: 0.99 } }), 128), 10, 'top'),
    checkpoint: 'garden-classification49',
    io: 'garden-classification49.io',
  },
  {
    name: 'model garden: SpineNet-mobile-49XS, 128x128',
    spec: asked('spinenet-mobile-49xs', { input: { height: 128, width: 128 } }),
    checkpoint: 'garden-mobile49xs',
    io: 'garden-mobile49xs.io',
  },
  {
    name: 'PyTorch port: repeats 2, 128x256',
    spec: atSize(small('torch', 0.06, repeated), 128, 256),
    checkpoint: 'torch-spinenet49/state_dict.pth',
    io: 'torch-spinenet49.io',
  },
];

/** What the official codes computed. */
export function openFixture(file: string): SafetensorsFile {
  const path = new URL(`../fixtures/official/${file}.safetensors`, import.meta.url);
  return SafetensorsFile.fromBytes(readFileSync(path), file);
}

/** What went in (`images`) and what came out, by the contract's output names. */
export function officialTensors({ io: file, suffix = '' }: OfficialRun): ReadonlyMap<string, Tensor> {
  const io = openFixture(file);
  const tensors = new Map<string, Tensor>();
  for (const [stored, { dims }] of io.tensors) {
    const [, name, ending = ''] = /^(input|logits|[a-z_]+_\d+?)(_\d+(?:x\d+)?)?$/.exec(stored) ?? [];
    if (name === undefined || ending !== suffix) continue;
    const ours = name.replace('raw_scores_', 'class_').replace('raw_boxes_', 'box_').replace('input', 'images');
    tensors.set(ours, { dims, data: io.readFloats(stored) });
  }
  return tensors;
}

const checkpoints: ReadonlyMap<string, Checkpoint> = new Map(
  await Promise.all(
    [...new Set([...officialRuns, maskRcnnRun, cascadeRun].map(({ checkpoint }) => checkpoint))].map(async (path) => {
      const file = fileURLToPath(new URL(`../fixtures/checkpoints/${path}`, import.meta.url));
      return [path, await openCheckpoint(file)] as const;
    }),
  ),
);

/** The official weights of a graph, as `import` would have them: by IR name, and what it would report. */
export function officialParams(
  graph: Graph,
  { checkpoint: path, spec }: OfficialRun,
): { readonly match: CheckpointMatch; readonly read: (name: string) => Tensor } {
  const checkpoint = checkpoints.get(path)!;
  const match = matchCheckpoint(graph, checkpoint, nameTables[spec.dialect].mapper(graph));
  const matched = new Map(match.matched.map((entry) => [entry.param.name, entry]));
  return {
    match,
    read(name) {
      const entry = matched.get(name)!;
      return { dims: entry.param.type.dims.map(Number), data: readMatched(checkpoint, entry, false) };
    },
  };
}
