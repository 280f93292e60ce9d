/**
 * Names in TF2 checkpoints. A variable is saved once, under one of its paths in the graph of Python objects; which one
 * depends on what was saved: `backbone/layer_with_weights-3/kernel` of `Checkpoint(model=…, backbone=…)` is
 * `model/_backbone/layer_with_weights-3/kernel` of `Checkpoint(model=…)` and `layer_with_weights-3/kernel` of
 * `backbone.save_weights(…)`. Here every variable gets the first kind of name, the one that name maps speak of.
 */
import type { TrackedObject } from './bundle-proto.ts';

/** Parts of a detector that the model garden's `checkpoint_items` names. */
const parts = ['backbone', 'decoder', 'rpn_head', 'detection_head', 'mask_head', 'head'] as const;
const mostPaths = 200_000;
const longestPath = 4096;
const deepest = 24;

/** What a SavedModel adds: lists of everything once more. */
const secondNames = /^(?:keras_api|signatures|(?:non_)?(?:trainable_)?variables|regularization_losses|layers|metrics)$/;

type Node = TrackedObject | undefined;

/** Canonical name → key in the checkpoint (`…/.ATTRIBUTES/VARIABLE_VALUE`). */
export function canonicalNames(objects: readonly TrackedObject[]): ReadonlyMap<string, string> {
  const child = (node: Node, name: string): Node => {
    const index = node?.children.get(name);
    return index === undefined ? undefined : objects[index];
  };
  const root = objects[0];
  const model = child(root, 'model') ?? root;
  const names = new Map<string, string>();
  const found = parts.map(
    (part) =>
      [part, child(root, part) ?? child(model, part) ?? child(model, `_${part}`) ?? child(root, `_${part}`)] as const,
  );
  const nested = child(model, 'layer_with_weights-0');
  const [, backbone] = found[0]!;
  // A functional model of two layers holds its backbone as the first; a backbone saved alone is the root.
  const holdsBackbone = child(nested, 'layer_with_weights-0') !== undefined;
  collect(backbone ?? (holdsBackbone ? nested : model), 'backbone', objects, names);
  for (const [part, node] of found) if (part !== 'backbone') collect(node, part, objects, names);
  if (backbone !== undefined || holdsBackbone) collect(model, 'model', objects, names);
  return names;
}

/** Adds every variable below a node, under its path of names. */
function collect(start: Node, name: string, objects: readonly TrackedObject[], names: Map<string, string>): void {
  const open: { readonly node: Node; readonly path: string; readonly depth: number }[] = [
    { node: start, path: name, depth: 0 },
  ];
  const seen = new Set<Node>();
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    const { node, path, depth } = current;
    const key = node?.keys.get('VARIABLE_VALUE');
    if (node === undefined || path.length > longestPath) continue;
    // A variable has no parts, but a name by every path that leads to it. Other objects are walked once.
    if (key !== undefined) {
      if (!names.has(path) && names.size < mostPaths) names.set(path, key);
      continue;
    }
    if (seen.has(node) || depth > deepest) continue;
    seen.add(node);
    const numbered = [...node.children.keys()].some((text) => text.startsWith('layer_with_weights-'));
    for (const [text, index] of [...node.children].reverse())
      // `layer-7` counts the layers without weights too: a second name for the same.
      if (!secondNames.test(text) && !(numbered && /^layer-\d+$/.test(text)))
        open.push({ node: objects[index], path: `${path}/${text}`, depth: depth + 1 });
  }
}

/** The same by text alone, for an index without its data, where the object graph is not to be had. */
export function canonicalByText(name: string): string {
  const [, part, rest] =
    /^(?:model\/)?_?(backbone|decoder|rpn_head|detection_head|mask_head|head)\/(.+)$/.exec(name) ?? [];
  if (part !== undefined) return `${part}/${rest ?? ''}`;
  const [, inner] = /^(?:model\/)?layer_with_weights-0\/(layer_with_weights-\d+\/.+)$/.exec(name) ?? [];
  if (inner !== undefined) return `backbone/${inner}`;
  if (/^layer_with_weights-\d+\//.test(name)) return `backbone/${name}`;
  return name;
}
