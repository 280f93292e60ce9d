/** Completion and hover texts of a form of specs: those of the language server, in CodeMirror's terms. */
import {
  autocompletion,
  snippet,
  type Completion as Offer,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { hoverTooltip, type Tooltip } from '@codemirror/view';
import { completionsAt, hoverAt, type Completion } from '../../../compiler/language/features.ts';
import type { Form } from '../design.ts';
import { markdownElement } from '../view/markdown.ts';

export function languageFeatures(form: Form): Extension {
  return [
    autocompletion({ override: [(context) => completions(context, form)], icons: false }),
    hoverTooltip((view, position) => hover(view.state.doc.toString(), form, position)),
  ];
}

function completions(context: CompletionContext, form: Form): CompletionResult | null {
  const { state, pos, explicit } = context;
  // While somebody types something that is no word, a list would only be in the way.
  if (!explicit && context.matchBefore(/[\w"$<]/) === null) return null;
  const offers = completionsAt(state.doc.toString(), form, pos);
  const [first] = offers;
  if (first === undefined) return null;
  // One list belongs to one place; what would be written elsewhere is not offered.
  const { start, end } = first.edit;
  const here = offers.filter(({ edit }) => edit.start === start && edit.end === end);
  return { from: start, to: Math.max(end, pos), options: here.map(offerOf), filter: true };
}

function offerOf({ label, detail, documentation, edit, snippet: template }: Completion, place: number): Offer {
  return {
    // Filtered by what is replaced, which in JSON begins with a quote.
    label: edit.text.startsWith('"') ? `"${label}` : label,
    displayLabel: label,
    boost: -Math.min(place, 99),
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && { info: () => markdownElement(documentation) }),
    apply: template === undefined ? edit.text : snippet(template),
  };
}

function hover(text: string, form: Form, position: number): Tooltip | null {
  const found = hoverAt(text, form, position);
  if (found === undefined) return null;
  return {
    pos: found.start,
    end: found.end,
    above: true,
    create: () => ({ dom: markdownElement(found.markdown) }),
  };
}
