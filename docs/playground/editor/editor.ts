/** The editor: CodeMirror with the two languages of specs. It knows text; what the text means comes from outside. */
import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Transaction, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { TextEdit } from '../../../compiler/language/edits.ts';
import type { Design, Form } from '../design.ts';
import { changesOf } from './changes.ts';
import { languageFeatures } from './features.ts';
import { jsoncLanguage } from './jsonc-language.ts';
import { squiggles } from './lint.ts';
import { spineLanguage } from './spine-language.ts';
import { theme } from './theme.ts';

export interface Editor {
  readonly text: () => string;
  /** Another text altogether. Undo brings the old one back. */
  readonly replace: (text: string) => void;
  /** A change that the page makes for the user; undo takes it back. */
  readonly change: (edits: readonly TextEdit[]) => void;
  readonly show: (design: Design) => void;
  /** Puts the cursor there, in view. */
  readonly goTo: (from: number, to?: number) => void;
}

const languages: Readonly<Record<Form, Extension>> = { json: jsoncLanguage, spine: spineLanguage };

/** @param onChange is told of every change of the text, typed or not. */
export function createEditor(parent: HTMLElement, onChange: () => void): Editor {
  const language = new Compartment();
  const languageFor = (form: Form): Extension => [languages[form], languageFeatures(form)];
  let shown: Form = 'json';
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        lineNumbers(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        indentUnit.of('  '),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        lintGutter(),
        // Tab stays the key that leaves the editor.
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...completionKeymap,
          ...lintKeymap,
        ]),
        language.of(languageFor('json')),
        theme,
        EditorView.contentAttributes.of({ 'aria-label': 'Spec', tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange();
        }),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    replace(text) {
      const isFirst = view.state.doc.length === 0;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: 0 },
        scrollIntoView: true,
        // Changes half a second apart would be undone together, and nobody wants the empty page back.
        annotations: [isolateHistory.of('full'), Transaction.addToHistory.of(!isFirst)],
      });
    },
    change(edits) {
      const [first] = edits;
      view.dispatch({
        changes: changesOf(edits),
        ...(first && { effects: EditorView.scrollIntoView(first.start, { y: 'center' }) }),
        userEvent: 'input.rewire',
        annotations: isolateHistory.of('full'),
      });
    },
    show(design) {
      const { form } = design.draft;
      view.dispatch(
        setDiagnostics(view.state, squiggles(design.problems, view.state.doc.length)),
        ...(form === shown ? [] : [{ effects: language.reconfigure(languageFor(form)) }]),
      );
      shown = form;
    },
    goTo(from, to = from) {
      const length = view.state.doc.length;
      const [anchor, head] = [Math.min(from, length), Math.min(to, length)];
      view.dispatch({ selection: { anchor, head }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
      view.focus();
    },
  };
}
