/**
 * The texts that are open in an editor: which of them are specs, in which form, and what they extend, which is the text in the
 * editor where that is open, too, and the file otherwise.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { LanguageOptions, SpecForm } from '../../language/features.ts';
import { readSpecText } from '../files.ts';
import { specLoader } from '../specs.ts';

export interface OpenSpec {
  readonly document: TextDocument;
  readonly text: string;
  readonly form: SpecForm;
  readonly options: LanguageOptions;
}

export interface OpenSpecs {
  /** Undefined for texts that are no specs. */
  get(uri: string): OpenSpec | undefined;
  /** Forgets what was read from files; gives the texts that a change of one of them may concern. */
  changed(uri: string): readonly string[];
  closed(uri: string): void;
}

interface Known {
  readonly options: LanguageOptions;
  /** Paths that `extends` led to, or would have, were there a file. */
  readonly files: Set<string>;
}

export function createOpenSpecs(documents: {
  get(uri: string): TextDocument | undefined;
  all(): readonly TextDocument[];
}): OpenSpecs {
  const known = new Map<string, Known>();

  function optionsOf(uri: string): LanguageOptions {
    const found = known.get(uri);
    if (found !== undefined) return found.options;
    const files = new Set<string>();
    const load = specLoader((path) => {
      files.add(path);
      // Editors percent-encode more or fewer characters of a URI than Node does, so paths are compared.
      const open = documents.all().find(({ uri: other }) => pathOf(other) === path);
      if (open !== undefined) return { name: path, text: open.getText() };
      return existsSync(path) ? readSpecText(path) : undefined;
    });
    const options = { name: nameOf(uri), load };
    known.set(uri, { options, files });
    return options;
  }

  return {
    get(uri) {
      const document = documents.get(uri);
      if (document === undefined) return undefined;
      const text = document.getText();
      const form = formOf(document.languageId, uri, text);
      return form === undefined ? undefined : { document, text, form, options: optionsOf(uri) };
    },
    changed(uri) {
      const path = pathOf(uri);
      const concerned = [...known].filter(([, { files }]) => path !== undefined && files.has(path)).map(([own]) => own);
      for (const own of concerned) known.delete(own);
      return concerned;
    },
    closed: (uri) => void known.delete(uri),
  };
}

/**
 * `.spine` files and what the editor calls `spine` are specs. Most JSON is none: a JSON text is one when it says so with a
 * `$schema` that ends in `spec.schema.json`, by its name (`net.spinec.json`), or when the editor calls it `spinec-json`.
 */
export function formOf(languageId: string, uri: string, text: string): SpecForm | undefined {
  if (languageId === 'spine' || /\.spine$/iu.test(uri)) return 'spine';
  if (languageId === 'spinec-json' || /\.spinec\.jsonc?$/iu.test(uri)) return 'json';
  if (!/^jsonc?$/u.test(languageId) && !/\.json[c5]?$/iu.test(uri)) return undefined;
  const claim = /"\$schema"\s*:\s*"([^"\n]*)"/u.exec(text.slice(0, 20_000))?.[1];
  return claim !== undefined && /(?:^|[/\\])spec\.schema\.json$/u.test(claim) ? 'json' : undefined;
}

function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined; // not a file: not saved yet, or of a place that only the editor knows
  }
}

/** What is no file has no folder either: paths in it begin where the server was started. */
function nameOf(uri: string): string {
  return pathOf(uri) ?? `<${uri.replace(/^.*[:/]/u, '')}>`;
}
