/**
 * The body of `predict`: one statement per node in the graph's order, sections titled with their spec line, and after
 * each statement the disposals that the liveness plan puts there.
 */
import { resultOf, valueTypes, type Graph, type ValueId } from '../../ir/graph.ts';
import { planMemory } from '../../passes/memory-plan.ts';
import { sizeAt, type Dim } from '../../ir/tensor-type.ts';
import { code, join, lineComment, member, propertyKey, Scope, type Code } from '../code.ts';
import { hostCall, hostDeclarations, isHostNode } from './host-ops.ts';
import { unsupported, type TfjsContext, type TfjsLowering } from './lowering.ts';
import { tfjsOps } from './ops.ts';

/** Names that the module uses itself, in the scope of `predict` or around it. */
const moduleNames =
  'tf w x n imageShape constants spec shapes conv2d depthwiseConv2d batchNorm load predict takeWeights fromTensors fromSafetensors widen checkInput ' +
  'makeConstants sameShape pictureSizes Model Outputs Weights Constants Source TensorOfRank ' +
  'winograd winogradConvs winogradConv2d prepareWinograd transformKernel tileOutputs instead winogradAxis outputRatios ' +
  'WinogradConv WinogradWeights';

/** An int32 vector or a float32 scalar. */
export type Constant = number | readonly number[];

export interface PredictBody {
  readonly statements: readonly Code[];
  /** int32 vectors and float32 scalars that the statements refer to, by the name that they have in `constants`. */
  readonly constants: ReadonlyMap<string, Constant>;
  /** Declarations that the statements call: algorithms that run on the host. */
  readonly declarations: readonly Code[];
}

/** Statements of `predict(w, constants, x, imageShape)` for a legalised graph. */
export function predictBody(graph: Graph): PredictBody {
  const declarations = hostDeclarations(graph.nodes);
  const scope = new Scope([...moduleNames.split(' '), ...declarations.names]);
  const params = new Set(graph.params.map((p) => p.name));
  const names = new Map<ValueId, Code>(graph.inputs.slice(0, 1).map(({ id }) => [id, code`x`]));
  const types = valueTypes(graph);
  const plan = planMemory(graph);
  const constants = createConstants();
  const valueOf = (id: ValueId): Code => {
    const value = params.has(id) ? member(code`w`, id) : names.get(id);
    return value ?? unsupported('SPN4101', `only ops that run on the host read ${id}`)(graph.nodes[0]!);
  };

  const statements: Code[] = [code`checkInput(x);`];
  if (declarations.names.length > 0) statements.push(code`const n = x.shape[0];`);
  const onHost = hostValues(graph, scope, statements, valueOf);
  const titles = sectionTitles(graph);
  let section: string | undefined;
  graph.nodes.forEach((node, index) => {
    if (node.origin.section !== section) statements.push(titles.next((section = node.origin.section)));
    const result = resultOf(node);
    const name = scope.name(result.id);
    const comment = lineComment(`[${result.type.dims.join(',')}]`);
    const context: TfjsContext = {
      input: (i) => valueOf(node.inputs[i]!),
      outputType: result.type,
      types,
      indices: (values) => member(code`constants`, constants.nameOf(values)),
      scalar: (value) => member(code`constants`, constants.nameOf(value)),
    };
    if (isHostNode(node)) {
      const size = result.type.dims.map(dimension);
      const call = hostCall(node, {
        values: node.inputs.map((id) => onHost.read(id)),
        types: node.inputs.map((id) => types.get(id)!),
        batch: code`n`,
        result: code`new Float32Array(${join(size, code` * `)})`,
      });
      const values = onHost.made(result.id);
      statements.push(code`const ${values} = ${call};`);
      const shape = size.length > 1 ? code`, ${size}` : code``; // a vector's is that of its values
      statements.push(code`const ${name} = ${tensorMaker(size.length)}(${values}${shape}); ${comment}`);
    } else {
      const expression = (tfjsOps[node.kind] as TfjsLowering<typeof node.kind>)(node, context);
      statements.push(code`const ${name} = ${expression}; ${comment}`);
    }
    names.set(result.id, name);
    const freed = plan.lastUse[index]!;
    if (freed.length > 0)
      statements.push(
        join(
          freed.map((id) => code`${names.get(id)!}.dispose();`),
          code` `,
        ),
      );
  });

  // What is not made here is not ours to give away: the caller may dispose its input and our outputs independently.
  const own = new Set(graph.nodes.flatMap((node) => node.outputs.map(({ id }) => id)));
  const results = graph.outputs.map(({ name, value }) => {
    const result = own.has(value) ? valueOf(value) : code`tf.clone(${valueOf(value)})`;
    return code`  ${propertyKey(name)}: ${result},`;
  });
  statements.push(code`\nreturn {\n${join(results, code`\n`)}\n};`);
  return { statements, constants: constants.all, declarations: declarations.texts };
}

/** A size, where the batch is called `n`. */
function dimension(dim: Dim): Code {
  if (typeof dim === 'number') return code`${dim}`;
  return dim === 'N' ? code`n` : code`${sizeAt(dim, 1)} * n`;
}

/** tfjs's maker of tensors of a rank. */
const tensorMaker = (rank: number): Code =>
  [code`tf.scalar`, code`tf.tensor1d`, code`tf.tensor2d`, code`tf.tensor3d`, code`tf.tensor4d`][rank]!;

/** Values that are read back from the device, once each; statements that do it go before the one that needs them. */
function hostValues(
  graph: Graph,
  scope: Scope,
  statements: Code[],
  valueOf: (id: ValueId) => Code,
): { readonly read: (id: ValueId) => Code; readonly made: (id: ValueId) => Code } {
  const known = new Map<ValueId, Code>();
  const pictures = graph.inputs[1]?.id;
  const made = (id: ValueId): Code => {
    const name = scope.name(`${id}_values`);
    known.set(id, name);
    return name;
  };
  return {
    made,
    read(id) {
      const values = known.get(id);
      if (values) return values;
      const source = id === pictures ? code`pictureSizes(imageShape, n)` : code`${valueOf(id)}.data<'float32'>()`;
      const name = made(id);
      statements.push(code`const ${name} = await ${source};`);
      return name;
    },
  };
}

/** Comments that head sections; one that the schedule comes back to says so. */
function sectionTitles(graph: Graph): { readonly next: (id: string) => Code } {
  const titles = new Map(graph.sections.map((s) => [s.id, s.title]));
  const seen = new Set<string>();
  return {
    next(id) {
      const again = seen.has(id) ? ' (continued)' : '';
      seen.add(id);
      return code`\n${lineComment(`${titles.get(id) ?? id}${again}`)}`;
    },
  };
}

/** Equal constants are one tensor: vectors are called i0…, scalars s0…. */
function createConstants(): {
  readonly all: ReadonlyMap<string, Constant>;
  readonly nameOf: (value: Constant) => string;
} {
  const all = new Map<string, Constant>();
  const known = new Map<string, string>();
  const counts = { i: 0, s: 0 };
  return {
    all,
    nameOf(value) {
      const letter = typeof value === 'number' ? 's' : 'i';
      const key = `${letter}${String(value)}`;
      const name = known.get(key) ?? `${letter}${counts[letter]++}`;
      known.set(key, name);
      all.set(name, value);
      return name;
    },
  };
}
