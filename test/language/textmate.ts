/**
 * Colours a line as editors do with a TextMate grammar: at each place the first rule that matches earliest, rules between `begin`
 * and `end` inside of each other. It knows what our grammar uses; its expressions mean the same in JavaScript.
 */
export interface Rule {
  readonly name?: string;
  readonly comment?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly include?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly Rule[];
}

export interface Grammar {
  readonly scopeName: string;
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
}

/** A piece of text and the innermost scope it has; undefined when no rule knows it. */
export interface Coloured {
  readonly text: string;
  readonly scope: string | undefined;
}

function rulesOf(grammar: Grammar, patterns: readonly Rule[]): readonly Rule[] {
  return patterns.flatMap((rule): readonly Rule[] => {
    if (rule.include === undefined)
      return rule.match === undefined && rule.begin === undefined ? rulesOf(grammar, rule.patterns ?? []) : [rule];
    const found = grammar.repository[rule.include.replace('#', '')];
    if (found === undefined) throw new Error(`no rule ${rule.include}`);
    return rulesOf(grammar, [found]);
  });
}

/** Rules whose `begin` was seen and whose `end` was not, outermost first: they go on in the next line. */
export type State = readonly Rule[];

export function colourLine(grammar: Grammar, line: string, before: State = []): { pieces: Coloured[]; state: State } {
  const pieces: Coloured[] = [];
  const state = [...before];
  let at = 0;
  const push = (text: string, scope: string | undefined): void => {
    if (text !== '') pieces.push({ text, scope });
  };
  for (;;) {
    const inside = state.at(-1);
    const end = inside?.end === undefined ? undefined : matchFrom(inside.end, line, at);
    const candidates = rulesOf(grammar, inside === undefined ? grammar.patterns : (inside.patterns ?? []))
      .map((rule) => ({ rule, found: matchFrom(rule.match ?? rule.begin ?? '', line, at) }))
      .filter(({ found }) => found !== undefined && found[0] !== '');
    const best = candidates.reduce<(typeof candidates)[number] | undefined>(
      (first, other) => (first === undefined || other.found!.index < first.found!.index ? other : first),
      undefined,
    );
    if (end !== undefined && (best === undefined || end.index <= best.found!.index)) {
      push(line.slice(at, end.index), inside!.name);
      push(end[0], inside!.name);
      at = end.index + end[0].length;
      state.pop();
    } else if (best === undefined) {
      push(line.slice(at), inside?.name);
      return { pieces, state };
    } else {
      const { rule, found } = best;
      push(line.slice(at, found!.index), inside?.name);
      pieces.push(...captured(rule, found!));
      at = found!.index + found![0].length;
      if (rule.begin !== undefined) state.push(rule);
    }
  }
}

function matchFrom(source: string, line: string, at: number): RegExpExecArray | undefined {
  const expression = new RegExp(source, 'gdu');
  expression.lastIndex = at;
  return expression.exec(line) ?? undefined;
}

function captured(rule: Rule, found: RegExpExecArray): Coloured[] {
  const pieces: Coloured[] = [];
  let at = found.index;
  for (const [index, { name }] of Object.entries(rule.captures ?? {})) {
    const range = found.indices?.[Number(index)];
    if (range === undefined) continue;
    if (range[0] > at) pieces.push({ text: found.input.slice(at, range[0]), scope: rule.name });
    pieces.push({ text: found.input.slice(...range), scope: name });
    at = range[1];
  }
  const end = found.index + found[0].length;
  if (end > at) pieces.push({ text: found.input.slice(at, end), scope: rule.name });
  return pieces;
}
