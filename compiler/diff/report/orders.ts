/** Scale permutation at a glance: the levels in the order of the blocks, and how many blocks each level has of each kind. */
import { printable } from '../../analysis/report/table.ts';
import type { BlockSide, SpecDiff } from '../../schema/diff-report-types.generated.ts';
import { arrow, type Row, type Section } from './section.ts';

/** Nothing where both are the same. */
export function orders(diff: SpecDiff): readonly Section[] {
  return [order(diff), counts(diff)].flatMap((section) => section ?? []);
}

function order({ blocks, before, after }: SpecDiff): Section | undefined {
  const sides = (side: 'before' | 'after'): readonly BlockSide[] =>
    blocks.flatMap((row) => row[side] ?? []).sort((a, b) => a.index - b.index);
  const [old, now] = [sides('before'), sides('after')];
  const common = mostCommonKind([...old, ...now]);
  const line = (side: readonly BlockSide[]): string => {
    const words = side.map(
      ({ level, kind, output }) => `${level}${kind === common ? '' : kind[0]!}${output ? '*' : ''}`,
    );
    const stem = side.filter((block) => block.stem).length;
    return [...words.slice(0, stem), '|', ...words.slice(stem)].join(' ');
  };
  const lines = [line(old), line(now)] as const;
  if (lines[0] === lines[1]) return undefined;
  const letters = [...new Set([...old, ...now].map(({ kind }) => kind))].filter((kind) => kind !== common);
  return {
    title: 'Levels in order',
    note: ['| ends the stem', ...letters.map((kind) => `${kind[0]!} ${kind}`), '* output'].join(', '),
    columns: ['spec', 'levels'],
    isText: [true, true],
    rows: lines.map((text, i): Row => ({ sign: ' ', cells: [printable((i === 0 ? before : after).spec), text] })),
  };
}

function mostCommonKind(blocks: readonly BlockSide[]): string | undefined {
  const kinds = [...new Set(blocks.map(({ kind }) => kind))];
  const count = (kind: string): number => blocks.filter((block) => block.kind === kind).length;
  return kinds.sort((a, b) => count(b) - count(a))[0];
}

function counts({ counts: all }: SpecDiff): Section | undefined {
  if (all.every(({ before, after }) => before === after)) return undefined;
  const kinds = [...new Set(all.map(({ kind }) => kind))].sort();
  const levels = [...new Set(all.map(({ level }) => level))];
  const sum = (level: number | undefined, kind: string | undefined): string => {
    const matching = all.filter((c) => (level ?? c.level) === c.level && (kind ?? c.kind) === c.kind);
    const total = (side: 'before' | 'after'): string => `${matching.reduce((s, count) => s + count[side], 0)}`;
    return arrow(total('before'), total('after'));
  };
  const columns = kinds.length > 1 ? [...kinds, undefined] : [undefined];
  return {
    title: 'Blocks by level',
    columns: ['level', ...columns.map((kind) => kind ?? 'all')],
    isText: [true, ...columns.map(() => false)],
    rows: [...levels, undefined].map((level) => {
      const cells = columns.map((kind) => sum(level, kind));
      const sign = cells.some((cell) => cell.includes('→')) ? '~' : ' ';
      return { sign, cells: [level === undefined ? 'all' : `L${level}`, ...cells] };
    }),
  };
}
