/** Variants of a spec that is resolved already: another picture size, another of its heads. */
import { DiagnosticError } from '../diagnostics/diagnostic.ts';
import { chosen } from './complete-heads.ts';
import { withNetwork } from './head-network.ts';
import type { HeadKind, ResolvedSpec } from './resolved-spec.ts';
import { unknownHead } from './settings.ts';

export interface VariantOptions {
  readonly input?: { readonly height: number; readonly width: number } | undefined;
  /** Kind of the head, whose settings come from `heads`. */
  readonly head?: string | undefined;
}

/** The spec itself when nothing changes. Throws DiagnosticError for a head that does not exist (SPN2025). */
export function withOptions(spec: ResolvedSpec, { input, head }: VariantOptions): ResolvedSpec {
  if (head !== undefined && head !== spec.head.kind) {
    if (head === 'none') return withNetwork({ ...spec, head: { kind: head } }, undefined, input);
    if (!Object.hasOwn(spec.heads, head)) throw new DiagnosticError({ ...unknownHead(head), path: 'head.kind' });
    const kind = head as HeadKind;
    const { network } = spec.heads[kind];
    return withNetwork({ ...spec, head: chosen(kind, spec.heads[kind]) }, network, input);
  }
  return input === undefined ? spec : { ...spec, input: { ...spec.input, ...input } };
}
