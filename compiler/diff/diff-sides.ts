/**
 * What changed from one spec to another: blocks and fields (`structure.ts`), and every figure of the report. Plain JSON data
 * with a published schema (`schema/diff-report.schema.json`); the texts and the page are made of it. Pages load this when
 * they compare, so it imports nothing that they have already: what is counted of a spec comes with it.
 */
import type { AddedFeature, Side, SpecDiff } from '../schema/diff-report-types.generated.ts';
import type { DiffSide } from './diff-side.ts';
import { figureTables } from './figure-changes.ts';
import { diffStructure } from './structure.ts';

export function diffSides(before: DiffSide, after: DiffSide): SpecDiff {
  const structure = diffStructure(before.spec, after.spec);
  const renamed = structure.blocks.some((block) => block.before?.id !== block.after?.id);
  return {
    compiler: after.report.compiler,
    before: sideOf(before),
    after: sideOf(after),
    equal: structure.edits === 0 && !renamed && before.spec.name === after.spec.name,
    sameNetwork: before.report.specHash === after.report.specHash,
    ...structure,
    unconsumed: { before: unconsumed(before), after: unconsumed(after) },
    convention: { ...before.report.convention, ...after.report.convention },
    figures: figureTables(before.report, after.report, structure.blocks),
  };
}

function unconsumed({ added }: DiffSide): AddedFeature[] {
  return [...added].flatMap(([output, blocks]) => blocks.map((block) => ({ block, output })));
}

function sideOf({ spec, report }: DiffSide): Side {
  const { name, family, dialect, stem, blocks, head } = spec;
  const { height, width, channels } = spec.input;
  return {
    spec: name,
    specHash: report.specHash,
    family,
    dialect,
    input: { height, width, channels },
    head: head.kind,
    blocks: stem.blocks.length + blocks.length,
  };
}
