/**
 * The body of `predict`: one statement per node in the graph's order, sections titled with their spec line, and after
 * each statement the disposals that the liveness plan puts there.
 */
import { resultOf, valueTypes, type Graph, type Node, type ValueId } from '../../ir/graph.ts';
import { planMemory } from '../../passes/memory-plan.ts';
import { code, join, lineComment, member, propertyKey, Scope, type Code } from '../code.ts';
import type { TfjsContext, TfjsLowering } from './lowering.ts';
import { tfjsOps } from './ops.ts';

/** Names that the module uses itself, in the scope of `predict` or around it. */
const moduleNames =
  'tf w x constants spec shapes conv2d depthwiseConv2d batchNorm load predict takeWeights fromTensors fromSafetensors widen checkInput ' +
  'makeConstants sameShape Model Outputs Weights Constants Source TensorOfRank';

/** An int32 vector or a float32 scalar. */
export type Constant = number | readonly number[];

export interface PredictBody {
  readonly statements: readonly Code[];
  /** int32 vectors and float32 scalars that the statements refer to, by the name that they have in `constants`. */
  readonly constants: ReadonlyMap<string, Constant>;
}

/** Statements of `predict(w, constants, x)` for a legalised graph. */
export function predictBody(graph: Graph): PredictBody {
  const scope = new Scope(moduleNames.split(' '));
  const params = new Set(graph.params.map((p) => p.name));
  const names = new Map<ValueId, Code>(graph.inputs.map(({ id }) => [id, code`x`]));
  const types = valueTypes(graph);
  const plan = planMemory(graph);
  const constants = createConstants();
  const valueOf = (id: ValueId): Code => (params.has(id) ? member(code`w`, id) : names.get(id)!);

  const statements: Code[] = [code`checkInput(x);`];
  const titles = sectionTitles(graph);
  let section: string | undefined;
  graph.nodes.forEach((node, index) => {
    if (node.origin.section !== section) statements.push(titles.next((section = node.origin.section)));
    const result = resultOf(node);
    const context: TfjsContext = {
      input: (i) => valueOf(node.inputs[i]!),
      outputType: result.type,
      types,
      indices: (values) => member(code`constants`, constants.nameOf(values)),
      scalar: (value) => member(code`constants`, constants.nameOf(value)),
    };
    const expression = (tfjsOps[node.kind] as TfjsLowering<Node['kind']>)(node, context);
    const name = scope.name(result.id);
    names.set(result.id, name);
    statements.push(code`const ${name} = ${expression}; ${lineComment(`[${result.type.dims.join(',')}]`)}`);
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
  return { statements, constants: constants.all };
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
