/** Between the features of the language and the types of the Language Server Protocol: offsets and positions, names of kinds. */
import { pathToFileURL } from 'node:url';
import {
  CompletionItemKind,
  DiagnosticSeverity,
  InsertTextFormat,
  MarkupKind,
  SymbolKind,
  type CodeAction,
  type CompletionItem,
  type Diagnostic,
  type DocumentSymbol,
  type Location,
  type Range,
  type TextEdit as ProtocolEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { SourceFile } from '../../diagnostics/diagnostic.ts';
import type {
  BlockSymbol,
  Completion,
  CompletionKind,
  LanguageDiagnostic,
  LanguageFix,
  Place,
  TextEdit,
  TextRange,
} from '../../language/features.ts';

/** What the client can do with it. */
export interface ClientAbilities {
  readonly snippets: boolean;
  /** It asks the server for the text of built-in specs. */
  readonly builtinTexts: boolean;
  readonly versionedEdits: boolean;
}

/** URIs of built-in specs: `spinec-builtin:/spinenet-49.jsonc`. */
export const builtinScheme = 'spinec-builtin';

export function rangeIn(document: TextDocument, { start, end }: TextRange): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function editIn(document: TextDocument, edit: TextEdit): ProtocolEdit {
  return { range: rangeIn(document, edit), newText: edit.text };
}

/** Edits of one text. */
export function workspaceEdit(
  document: TextDocument,
  edits: readonly TextEdit[],
  { versionedEdits }: ClientAbilities,
): WorkspaceEdit {
  const { uri, version } = document;
  const converted = edits.map((edit) => editIn(document, edit));
  return versionedEdits
    ? { documentChanges: [{ textDocument: { uri, version }, edits: converted }] }
    : { changes: { [uri]: converted } };
}

/** Undefined for a place in a built-in that the client could not show. */
export function locationOf(document: TextDocument, place: Place, client: ClientAbilities): Location | undefined {
  if (place.file === undefined) return { uri: document.uri, range: rangeIn(document, place) };
  const uri = uriOf(place.file, client);
  if (uri === undefined) return undefined;
  return { uri, range: rangeIn(TextDocument.create(uri, 'json', 0, place.file.text), place) };
}

function uriOf({ name }: SourceFile, { builtinTexts }: ClientAbilities): string | undefined {
  if (name.startsWith('builtin:')) return builtinTexts ? `${builtinScheme}:/${name.slice(8)}.jsonc` : undefined;
  return name.startsWith('<') ? undefined : pathToFileURL(name).href;
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
} as const;

export function diagnosticIn(document: TextDocument, found: LanguageDiagnostic, client: ClientAbilities): Diagnostic {
  const lines = [found.message, ...(found.suggestion === undefined ? [] : [found.suggestion])];
  const related = found.notes.flatMap(({ message, place }) => {
    const location = place === undefined ? undefined : locationOf(document, place, client);
    if (location !== undefined) return [{ location, message }];
    lines.push(message);
    return [];
  });
  return {
    range: rangeIn(document, found),
    severity: severities[found.severity],
    code: found.code,
    source: 'spinec',
    message: lines.join('\n'),
    ...(related.length === 0 ? {} : { relatedInformation: related }),
  };
}

export function codeActionOf(
  document: TextDocument,
  found: LanguageDiagnostic,
  { title, edits }: LanguageFix,
  client: ClientAbilities,
): CodeAction {
  return {
    title,
    kind: 'quickfix',
    diagnostics: [diagnosticIn(document, found, client)],
    isPreferred: found.fixes.length === 1,
    edit: workspaceEdit(document, edits, client),
  };
}

const kinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  field: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  block: CompletionItemKind.Reference,
  keyword: CompletionItemKind.Keyword,
  spec: CompletionItemKind.Module,
  snippet: CompletionItemKind.Snippet,
};

export function completionIn(
  document: TextDocument,
  completion: Completion,
  index: number,
  client: ClientAbilities,
): CompletionItem {
  const { label, kind, detail, documentation, edit, snippet } = completion;
  const isSnippet = snippet !== undefined && client.snippets;
  const inQuotes = document.getText()[edit.start] === '"' && edit.end > edit.start;
  return {
    label,
    kind: kinds[kind],
    sortText: String(index).padStart(4, '0'),
    // Editors match what is typed, a quote included, against this.
    ...(inQuotes ? { filterText: edit.text } : {}),
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
    textEdit: { range: rangeIn(document, edit), newText: isSnippet ? snippet : edit.text },
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
  };
}

export function symbolIn(document: TextDocument, { id, detail, mark, ...range }: BlockSymbol): DocumentSymbol {
  return {
    name: id,
    detail,
    kind: SymbolKind.Object,
    range: rangeIn(document, { start: Math.min(range.start, mark.start), end: Math.max(range.end, mark.end) }),
    selectionRange: rangeIn(document, mark),
  };
}
