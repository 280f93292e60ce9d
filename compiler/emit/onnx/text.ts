/**
 * An ONNX model as text, without the weights' values: what goldens hold and people read. One line per node,
 * `output : type = Op(inputs) {attributes} @ node name where it differs`, grouped under the block's spec line; a weight
 * shows its shape where it is used first.
 */
import type { onnx } from 'onnx-proto';
import type { OnnxModel } from './model.ts';
import { dataType } from './proto.ts';

const shortTypes: Readonly<Record<number, string>> = {
  [dataType.float32]: 'f32',
  [dataType.float16]: 'f16',
  [dataType.uint8]: 'u8',
  [dataType.int8]: 'i8',
  [dataType.int32]: 'i32',
  [dataType.int64]: 'i64',
};

/** Deterministic; ends with a newline. */
export function onnxText({ proto, weights }: OnnxModel): string {
  const { graph } = proto;
  const lines = [
    `# ONNX, text form: weights are left out`,
    `ir_version ${proto.irVersion}, opset ${proto.opsetImport?.map((o) => String(o.version)).join()}, producer ${proto.producerName} ${proto.producerVersion}`,
    ...(proto.metadataProps ?? []).map(({ key, value }) => `${key} = ${value}`),
    '',
    ...(graph.input ?? []).map((value) => `input ${value.name} : ${typeText(value)}`),
    ...(graph.output ?? []).map((value) => `output ${value.name} : ${typeText(value)}`),
    '',
    ...(graph.initializer ?? []).map(constantLine),
  ];
  const types = new Map([...(graph.output ?? []), ...(graph.valueInfo ?? [])].map((v) => [v.name, typeText(v)]));
  const shapes = new Map(weights.map((w) => [w.name, `${shortTypes[dataType[w.elementType]]}[${w.dims.join(',')}]`]));
  const inputText = (name: string): string => {
    const shape = shapes.get(name);
    shapes.delete(name);
    return shape === undefined ? name || '-' : `${name} ${shape}`;
  };
  let section = '';
  for (const node of graph.node ?? []) {
    if (node.docString !== section) {
      section = node.docString ?? '';
      lines.push('', `# ${section}`);
    }
    lines.push(nodeLine(node, types, inputText));
  }
  return lines.join('\n') + '\n';
}

function nodeLine(
  node: onnx.INodeProto,
  types: ReadonlyMap<string | null | undefined, string>,
  inputText: (name: string) => string,
): string {
  const outputs = node.output ?? [];
  const [output = ''] = outputs;
  const attributes = (node.attribute ?? []).map((a) => `${a.name}=${attributeText(a)}`).join(' ');
  const named = node.name === output ? '' : ` @ ${node.name}`;
  const call = `${node.opType}(${(node.input ?? []).map(inputText).join(', ')})${attributes && ` {${attributes}}`}`;
  const typed = outputs.map((name) => (types.has(name) ? `${name} : ${types.get(name)}` : name));
  return `${typed.join(', ')} = ${call}${named}`;
}

/** Of the fields of an attribute exactly one is set. */
function attributeText({ ints, i, f, s, g }: onnx.IAttributeProto): string {
  if (g) return `(${(g.node ?? []).map((node) => nodeLine(node, new Map(), String)).join('; ')})`;
  if (ints) return `[${ints.map(String).join(',')}]`;
  if (s) return new TextDecoder().decode(s);
  return String(f ?? i);
}

/** Long constants (gather indices) show their first values. */
const shownValues = 8;

function constantLine(tensor: onnx.ITensorProto): string {
  const half = tensor.dataType === dataType.float16;
  const values = (tensor.floatData ?? tensor.int64Data ?? tensor.int32Data ?? []).map((value) =>
    half ? `0x${Number(value).toString(16).padStart(4, '0')}` : String(value),
  );
  const shown = values.length > shownValues ? [...values.slice(0, shownValues), '…'] : values;
  return `constant ${tensor.name} : ${shortTypes[tensor.dataType ?? 0]}[${tensor.dims?.join(',')}] = ${shown.join(' ')}`;
}

function typeText(value: onnx.IValueInfoProto): string {
  const type = value.type?.tensorType;
  const dims = (type?.shape?.dim ?? []).map((d) => d.dimParam ?? String(d.dimValue));
  return `${shortTypes[type?.elemType ?? 0]}[${dims.join(',')}]`;
}
