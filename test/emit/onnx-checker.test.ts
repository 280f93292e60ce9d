/**
 * The official checker on emitted files, where a Python with the package `onnx` is at hand (`SPINEC_ONNX_PYTHON`, or
 * `python3`): full check, and strict shape inference on a copy without our `value_info` finds what we wrote there.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { emitOnnx, type OnnxOptions } from '../../compiler/emit/onnx/emit.ts';
import { float16Layers } from '../../compiler/quantize/float16.ts';
import { paramReader } from '../../runtime/weights/materialize.ts';
import { randomSource } from '../property/random-graph.ts';
import { denseGraph, regionGraph } from './detection-graphs.ts';
import { everyOp } from './every-op.ts';

const python = process.env['SPINEC_ONNX_PYTHON'] ?? 'python3';
const found = spawnSync(python, ['-c', 'import onnx; print(onnx.__version__)'], { encoding: 'utf8' });
const skip = found.status !== 0;
if (skip) console.log(`skipped: ${python} has no package onnx (pip install onnx, or set SPINEC_ONNX_PYTHON)`);

const script = `
import sys, onnx
path = sys.argv[1]
onnx.checker.check_model(path, full_check=True)
model = onnx.load(path, load_external_data=False)
def facts(value):
    tensor = value.type.tensor_type
    return tensor.elem_type, [d.dim_param or d.dim_value for d in tensor.shape.dim]
written = {v.name: facts(v) for v in model.graph.value_info}
names = {name for node in model.graph.node for name in node.output}
assert names == set(written) | {v.name for v in model.graph.output}, names ^ set(written)
del model.graph.value_info[:]
inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
for value in inferred.graph.value_info:
    elem, dims = facts(value)
    # Resize gives the batch a name of inference's own.
    same = [a == b or str(a).startswith('unk__') for a, b in zip(dims, written[value.name][1])]
    assert elem == written[value.name][0] and len(dims) == len(written[value.name][1]) and all(same), value
print('ok', len(written))
`;

const folder = mkdtempSync(join(tmpdir(), 'spinec-checker-'));
afterAll(() => rmSync(folder, { recursive: true }));

const halves = new Set(float16Layers(everyOp(), () => false).map(({ name }) => name));

const variants: readonly OnnxOptions[] = [
  {},
  { layout: 'nhwc' },
  { imageInput: true },
  { imageInput: true, layout: 'nhwc' },
  { dtype: 'f16' },
  { float16: { nodes: halves, spelling: 'float16' } },
  { float16: { nodes: halves, spelling: 'rounded' }, layout: 'nhwc' },
  { batch: 2 },
  { externalData: true },
];

test.skipIf(skip).each(variants)('onnx.checker accepts %j', async (options) => {
  const graph = everyOp();
  const { model, data } = await emitOnnx(graph, paramReader(graph, randomSource(1)), options);
  writeFileSync(join(folder, 'model.onnx'), Buffer.concat([...model]));
  if (data) writeFileSync(join(folder, data.file), Buffer.concat([...data.bytes]));
  const { stdout, stderr } = spawnSync(python, ['-c', script, join(folder, 'model.onnx')], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^ok \d+/);
});

/** Shapes inside post-processing depend on the data: those are not written down, and inference knows no more. */
const check = 'import sys, onnx; onnx.checker.check_model(sys.argv[1], full_check=True); print("ok")';

test.skipIf(skip).each<OnnxOptions>([{}, { requiredInputs: true, layout: 'nhwc' }, { batch: 2 }])(
  'onnx.checker accepts post-processing %j',
  async (options) => {
    for (const graph of [denseGraph({}), denseGraph({ topKPer: 'level', preNmsTopK: 50 }), regionGraph]) {
      const { model } = await emitOnnx(graph, paramReader(graph, randomSource(1)), options);
      writeFileSync(join(folder, 'detections.onnx'), Buffer.concat([...model]));
      const { stdout, stderr } = spawnSync(python, ['-c', check, join(folder, 'detections.onnx')], {
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      expect(stdout).toBe('ok\n');
    }
  },
);
