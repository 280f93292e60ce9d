/** Which nodes are to stay in float32: by name, or because they stand at either end of the network. */
import type { Graph, Node, ValueId } from '../ir/graph.ts';

/**
 * Nodes that a pattern names: `*` stands for any characters, and a path for everything under it.
 * @param fits says which could be computed in the other number format; only these count.
 */
export function nodesNamed(graph: Graph, pattern: string, fits: (node: Node) => boolean): readonly Node[] {
  const matches = globMatcher(pattern);
  return graph.nodes.filter((node) => fits(node) && matches(node.name));
}

/** Whether a text, or a leading path of it, is what a pattern stands for. Linear in the text for each `*`. */
function globMatcher(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*');
  const fits = (text: string): boolean => {
    const [head = '', ...rest] = parts;
    const tail = rest.pop();
    if (tail === undefined) return text === head;
    if (!text.startsWith(head)) return false;
    let at = head.length;
    for (const part of rest) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return text.length - tail.length >= at && text.endsWith(tail);
  };
  return (name) => {
    for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 1))
      if (fits(name.slice(0, end))) return true;
    return false;
  };
}

/** Of the layers with kernels those that read the network's input, at most through nodes without one. */
export function firstLayers(graph: Graph, layers: ReadonlySet<Node>): readonly Node[] {
  const early = new Set<ValueId>(graph.inputs.map(({ id }) => id));
  const found: Node[] = [];
  for (const node of graph.nodes) {
    if (!node.inputs.some((id) => early.has(id))) continue;
    if (layers.has(node)) found.push(node);
    else for (const { id } of node.outputs) early.add(id);
  }
  return found;
}

/** Of the layers with kernels those that no other one comes after. */
export function lastLayers(graph: Graph, layers: ReadonlySet<Node>): readonly Node[] {
  const needed = new Set<ValueId>();
  const found: Node[] = [];
  for (const node of [...graph.nodes].reverse()) {
    const before = node.outputs.some(({ id }) => needed.has(id));
    if (layers.has(node) && !before) found.push(node);
    if (before || layers.has(node)) for (const id of node.inputs) needed.add(id);
  }
  return found.reverse();
}
