/**
 * What the page knows about the text in its editor: what the compiler understands of it, and its report. One call from text
 * to figures, made at every change; the views only show it.
 */
import { analyze } from '../../compiler/analysis/analyze.ts';
import { DiagnosticError, type Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { placed, type LanguageDiagnostic } from '../../compiler/language/diagnostics.ts';
import { documentOf, type SpecDocument, type SpecForm } from '../../compiler/language/document.ts';
import { understandParsed, type Understood } from '../../compiler/pipeline.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { guessSyntax } from '../../compiler/syntax/parse.ts';
import type { Report } from '../../compiler/schema/report-types.generated.ts';

export type Form = SpecForm;

/** What stands beside the text, as `--head` and `--input` do on the command line. */
export interface Choices {
  /** `undefined`: the spec's own. */
  readonly head?: string | undefined;
  readonly input?: { readonly height: number; readonly width: number } | undefined;
}

/** A text with its choices. The form is the text's own: undoing a conversion brings it back, too. */
export interface Draft extends Choices {
  readonly text: string;
  readonly form: Form;
}

export function draftOf(text: string, choices: Choices): Draft {
  return { ...choices, text, form: guessSyntax('', text) };
}

export interface Design {
  readonly draft: Draft;
  readonly document: SpecDocument;
  readonly understood: Understood;
  /** What the compiler has to say, with places in the text and mends. */
  readonly problems: readonly LanguageDiagnostic[];
  /** Absent with errors. */
  readonly spec?: ResolvedSpec | undefined;
  /** With one row per op; absent with errors. */
  readonly report?: Report | undefined;
}

export function designOf(draft: Draft): Design {
  const { text, form, head, input } = draft;
  const document = documentOf(text, form, { name: `network.${form}` });
  const isChanged = head !== undefined || input !== undefined;
  const understood = isChanged ? understandParsed(document.parsed, { head, input }) : document.understood;
  const { value: spec, diagnostics } = understood;
  const said = (found: readonly Diagnostic[]) => found.map((one) => placed(one, document));
  if (spec === undefined) return { draft, document, understood, problems: said(diagnostics) };
  try {
    const report = analyze(spec, { ops: true });
    return { draft, document, understood, problems: said(diagnostics), spec, report };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { draft, document, understood, problems: said([...diagnostics, ...error.diagnostics]) };
  }
}

/** `640x896`, or one side of a square; undefined for anything else. */
export function parseInput(text: string): Choices['input'] {
  const [, height, width = height] = /^\s*(\d{1,5})(?:\s*[x×]\s*(\d{1,5}))?\s*$/i.exec(text) ?? [];
  return height === undefined ? undefined : { height: Number(height), width: Number(width) };
}
