/**
 * What changed from one spec to another: blocks and fields (`structure.ts`), and every figure of the report. Plain JSON data
 * with a published schema (`schema/diff-report.schema.json`); the texts and the page are made of it.
 */
import { analyze } from '../analysis/analyze.ts';
import { addedFeatures } from '../check/added-features.ts';
import { specHash } from '../resolve/hash.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import { withOptions, type VariantOptions } from '../resolve/variant.ts';
import type { AddedFeature, Side, SpecDiff } from '../schema/diff-report-types.generated.ts';
import type { Report } from '../schema/report-types.generated.ts';
import { compilerVersion } from '../version.ts';
import { figureTables } from './figure-changes.ts';
import { diffStructure } from './structure.ts';

/** Another picture size or head for both. */
export type DiffOptions = VariantOptions;

/** Throws `DiagnosticError` when one of them can't be lowered (run `check` first to get every reason). */
export function diffSpecs(before: ResolvedSpec, after: ResolvedSpec, options: DiffOptions = {}): SpecDiff {
  const specs = [withOptions(before, options), withOptions(after, options)] as const;
  return diffReports(specs, [analyze(specs[0]), analyze(specs[1])]);
}

/** For callers that have the reports already. */
export function diffReports(
  [before, after]: readonly [ResolvedSpec, ResolvedSpec],
  reports: readonly [Report, Report],
): SpecDiff {
  const structure = diffStructure(before, after);
  const renamed = structure.blocks.some((block) => block.before?.id !== block.after?.id);
  return {
    compiler: compilerVersion,
    before: sideOf(before),
    after: sideOf(after),
    equal: structure.edits === 0 && !renamed && before.name === after.name,
    sameNetwork: specHash(before) === specHash(after),
    ...structure,
    unconsumed: { before: unconsumed(before), after: unconsumed(after) },
    convention: { ...reports[0].convention, ...reports[1].convention },
    figures: figureTables(...reports, structure.blocks),
  };
}

function sideOf(spec: ResolvedSpec): Side {
  const { name, family, dialect, stem, blocks, head } = spec;
  const { height, width, channels } = spec.input;
  return {
    spec: name,
    specHash: specHash(spec),
    family,
    dialect,
    input: { height, width, channels },
    head: head.kind,
    blocks: stem.blocks.length + blocks.length,
  };
}

function unconsumed(spec: ResolvedSpec): AddedFeature[] {
  return [...addedFeatures(spec)].flatMap(([output, blocks]) => blocks.map((block) => ({ block, output })));
}
