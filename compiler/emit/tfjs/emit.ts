/**
 * Target tfjs: a graph becomes one static TypeScript module. Everything that can be known is known now: shapes, paddings,
 * resize sizes and gather indices are literals, the order of execution is the order of the lines, and the liveness plan
 * says after which line each tensor is disposed. At run time nothing is looked up, computed or interpreted.
 *
 * ts-morph gets one `SourceFileStructure` and prints it once. Untrusted strings pass through `../code.ts`.
 */
import type { StatementStructures } from 'ts-morph';
import { valueTypes, type Graph, type ValueId } from '../../ir/graph.ts';
import type { DType, TensorType } from '../../ir/tensor-type.ts';
import { legalize } from '../../passes/legalize/legalize.ts';
import { planMemory } from '../../passes/memory-plan.ts';
import { consumedParams } from '../../passes/uses.ts';
import type { DialectName } from '../../resolve/resolved-spec.ts';
import { compilerVersion } from '../../version.ts';
import { code, docComment, join, propertyKey, type Code } from '../code.ts';
import { tensorTypeName } from './lowering.ts';
import { predictBody, type Constant } from './predict.ts';
import { batchNorm, inputCheck, pictureSizes, weightLoading, weightTypes } from './prelude.ts';
import { winogradFunctions, winogradTable } from './winograd.ts';

export interface EmitTfjsOptions {
  /** SHA-256 of the resolved spec, for the header and `spec.hash`. */
  readonly specHash?: string | undefined;
  /** For `spec.dialect`, which tells how pictures are made to fit: the dialects' resizes differ. */
  readonly dialect?: DialectName | undefined;
}

/**
 * The source text of the module (TypeScript, `strict`). The graph is legalised for tfjs first, which changes nothing
 * when it has been already. Throws `DiagnosticError` (SPN4101) when tfjs can't express a node.
 */
export async function emitTfjs(graph: Graph, options: EmitTfjsOptions = {}): Promise<string> {
  const structures = await moduleStructures(legalize(graph, 'tfjs'), options);
  const { IndentationText, Project, QuoteKind } = await import('ts-morph');
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, quoteKind: QuoteKind.Single },
  });
  return project.createSourceFile('module.ts', { statements: structures }).getFullText();
}

/** The module's statements from top to bottom: what a reader wants first comes first. */
async function moduleStructures(graph: Graph, options: EmitTfjsOptions): Promise<(StatementStructures | string)[]> {
  const { StructureKind } = await import('ts-morph');
  const { statements, constants, declarations } = predictBody(graph);
  /** Reading values back takes a while, and is waited for. */
  const waits = declarations.length > 0;
  const pictures = graph.inputs.length > 1;
  const outputsType = waits ? 'Promise<Outputs>' : 'Outputs';
  const types = valueTypes(graph);
  const weights = [...consumedParams(graph)].map(
    (name) => code`  ${propertyKey(name)}: ${types.get(name)!.dims as number[]},`,
  );
  const winograd = graph.nodes.filter((node) => node.kind === 'conv2d-by-winograd');
  const plain = plainlyRead(graph);
  const args = [
    ...(plain.size > 0 ? ['w'] : []),
    ...(winograd.length > 0 ? ['winograd'] : []),
    ...(constants.size > 0 ? ['constants'] : []),
    'x',
    ...(pictures ? ['imageShape'] : []),
  ];
  const argTypes: Record<string, string> = {
    w: 'Weights',
    winograd: 'Record<keyof typeof winogradConvs, WinogradWeights>',
    constants: 'Constants',
    x: 'tf.Tensor4D',
    imageShape: 'tf.Tensor2D | undefined',
  };
  const kinds = new Set(graph.nodes.map((n) => n.kind));
  const fused = [
    ...(kinds.has('conv2d') ? [code`conv2d`] : []),
    ...(kinds.has('depthwise-conv2d') ? [code`depthwiseConv2d`] : []),
  ];
  const disposals = [
    code`w`,
    ...(winograd.length > 0 ? [code`tensors`] : []),
    ...(constants.size > 0 ? [code`constants`] : []),
  ];

  return [
    String(header(graph, options)),
    { kind: StructureKind.ImportDeclaration, namespaceImport: 'tf', moduleSpecifier: '@tensorflow/tfjs-core' },
    String(specTable(graph, options)),
    {
      kind: StructureKind.Interface,
      name: 'Outputs',
      isExported: true,
      properties: graph.outputs.map(({ name, value }) => ({
        name: String(propertyKey(name)),
        isReadonly: true,
        type: String(tensorTypeName(types.get(value)!.dims.length)),
        trailingTrivia: ` // [${types.get(value)!.dims.join(',')}]`,
      })),
    },
    {
      kind: StructureKind.Interface,
      name: 'Model',
      isExported: true,
      methods: [
        {
          name: 'predict',
          docs: [
            'The outputs are yours to dispose, the input stays yours; nothing else is left behind.' +
              (pictures
                ? `\n\`imageShape\` is height and width of each picture within the input; without it they fill it.`
                : ''),
          ],
          parameters: [
            { name: 'x', type: 'tf.Tensor4D' },
            ...(pictures ? [{ name: 'imageShape', type: 'tf.Tensor2D', hasQuestionToken: true }] : []),
          ],
          returnType: outputsType,
        },
        { name: 'dispose', docs: ['Frees the weights. Outputs that you hold stay valid.'], returnType: 'void' },
      ],
    },
    {
      kind: StructureKind.Function,
      name: 'load',
      isExported: true,
      isAsync: true,
      docs: [
        'Takes the weights: the bytes of a safetensors file (F32 or F16), or tensors by name, which it clones.\nThrows an Error that lists what is missing or does not fit.',
      ],
      parameters: [{ name: 'weights', type: 'Uint8Array | Record<string, tf.Tensor>' }],
      returnType: 'Promise<Model>',
      statements: [
        'await tf.ready();',
        'const w = takeWeights(weights);',
        ...(winograd.length > 0 ? ['const { convs: winograd, tensors } = await prepareWinograd(w);'] : []),
        ...(constants.size > 0 ? ['const constants = makeConstants();'] : []),
        'let disposed = false;',
        'return {',
        `  ${waits ? 'async ' : ''}predict(x${pictures ? ', imageShape' : ''}) {`,
        "    if (disposed) throw new Error(spec.name + ': the model is disposed');",
        `    return predict(${args.join(', ')});`,
        '  },',
        '  dispose() {',
        '    disposed = true;',
        `    for (const owned of ${String(code`${disposals}`)}) for (const tensor of Object.values<tf.Tensor>(owned)) tensor.dispose();`,
        '  },',
        '};',
      ],
    },
    ...(fused.length > 0 ? [`const { ${String(join(fused))} } = tf.fused;`] : []),
    {
      kind: StructureKind.Function,
      name: 'predict',
      isAsync: waits,
      parameters: args.map((name) => ({ name, type: argTypes[name]! })),
      returnType: outputsType,
      statements: statements.map(String),
    },
    String(inputCheck),
    ...(pictures ? [String(pictureSizes)] : []),
    ...declarations.map((declaration) => `\n${String(declaration)}`),
    ...(kinds.has('batch-norm') ? [String(batchNorm)] : []),
    ...(winograd.length > 0 ? [String(winogradTable(winograd, plain)), String(winogradFunctions)] : []),
    ...(constants.size > 0 ? [String(constantTable(constants))] : []),
    String(code`\n/** Weights by name. */\nconst shapes = {\n${join(weights, code`\n`)}\n} as const;`),
    String(weightTypes),
    String(weightLoading),
  ];
}

/** Params that `predict` reads as they are: Winograd convs read what was made of theirs. */
function plainlyRead(graph: Graph): ReadonlySet<ValueId> {
  const readers = graph.nodes.filter(({ kind }) => kind !== 'conv2d-by-winograd');
  const read = new Set([...readers.flatMap(({ inputs }) => inputs), ...graph.outputs.map(({ value }) => value)]);
  return new Set(graph.params.map(({ name }) => name).filter((name) => read.has(name)));
}

const dtypeNames: Readonly<Record<DType, string>> = { f32: 'float32', f16: 'float32', u8: 'int32', i32: 'int32' };

function inputOf(graph: Graph): TensorType {
  const [input, second] = graph.inputs;
  if (!input || input.type.dims.length !== 4 || graph.inputs.length > 2 || (second && !second.perPicture))
    throw new Error(`${graph.name} needs one input [N,H,W,C], and may have one row per picture`);
  return input.type;
}

function header(graph: Graph, { specHash }: EmitTfjsOptions): Code {
  const input = inputOf(graph);
  const plan = planMemory(graph);
  return docComment([
    `${graph.name}, compiled by spinec ${compilerVersion}. Do not edit: compile the spec again.`,
    ...(specHash === undefined ? [] : [`Spec ${specHash}.`]),
    '',
    `Input: ${dtypeNames[input.dtype]} [${input.dims.join(',')}], normalised as in training. All tensors are [batch, height, width, channels].`,
    `Memory at batch 1: at most ${megabytes(plan.peakBytes)} of activations, weights apart.`,
  ]);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function specTable(graph: Graph, { specHash, dialect }: EmitTfjsOptions): Code {
  const input = inputOf(graph);
  const hash = specHash === undefined ? code`` : code`  hash: ${specHash},\n`;
  const origin = dialect === undefined ? code`` : code`  dialect: ${dialect},\n`;
  const wholePicture = graph.inputs[1]?.perPicture;
  const imageShape = wholePicture
    ? code`  imageShape: ${wholePicture},
`
    : code``;
  return code`
export const spec = {
  name: ${graph.name},
${hash}${origin}  compiler: ${`spinec ${compilerVersion}`},
  input: { dtype: ${dtypeNames[input.dtype]}, height: ${input.dims[1] as number}, width: ${input.dims[2] as number}, channels: ${input.dims[3] as number} },
${imageShape}} as const;`;
}

function constantTable(constants: ReadonlyMap<string, Constant>): Code {
  const rows = [...constants].map(([name, value]) =>
    typeof value === 'number'
      ? code`  ${propertyKey(name)}: tf.scalar(${value}),`
      : code`  ${propertyKey(name)}: tf.tensor1d(${value}, 'int32'),`,
  );
  return code`/** Rows or columns that resizing picks, and numbers that tensors are multiplied with. */
const makeConstants = () => ({
${join(rows, code`\n`)}
});
type Constants = ReturnType<typeof makeConstants>;`;
}
