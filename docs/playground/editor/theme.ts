/** How the editor looks: all colours are variables of the page's style sheet, so that light and dark are decided there. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const frame = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'transparent', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '10px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--muted)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--line-shade)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--selection)',
  },
  '.cm-tooltip, .cm-panels': { backgroundColor: 'var(--panel)', color: 'var(--ink)', border: '1px solid var(--line)' },
  '.cm-tooltip-hover': { maxWidth: '32rem' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--accent)', color: 'var(--paper)' },
  '.cm-diagnostic': { whiteSpace: 'pre-wrap', padding: '6px 10px', fontFamily: 'var(--sans)' },
  '.cm-diagnosticAction': { background: 'var(--accent)', color: 'var(--paper)', borderRadius: '4px' },
  '.cm-button, .cm-textfield': { background: 'var(--paper)', color: 'var(--ink)', border: '1px solid var(--line)' },
});

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: [tags.keyword, tags.propertyName], color: 'var(--code-name)' },
  { tag: [tags.string, tags.variableName], color: 'var(--ink)' },
  { tag: [tags.number, tags.typeName], color: 'var(--code-number)' },
  { tag: [tags.atom, tags.bool], color: 'var(--code-atom)' },
  { tag: [tags.operator, tags.punctuation], color: 'var(--code-mark)' },
]);

export const theme: Extension = [frame, syntaxHighlighting(colours)];
