/**
 * The resolve stage: one spec text, what it extends, and what the command line changes → a ResolvedSpec with nothing left
 * implicit, and the place where each of its values was written.
 */
import { diagnostic, hasErrors, type Diagnostic, type Outcome, type SourceFile } from '../diagnostics/diagnostic.ts';
import { joinWords } from '../schema/describe.ts';
import { objectForm } from '../schema/normalize.ts';
import { specSchema } from '../schema/spec-schema.generated.ts';
import type { Spec } from '../schema/spec-types.generated.ts';
import { validateSchema } from '../schema/validate.ts';
import type { ObjectNode, SpecAst } from '../syntax/ast.ts';
import { propertyOf } from '../syntax/path.ts';
import { toPlain } from '../syntax/plain.ts';
import { complete } from './complete.ts';
import { extendsChain, type SpecLoader } from './extends.ts';
import { applyNetwork, yieldNetworks } from './head-network.ts';
import { identify } from './identify.ts';
import { mergeSpecs } from './merge.ts';
import { originsOf, type SpecOrigins } from './origins.ts';
import type { ResolvedSpec } from './resolved-spec.ts';
import { applyChanges, headKinds, type Changes } from './settings.ts';
import { textOf, withoutMembers } from './tree.ts';

export type { SpecOrigins } from './origins.ts';

export interface ResolveOptions extends Changes {
  /** Finds files that `extends` names; without it only built-ins can be extended. */
  readonly load?: SpecLoader | undefined;
}

export interface ResolveOutcome extends Outcome<ResolvedSpec> {
  readonly origins: SpecOrigins;
}

/**
 * Resolves a parsed spec. Pure: files are read by `options.load`. The tree need not have been validated before.
 * Without a value, `diagnostics` has at least one error.
 */
export function resolve(ast: SpecAst, options: ResolveOptions = {}): ResolveOutcome {
  const { chain, diagnostics } = extendsChain(ast, options.load);
  if (chain === undefined) return failed(ast, diagnostics);
  const changed = applyChanges(mergedChain(chain), options);
  const root = identify(applyNetwork(withoutMembers(changed.root, '$schema', 'extends')));
  const found = [...diagnostics, ...changed.diagnostics];
  // Files were each held to the schema alone; merged, or changed from outside, they have to fit it again.
  if (chain.length > 1 || changed.sources.size > 0 || ast.root.kind !== 'object')
    found.push(...validateSchema({ syntax: ast.syntax, root }).map((error) => asSetting(error, changed.sources)));
  const origins = originsOf(root);
  if (!hasErrors(found)) found.push(...headProblems(root, origins));
  if (hasErrors(found)) return { value: undefined, diagnostics: found, origins };
  return {
    value: complete(toPlain(root) as unknown as Spec, nameOf(ast, root, changed.sources)),
    diagnostics: found,
    origins,
  };
}

/** A spec on top of those that it extends, the nearest first: one tree, in which every block has its id. */
export function mergedChain(chain: readonly SpecAst[]): ObjectNode {
  const [own, ...bases] = chain.map(({ root }) => objectForm(root)).reverse() as [ObjectNode, ...ObjectNode[]];
  return bases.reduce((base, over) => identify(mergeSpecs(yieldNetworks(base, over), over)), identify(own));
}

function failed(ast: SpecAst, diagnostics: readonly Diagnostic[]): ResolveOutcome {
  return { value: undefined, diagnostics, origins: originsOf(objectForm(ast.root)) };
}

/** A field that does not exist is the fault of the setting's path, when it came from there. */
function asSetting(error: Diagnostic, sources: ReadonlySet<SourceFile>): Diagnostic {
  if (error.code !== 'SPN2003' || error.span === undefined || !sources.has(error.span.source)) return error;
  return { ...error, code: 'SPN2023' };
}

/** What the type of a resolved head can't say: settings without a head, or of another kind of head. */
function headProblems(root: ObjectNode, origins: SpecOrigins): readonly Diagnostic[] {
  const head = propertyOf(root, 'head')?.value;
  const kind = textOf(head, 'kind') ?? 'none';
  const own = settingsOf(kind);
  const unused =
    head?.kind === 'object' ? head.properties.filter(({ key }) => key !== 'kind' && !own.includes(key)) : [];
  return unused.slice(0, 1).map(({ key, keySpan }) => {
    const where = { span: keySpan ?? origins.get(`head.${key}`), path: `head.${key}` };
    const others = headKinds.filter((other) => settingsOf(other).includes(key));
    if (kind !== 'none')
      return diagnostic('SPN2027', `\`head.${key}\` is no setting of a ${kind} head`, {
        ...where,
        suggestion: `its settings are ${joinWords(
          own.map((name) => `\`${name}\``),
          'and',
        )}; \`${key}\` belongs to ${joinWords(others, 'and')}`,
      });
    return diagnostic('SPN2026', `\`head.${key}\` is given, but the network has no head`, {
      ...where,
      suggestion: `choose the head: \`--head ${others[0] ?? 'retinanet'}\`, or \`"head": { "kind": "${others[0] ?? 'retinanet'}" }\``,
    });
  });
}

/** Fields of `head` that a kind has a use for, by the schema. */
function settingsOf(kind: string): readonly string[] {
  const definitions = specSchema['$defs'] as Readonly<Record<string, { readonly properties: object }>>;
  const names: Readonly<Record<string, string>> = {
    retinanet: 'retinanet',
    'mask-rcnn': 'maskRcnn',
    classification: 'classification',
  };
  const definition = definitions[names[kind] ?? ''];
  return definition === undefined ? [] : Object.keys(definition.properties).filter((key) => key !== 'network');
}

/** The name that was set from outside, or the spec's own, or its file's, or that of the spec it extends. */
function nameOf({ root }: SpecAst, merged: ObjectNode, settings: ReadonlySet<SourceFile>): string {
  const given = propertyOf(merged, 'name')?.value.span?.source;
  if (given !== undefined && settings.has(given)) return textOf(merged, 'name') ?? 'network';
  const file = root.span?.source.name ?? '';
  const stem = /^</.test(file) ? '' : file.replace(/^.*[\\/:]/, '').replace(/\.\w+$/, '');
  const fileName = stem
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|\.+$/g, '')
    .slice(0, 100);
  return textOf(root, 'name') ?? (fileName === '' ? (textOf(merged, 'name') ?? 'network') : fileName);
}
