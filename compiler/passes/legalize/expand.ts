/**
 * Passes that spell one kind of node with several others, for targets that lack it. The nodes before the last are made
 * under the node's name, the last one takes its name and value, so that nobody else has to change.
 */
import type { Graph, Node, ValueId } from '../../ir/graph.ts';
import { valueTypes } from '../../ir/graph.ts';
import type { TensorType } from '../../ir/tensor-type.ts';
import { opDefinition, type AttributesOf, type OpKind } from '../../ops/index.ts';
import { createNaming } from '../naming.ts';
import type { GraphProperty, Pass } from '../pass.ts';
import { replaceNodes } from '../rewrite.ts';

/** Makes the nodes that stand for one. */
export interface Spelling {
  /** A node on the way, `<node>/<suffix>`; gives its value. */
  readonly step: <K extends OpKind>(
    suffix: string,
    kind: K,
    inputs: readonly ValueId[],
    attrs: AttributesOf<K>,
  ) => ValueId;
  /** The last node, which has the name and value of the one that is spelt. */
  readonly last: <K extends OpKind>(kind: K, inputs: readonly ValueId[], attrs: AttributesOf<K>) => void;
  readonly typeOf: (id: ValueId) => TensorType;
}

interface ExpandFacts<K extends OpKind> {
  readonly kind: K;
  readonly name: string;
  readonly doc: string;
  readonly ensures: GraphProperty;
  /** What the spelling undoes, besides that equal nodes may come about. */
  readonly breaks?: readonly GraphProperty[];
  readonly error: string;
  /** Spells a node; says whether it did (false leaves the node as it is, and nothing may have been made). */
  readonly spell: (node: Of<K>, spelling: Spelling) => boolean;
}

type Of<K extends OpKind> = Extract<Node, { readonly kind: K }>;

export function expandPass<K extends OpKind>({
  name,
  doc,
  kind,
  ensures,
  breaks = [],
  error,
  spell,
}: ExpandFacts<K>): Pass {
  const isOfKind = (node: Node): node is Of<K> => node.kind === kind;
  return {
    name,
    doc,
    requires: [],
    ensures: [ensures],
    breaks: ['no-duplicate-nodes', ...breaks],
    error,
    run(graph) {
      if (!graph.nodes.some(isOfKind)) return { graph, changed: false };
      const naming = createNaming(graph);
      const types = new Map<ValueId, TensorType>();
      const typeOf = (id: ValueId): TensorType => types.get(id) ?? valueTypes(graph).get(id)!;
      let changed = false;
      const nodes: Node[] = [];
      for (const node of graph.nodes) {
        if (!isOfKind(node)) {
          nodes.push(node);
          continue;
        }
        const { origin, outputs } = node;
        const made: Node[] = [];
        const spelt = spell(node, {
          step(suffix, kind, inputs, attrs) {
            const id = naming.fresh(`${node.name}/${suffix}`);
            const [type] = opDefinition(kind).infer(attrs, inputs.map(typeOf));
            types.set(id, type!);
            const value = Object.freeze({ id, type: type! });
            made.push(Object.freeze({ name: id, kind, attrs, inputs, outputs: [value], origin }) as unknown as Node);
            return id;
          },
          last(kind, inputs, attrs) {
            made.push(Object.freeze({ name: node.name, kind, attrs, inputs, outputs, origin }) as unknown as Node);
          },
          typeOf,
        });
        nodes.push(...(spelt ? made : [node]));
        changed ||= spelt;
      }
      return changed ? { graph: replaceNodes(graph, { nodes }), changed } : { graph, changed };
    },
  };
}

/** Names of the nodes of some kinds: what contradicts a property that says there are none. */
export const nodesOfKind =
  (...kinds: readonly OpKind[]) =>
  (graph: Graph): readonly string[] =>
    graph.nodes.filter((node) => kinds.includes(node.kind)).map((node) => node.name);
