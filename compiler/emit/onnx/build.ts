/**
 * IR graph → ONNX model without the weights' bytes: the interface (names, layouts, picture input), then every node
 * through the table of `ops.ts`, then the messages around them.
 */
import type { onnx } from 'onnx-proto';
import type { Graph, Node } from '../../ir/graph.ts';
import { compilerVersion } from '../../version.ts';
import { bindInputs, finishOutputs, takeOutputNames } from './interface.ts';
import type { OnnxModel } from './model.ts';
import { observe, takeObservedNames } from './observe.ts';
import { onnxOps } from './ops.ts';
import type { OnnxOptions } from './options.ts';
import { irVersion, opsetVersion } from './proto.ts';
import { OnnxTarget } from './target.ts';

/** Throws `DiagnosticError` (SPN41xx) for what ONNX can't express or options that don't fit the graph. */
export function buildOnnxModel(graph: Graph, options: OnnxOptions = {}): OnnxModel {
  const target = new OnnxTarget(graph, {
    batch: options.batch ?? 'N',
    kernelType: options.dtype === 'f16' ? 'float16' : 'float32',
    quantization: options.quantization,
    float16: options.float16,
  });
  const inputs = bindInputs(graph, target, options);
  const outputNames = takeOutputNames(graph, target, options);
  takeObservedNames(target, options);
  const titles = new Map(graph.sections.map((s) => [s.id, s.title]));
  for (const node of graph.nodes) {
    target.enterSection(titles.get(node.origin.section) ?? node.origin.section);
    target.enterNode(node);
    (onnxOps[node.kind] as (node: Node, target: OnnxTarget) => void)(node, target);
  }
  target.enterNode(undefined);
  const outputs = [...finishOutputs(graph, target, options, outputNames), ...observe(target, options)];
  const proto = {
    irVersion,
    producerName: 'spinec',
    producerVersion: compilerVersion,
    domain: '',
    modelVersion: 1,
    docString: summary(graph),
    opsetImport: [{ domain: '', version: opsetVersion }],
    metadataProps: metadata(graph, options),
    graph: {
      name: graph.name,
      node: target.nodes,
      initializer: target.constants,
      input: inputs,
      output: outputs,
      valueInfo: target.valueInfo,
    },
  };
  return { proto, weights: target.weights };
}

function summary(graph: Graph): string {
  const [, height, width, channels] = graph.inputs[0]?.type.dims ?? [];
  const names = graph.outputs.map((o) => o.name).join(', ');
  return `${graph.name}: ${height}x${width}x${channels} picture -> ${names}`;
}

/** Sorted by key, so that the same facts are the same bytes. */
function metadata(graph: Graph, options: OnnxOptions): onnx.IStringStringEntryProto[] {
  const [, height, width] = graph.inputs[0]?.type.dims ?? [];
  const facts: Record<string, string> = {
    ...options.metadata,
    compiler: `spinec ${compilerVersion}`,
    dtype: options.dtype ?? (options.float16 ? 'f16' : 'f32'),
    image_input: String(options.imageInput ?? false),
    input_height: String(height),
    input_width: String(width),
    layout: options.layout ?? 'nchw',
    spec: graph.name,
    ...(options.specHash !== undefined && { spec_hash: options.specHash }),
  };
  const entries = Object.entries(facts).map(([key, value]) => ({
    key: key.includes('.') ? key : `spinec.${key}`,
    value,
  }));
  return entries.sort((a, b) => (a.key < b.key ? -1 : 1));
}
