/**
 * A text that somebody is typing, and what the compiler makes of it: each stage is run when somebody asks, once. The last
 * few texts are remembered, so that functions of a text can be called one after the other without reading it each time.
 */
import { blockFigures } from '../analysis/analyze.ts';
import { hasErrors, type Outcome, type SourceFile, type Span } from '../diagnostics/diagnostic.ts';
import { lower } from '../lower/lower.ts';
import { understandParsed, type Understood } from '../pipeline.ts';
import type { SpecLoader } from '../resolve/extends.ts';
import type { BlockRow } from '../schema/report-types.generated.ts';
import type { SpecAst } from '../syntax/ast.ts';
import { parse } from '../syntax/parse.ts';
import { findBlocks, type Blocks } from './blocks.ts';

/** How a spec is written. */
export type SpecForm = 'json' | 'spine';

export interface LanguageOptions {
  /** What messages call the text, and where paths in it begin; default `<spec>`. */
  readonly name?: string | undefined;
  /**
   * Finds files that `extends` names; without it only built-ins can be extended. What is remembered of a text holds as long
   * as the loader is the same function: when a file has changed, pass another one.
   */
  readonly load?: SpecLoader | undefined;
}

export interface SpecDocument {
  readonly source: SourceFile;
  readonly form: SpecForm;
  /** The tree, as far as it could be read. */
  readonly parsed: Outcome<SpecAst>;
  readonly understood: Understood;
  readonly blocks: Blocks;
  /** Rows of the report by block; empty for a spec that has errors. */
  readonly figures: ReadonlyMap<string, BlockRow>;
}

const most = 8;
const recent: { readonly options: LanguageOptions; readonly document: SpecDocument }[] = [];

export function documentOf(text: string, form: SpecForm, options: LanguageOptions = {}): SpecDocument {
  const { name = '<spec>', load } = options;
  const at = recent.findIndex(
    ({ options: known, document: { source, form: as } }) =>
      source.text === text && as === form && source.name === name && known.load === load,
  );
  const found = at === -1 ? { options, document: open(text, form, name, load) } : recent.splice(at, 1)[0]!;
  recent.unshift(found);
  recent.length = Math.min(recent.length, most);
  return found.document;
}

function open(text: string, form: SpecForm, name: string, load: SpecLoader | undefined): SpecDocument {
  const parsed = parse(text, { name, syntax: form });
  // The reader makes the object that spans refer to; a text of which nothing was read has no span.
  const source = parsed.value?.root.span?.source ?? parsed.diagnostics[0]?.span?.source ?? { name, text };
  const understood = once(() => understandParsed(parsed, { load }));
  const blocks = once(() => findBlocks(parsed.value, load));
  const figures = once(() => figuresOf(understood()));
  return {
    source,
    form,
    parsed,
    get understood() {
      return understood();
    },
    get blocks() {
      return blocks();
    },
    get figures() {
      return figures();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function figuresOf({ value }: Understood): ReadonlyMap<string, BlockRow> {
  if (value === undefined) return new Map();
  const lowered = lower(value);
  if (lowered.value === undefined || hasErrors(lowered.diagnostics)) return new Map();
  return new Map(blockFigures(value, lowered.value).map((row) => [row.id, row]));
}

/** Whether a cursor touches a place: also at its end, where somebody is typing. */
export function touches(span: Pick<Span, 'start' | 'end'>, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
