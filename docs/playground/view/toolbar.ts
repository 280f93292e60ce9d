/** What stands above the editor and the picture: where to start from, head, input size, form, link, downloads. */
import { encodeLink } from '../../../compiler/cli/playground/link.ts';
import { hasErrors } from '../../../compiler/diagnostics/diagnostic.ts';
import type { TextEdit } from '../../../compiler/language/edits.ts';
import { formatText } from '../../../compiler/language/formatting.ts';
import { builtinNames, builtinSource } from '../../../compiler/resolve/builtins.ts';
import { headKinds } from '../../../compiler/resolve/settings.ts';
import { formatSpec } from '../../../compiler/syntax/format.ts';
import { parseInput, type Choices, type Design } from '../design.ts';
import { downloads, save } from '../download.ts';
import { byId, element } from './dom.ts';

export interface ToolbarEvents {
  /** The design as it is now. */
  readonly design: () => Design | undefined;
  readonly picture: () => string;
  readonly onText: (text: string) => void;
  readonly onEdits: (edits: readonly TextEdit[]) => void;
  readonly onChoices: () => void;
  /** Something happened that a reader should hear. */
  readonly say: (message: string) => void;
}

export interface Toolbar {
  readonly choices: () => Choices;
  readonly setChoices: (choices: Choices) => void;
  readonly show: (design: Design) => void;
  readonly setBuiltin: (name: string) => void;
}

export function createToolbar({ design, picture, onText, onEdits, onChoices, say }: ToolbarEvents): Toolbar {
  const builtin = byId('builtin', HTMLSelectElement);
  const head = byId('head', HTMLSelectElement);
  const input = byId('input', HTMLInputElement);
  const forms = [...document.querySelectorAll<HTMLInputElement>('#form input')];

  builtin.append(
    element('option', { value: '', hidden: true }, 'a built-in'),
    ...builtinNames.map((name) => element('option', { value: name }, name)),
  );
  head.append(
    element('option', { value: '' }, 'as in the spec'),
    ...headKinds.map((kind) => element('option', { value: kind }, kind)),
  );
  builtin.onchange = () => {
    const source = builtinSource(builtin.value);
    if (source !== undefined) onText(source.text);
  };
  head.onchange = onChoices;
  input.onchange = () => {
    const isGood = input.value.trim() === '' || parseInput(input.value) !== undefined;
    input.setAttribute('aria-invalid', String(!isGood));
    onChoices();
    if (!isGood)
      say("Input: height times width in pixels, such as 640x640; until then the figures are for the spec's own size");
  };

  const unreadable = 'The text has syntax errors: mend them first';
  byId('format').onclick = () => {
    const draft = design()?.draft;
    const edits = draft && formatText(draft.text, draft.form);
    if (edits === undefined) say(unreadable);
    else onEdits(edits);
  };
  for (const option of forms)
    option.onchange = () => {
      const { value, diagnostics } = design()?.document.parsed ?? { value: undefined, diagnostics: [] };
      const text =
        value === undefined || hasErrors(diagnostics)
          ? undefined
          : formatSpec(value, { to: option.value === 'json' ? 'json' : 'spine' }).value;
      if (text !== undefined) onText(text);
      else say(unreadable);
      for (const other of forms) other.checked = other.value === design()?.draft.form;
    };

  byId('share').onclick = async () => {
    const draft = design()?.draft;
    if (draft === undefined) return;
    const url = new URL(location.href);
    url.hash = encodeLink(draft);
    history.replaceState(undefined, '', url);
    try {
      await navigator.clipboard.writeText(url.href);
      say('Link copied: it holds the whole spec');
    } catch {
      say('The link is in the address bar: it holds the whole spec');
    }
  };

  const menu = byId('downloads', HTMLDetailsElement);
  byId('download-list').append(
    ...downloads.map(({ id, title, note, make }) =>
      element(
        'button',
        {
          type: 'button',
          id: `download-${id}`,
          async onclick() {
            const current = design();
            menu.open = false;
            if (current?.spec === undefined) {
              say('The spec has errors: mend them first');
              return;
            }
            say(`Making the ${title} …`);
            try {
              const files = await make({ design: current, spec: current.spec, picture });
              for (const file of files) save(file.name, file.content);
              say(`Saved ${files.map((file) => file.name).join(', ')}`);
            } catch (error) {
              say(error instanceof Error ? error.message : String(error));
            }
          },
        },
        title,
        element('small', {}, note),
      ),
    ),
  );
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Node && menu.contains(target))) menu.open = false;
  });
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });

  return {
    choices: () => ({ head: head.value === '' ? undefined : head.value, input: parseInput(input.value) }),
    setChoices(choices) {
      head.value = choices.head ?? '';
      input.value = choices.input === undefined ? '' : `${choices.input.height}x${choices.input.width}`;
      input.setAttribute('aria-invalid', 'false');
    },
    show({ draft, report }) {
      for (const option of forms) option.checked = option.value === draft.form;
      if (report !== undefined) input.placeholder = `${report.input.height}x${report.input.width}`;
    },
    setBuiltin(name) {
      builtin.value = name;
    },
  };
}
