/**
 * What a network has together with a head (`heads.<kind>.network`): a classifier of 224 pixels, Mask R-CNN's endpoints of
 * 128 filters. It takes the place of the network's own fields when the head is chosen, except of those that somebody gave
 * on purpose: an extending spec, --input and --set win over what a base's heads bring along.
 */
import type { ObjectNode, PropertyNode } from '../syntax/ast.ts';
import { propertyOf } from '../syntax/path.ts';
import { mergeSpecs } from './merge.ts';
import type { HeadNetwork, ResolvedSpec } from './resolved-spec.ts';
import { textOf, withMember } from './tree.ts';

/** `base` without those fields of its heads' networks that `over` gives itself. */
export function yieldNetworks(base: ObjectNode, over: ObjectNode): ObjectNode {
  const heads = propertyOf(base, 'heads')?.value;
  if (heads?.kind !== 'object') return base;
  let result = heads;
  for (const { key, value: head } of heads.properties) {
    const network = propertyOf(head, 'network')?.value;
    if (head.kind !== 'object' || network?.kind !== 'object') continue;
    const kept = without(network, over);
    if (kept !== network) result = withMember(result, key, withMember(head, 'network', kept));
  }
  return result === heads ? base : withMember(base, 'heads', result);
}

/** Members that `over` does not have; below objects that both have, their members. */
function without(network: ObjectNode, over: ObjectNode): ObjectNode {
  const properties = network.properties.flatMap((property): readonly PropertyNode[] => {
    const given = propertyOf(over, property.key)?.value;
    if (given === undefined) return [property];
    if (given.kind !== 'object' || property.value.kind !== 'object') return [];
    const rest = without(property.value, given);
    return rest.properties.length === 0 ? [] : [{ ...property, value: rest }];
  });
  const same =
    properties.length === network.properties.length && properties.every((p, i) => p === network.properties[i]);
  return same ? network : { ...network, properties };
}

/** The spec with the network of its chosen head in place. */
export function applyNetwork(root: ObjectNode): ObjectNode {
  const kind = textOf(propertyOf(root, 'head')?.value, 'kind');
  const settings = kind === undefined ? undefined : propertyOf(propertyOf(root, 'heads')?.value, kind)?.value;
  const network = propertyOf(settings, 'network')?.value;
  if (network?.kind !== 'object' || network.properties.length === 0) return root;
  return mergeSpecs(root, { ...network, span: root.span });
}

/** The same for a spec that is resolved already; `input` is a size that was asked for. */
export function withNetwork(
  spec: ResolvedSpec,
  network: HeadNetwork | undefined,
  input: HeadNetwork['input'] = network?.input,
): ResolvedSpec {
  return {
    ...spec,
    input: { ...spec.input, ...input },
    norm: { ...spec.norm, ...network?.norm },
    scale: { ...spec.scale, ...network?.scale },
  };
}
