/** A diff as sections of plain cells: the one source of the terminal's text, Markdown and the page. */
import { size } from '../../analysis/report/format.ts';
import { printable } from '../../analysis/report/table.ts';
import type { BlockDiff, SpecDiff } from '../../schema/diff-report-types.generated.ts';
import { ownFields } from '../block-list.ts';
import { breakdowns, endpoints, totals, type BreakdownOptions } from './figures.ts';
import { orders } from './orders.ts';
import { arrow, type Section } from './section.ts';
import { blockName, changeTeller, renames, text } from './words.ts';

/** What the diff is of, in a few lines. */
export function facts(diff: SpecDiff): readonly (readonly [name: string, value: string])[] {
  const { before, after, unconsumed } = diff;
  const inputOf = ({ input }: typeof before): string => size([input.height, input.width, input.channels]);
  const added = (list: typeof unconsumed.before): string =>
    list.length === 0 ? 'none' : list.map(({ block, output }) => `${block} (added to ${output})`).join(', ');
  return [
    [
      'input',
      `${arrow(inputOf(before), inputOf(after))}, batch 1, dialect ${arrow(before.dialect, after.dialect)}, head ${arrow(before.head, after.head)}`,
    ],
    ...(before.family === after.family ? [] : [['family', arrow(before.family, after.family)] as const]),
    ['blocks', `${arrow(`${before.blocks}`, `${after.blocks}`)}: ${blockSummary(diff.blocks)}`],
    ...(unconsumed.before.length + unconsumed.after.length === 0
      ? []
      : [['no block takes', arrow(added(unconsumed.before), added(unconsumed.after))] as const]),
    ['fields', fieldSummary(diff)],
    ...(diff.sameNetwork ? [['network', 'the same: what differs changes nothing that is computed'] as const] : []),
  ];
}

function fieldSummary(diff: SpecDiff): string {
  const { chosen, others } = fieldSections(diff);
  const idle = others.rows.length === 0 ? '' : `, ${others.rows.length} of heads that are not chosen`;
  return `${chosen.rows.length === 0 ? 'none' : chosen.rows.length} changed${idle}`;
}

function blockSummary(blocks: readonly BlockDiff[]): string {
  const count = (test: (row: BlockDiff) => boolean): number => blocks.filter(test).length;
  const has = (field: string) => (row: BlockDiff) => row.changes.some((change) => change.field === field);
  const settings: readonly string[] = ownFields.filter((field) => field !== 'level' && field !== 'kind');
  const counts: readonly (readonly [number, string])[] = [
    [count(({ status }) => status === 'added'), 'added'],
    [count(({ status }) => status === 'removed'), 'removed'],
    [count(({ moved }) => moved), 'moved'],
    [count(has('level')), 're-levelled'],
    [count(has('kind')), 'of another kind'],
    [count(has('inputs')), 'rewired'],
    [count((row) => row.changes.some(({ field }) => settings.includes(field))), 'with other settings'],
    [count(({ status }) => status === 'kept'), 'as they were'],
    [count(({ before, after }) => before !== null && after !== null && before.id !== after.id), 'with a new id'],
  ];
  return counts
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${number} ${what}`)
    .join(', ');
}

/** All sections that have something to say. `figures`: which columns the breakdowns have. */
export function sections(diff: SpecDiff, options: BreakdownOptions): readonly Section[] {
  const { chosen, others } = fieldSections(diff);
  return [
    totals(diff),
    ...orders(diff),
    blockSection(diff),
    chosen,
    others,
    endpoints(diff),
    ...breakdowns(diff, options),
  ].filter(({ rows }) => rows.length > 0);
}

function blockSection(diff: SpecDiff): Section {
  const tell = changeTeller(diff);
  const kept = diff.blocks.filter(({ status }) => status === 'kept');
  const renamed = kept.filter(({ before, after }) => before!.id !== after!.id);
  const names = renames(renamed.map(({ before, after }) => [before!.id, after!.id]));
  return {
    title: 'Blocks',
    ...(names.length === 0 ? {} : { note: printable(`new ids only: ${names.join(', ')}`) }),
    columns: ['block', 'change'],
    isText: [true, true],
    rows: diff.blocks
      .filter(({ status }) => status !== 'kept')
      .map((row) => {
        const { status, before, after } = row;
        const ids = { before: before?.id, after: after?.id };
        const sign = status === 'added' ? '+' : status === 'removed' ? '−' : '~';
        return { sign, cells: [printable(blockName(ids.before, ids.after)), tell(row)], ...ids };
      }),
  };
}

/** Settings of the chosen head stand in `head`, and where `heads` says the same of it, it says it once. */
function fieldSections({ fields, before, after }: SpecDiff): { chosen: Section; others: Section } {
  const said = new Set(fields.map((field) => JSON.stringify(field)));
  const kinds = new Set([before.head, after.head]);
  const rest = fields.filter(({ path, ...values }) => {
    const [top, kind = '', ...steps] = path.split('.');
    return top !== 'heads' || !kinds.has(kind) || !said.has(JSON.stringify({ path: `head.${steps.join('.')}`, ...values })); // prettier-ignore
  });
  const isIdle = (path: string): boolean => {
    const [top, kind = ''] = path.split('.');
    return top === 'heads' && !kinds.has(kind);
  };
  const section = (title: string, idle: boolean): Section => ({
    title,
    columns: ['field', 'before', 'after'],
    isText: [true, true, true],
    rows: rest
      .filter(({ path }) => isIdle(path) === idle)
      .map((field) => ({
        sign: field.before === undefined ? '+' : field.after === undefined ? '−' : '~',
        cells: [field.path, text(field.before), text(field.after)].map(printable),
      })),
  });
  return { chosen: section('Fields', false), others: section('Fields of heads that are not chosen', true) };
}
