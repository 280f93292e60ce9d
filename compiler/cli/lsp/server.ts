/**
 * The language server: what `compiler/language` knows, over the Language Server Protocol. It says nothing but the protocol,
 * and ends when the client says so, dies, or closes the stream.
 */
import {
  CodeActionKind,
  createConnection,
  DidChangeWatchedFilesNotification,
  LSPErrorCodes,
  MarkupKind,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type InitializeResult,
  type TextDocumentIdentifier,
  type TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { applyLogOverrides, type LogOverrides } from '../../diagnostics/log-overrides.ts';
import {
  completionsAt,
  definitionAt,
  diagnosticsOf,
  formatText,
  hoverAt,
  referencesAt,
  renameAt,
  renameTargetAt,
  symbolsOf,
  type LanguageDiagnostic,
} from '../../language/features.ts';
import { builtinSource } from '../../resolve/builtins.ts';
import { compilerVersion } from '../../version.ts';
import {
  builtinScheme,
  codeActionOf,
  completionIn,
  diagnosticIn,
  editIn,
  locationOf,
  rangeIn,
  symbolIn,
  workspaceEdit,
  type ClientAbilities,
} from './convert.ts';
import { createOpenSpecs, type OpenSpec } from './open-specs.ts';

export interface ServerOptions {
  readonly overrides: LogOverrides;
  readonly errorsOnly: boolean;
}

/** Milliseconds without a keystroke before messages are looked for. */
const pause = 120;

/** What a client does not take, or takes no longer, is its own matter. */
const ignore = (): void => undefined;

export function startServer(options: ServerOptions, input: NodeJS.ReadableStream, output: NodeJS.WritableStream): void {
  const connection = createConnection(input, output);
  const documents = new TextDocuments(TextDocument);
  const specs = createOpenSpecs(documents);
  const timers = new Map<string, NodeJS.Timeout>();
  let client: ClientAbilities = { snippets: false, builtinTexts: false, versionedEdits: false };
  let watchesFiles = false;

  function messages({ text, form, options: language }: OpenSpec): readonly LanguageDiagnostic[] {
    const found = applyLogOverrides(diagnosticsOf(text, form, language), options.overrides);
    return options.errorsOnly ? found.filter(({ severity }) => severity === 'error') : found;
  }

  function publish(uri: string): void {
    const spec = specs.get(uri);
    const document = documents.get(uri);
    const diagnostics =
      spec === undefined ? [] : messages(spec).map((found) => diagnosticIn(spec.document, found, client));
    const version = document === undefined ? {} : { version: document.version };
    connection.sendDiagnostics({ uri, diagnostics, ...version }).catch(ignore);
  }

  function publishSoon(uri: string): void {
    clearTimeout(timers.get(uri));
    const run = (): void => {
      timers.delete(uri);
      try {
        publish(uri);
      } catch (error) {
        // No request that could be answered with it: without this it would end the process.
        connection.console.error(`messages of ${uri}: ${error instanceof Error ? error.message : String(error)}`);
      }
    };
    timers.set(uri, setTimeout(run, pause));
  }

  connection.onInitialize(({ capabilities }): InitializeResult => {
    client = abilitiesOf(capabilities);
    watchesFiles = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    return {
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        completionProvider: { triggerCharacters: ['"', ' ', ':', '=', '.', '-', '>'] },
        definitionProvider: true,
        referencesProvider: true,
        renameProvider: { prepareProvider: true },
        documentFormattingProvider: true,
        documentSymbolProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        workspace: { textDocumentContent: { schemes: [builtinScheme] } },
      },
      serverInfo: { name: 'spinec', version: compilerVersion },
    };
  });

  connection.onInitialized(() => {
    if (!watchesFiles) return;
    const watchers = [{ globPattern: '**/*.{spine,json,jsonc}' }];
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(ignore);
  });

  documents.onDidChangeContent(({ document: { uri } }) => {
    publishSoon(uri);
    for (const other of specs.changed(uri)) publishSoon(other);
  });
  documents.onDidClose(({ document: { uri } }) => {
    clearTimeout(timers.get(uri));
    timers.delete(uri);
    specs.closed(uri);
    connection.sendDiagnostics({ uri, diagnostics: [] }).catch(ignore);
    for (const other of specs.changed(uri)) publishSoon(other);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) for (const other of specs.changed(uri)) publishSoon(other);
  });

  /** What is asked about a text, when that is a spec. */
  function about<T>(
    { textDocument }: { readonly textDocument: TextDocumentIdentifier },
    answer: (spec: OpenSpec) => T,
  ) {
    const spec = specs.get(textDocument.uri);
    return spec === undefined ? null : answer(spec);
  }

  /** What is asked about a place of it. */
  function aboutPlace<T>(params: TextDocumentPositionParams, answer: (spec: OpenSpec, offset: number) => T) {
    return about(params, (spec) => answer(spec, spec.document.offsetAt(params.position)));
  }

  connection.onHover((params) =>
    aboutPlace(params, ({ document, text, form, options: language }, offset) => {
      const hover = hoverAt(text, form, offset, language);
      if (hover === undefined) return null;
      return { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: rangeIn(document, hover) };
    }),
  );

  connection.onCompletion((params) =>
    aboutPlace(params, ({ document, text, form, options: language }, offset) =>
      completionsAt(text, form, offset, language).map((item, index) => completionIn(document, item, index, client)),
    ),
  );

  connection.onDefinition((params) =>
    aboutPlace(params, ({ document, text, form, options: language }, offset) =>
      definitionAt(text, form, offset, language).flatMap((place) => locationOf(document, place, client) ?? []),
    ),
  );

  connection.onReferences((params) =>
    aboutPlace(params, ({ document, text, form, options: language }, offset) =>
      referencesAt(text, form, offset, language)
        .filter(({ isDeclaration }) => params.context.includeDeclaration || !isDeclaration)
        .map((range) => ({ uri: document.uri, range: rangeIn(document, range) })),
    ),
  );

  connection.onPrepareRename((params) =>
    aboutPlace(params, ({ document, text, form, options: language }, offset) => {
      const target = renameTargetAt(text, form, offset, language);
      if ('refusal' in target) throw new ResponseError(LSPErrorCodes.RequestFailed, target.refusal);
      return { range: rangeIn(document, target), placeholder: target.id };
    }),
  );

  connection.onRenameRequest((params) =>
    aboutPlace(params, ({ document, text, form, options: language }, offset) => {
      const renamed = renameAt(text, form, offset, params.newName, language);
      if ('refusal' in renamed) throw new ResponseError(LSPErrorCodes.RequestFailed, renamed.refusal);
      return workspaceEdit(document, renamed.edits, client);
    }),
  );

  connection.onDocumentFormatting((params) =>
    about(
      params,
      ({ document, text, form, options: language }) =>
        formatText(text, form, language)?.map((edit) => editIn(document, edit)) ?? null,
    ),
  );

  connection.onDocumentSymbol((params) =>
    about(params, ({ document, text, form, options: language }) =>
      symbolsOf(text, form, language).map((symbol) => symbolIn(document, symbol)),
    ),
  );

  connection.onCodeAction((params) =>
    about(params, (spec) => {
      const { document } = spec;
      const wanted = params.context.only?.some((kind) => CodeActionKind.QuickFix.startsWith(kind)) ?? true;
      if (!wanted) return null;
      const [start, end] = [document.offsetAt(params.range.start), document.offsetAt(params.range.end)];
      return messages(spec)
        .filter((found) => found.start <= end && found.end >= start)
        .flatMap((found) => found.fixes.map((fix) => codeActionOf(document, found, fix, client)));
    }),
  );

  // Definitions may lie in built-in specs, which no file holds.
  connection.onRequest('workspace/textDocumentContent', ({ uri }: { readonly uri: string }) => {
    const name = decodeURIComponent(uri)
      .replace(/^[\w-]+:\/*/u, '')
      .replace(/\.jsonc$/u, '');
    const source = builtinSource(name);
    if (source === undefined) throw new ResponseError(LSPErrorCodes.RequestFailed, `no built-in is called ${name}`);
    return { text: source.text };
  });

  documents.listen(connection);
  connection.listen();
}

function abilitiesOf({ textDocument, workspace }: ClientCapabilities): ClientAbilities {
  return {
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    builtinTexts: workspace?.textDocumentContent !== undefined,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
  };
}
