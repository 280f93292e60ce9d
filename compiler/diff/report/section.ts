/** A table of a diff before anybody prints it: every cell is text for people, every row has a sign. */

/** What happened to a row. */
export type Sign = '+' | '−' | '~' | ' ';

export interface Row {
  readonly sign: Sign;
  readonly cells: readonly string[];
  /** Ids of the block, in each spec, for pages that show it in both. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

export interface Section {
  readonly title: string;
  /** A word of what the title can't say. */
  readonly note?: string | undefined;
  readonly columns: readonly string[];
  readonly isText: readonly boolean[];
  readonly rows: readonly Row[];
}

/** `a → b`, or what both are. */
export const arrow = (before: string, after: string): string => (before === after ? after : `${before} → ${after}`);
