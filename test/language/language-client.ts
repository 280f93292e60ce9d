/** A real client of the Language Server Protocol: the built `spinec lsp` as a process, spoken to by Microsoft's client library. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { createProtocolConnection } from 'vscode-languageserver-protocol/node';
import {
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  type ClientCapabilities,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import { mainFile } from '../support/spinec.ts';

export interface LanguageClient {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcessWithoutNullStreams;
  readonly capabilities: InitializeResult['capabilities'];
  /** What came over stderr. */
  readonly stderr: () => string;
  open(uri: string, languageId: string, text: string): Promise<void>;
  /** Sends an edit as an editor does, and keeps the client's own copy in step. */
  edit(uri: string, edits: readonly TextEdit[]): Promise<void>;
  close(uri: string): Promise<void>;
  text(uri: string): string;
  document(uri: string): TextDocument;
  /** The messages that the server gives next for a text, at its present version. */
  diagnostics(uri: string): Promise<readonly Diagnostic[]>;
  /** The exit code after `shutdown` and `exit`. */
  stop(): Promise<number | null>;
}

const abilities: ClientCapabilities = {
  textDocument: {
    completion: { completionItem: { snippetSupport: true } },
    publishDiagnostics: { relatedInformation: true },
  },
  workspace: { workspaceEdit: { documentChanges: true }, textDocumentContent: {} },
};

export async function startClient(
  args: readonly string[] = ['--stdio'],
  /** What this client can do besides, and how it answers the server's requests. */
  more: {
    readonly workspace?: ClientCapabilities['workspace'];
    readonly answer?: (connection: ProtocolConnection) => void;
  } = {},
): Promise<LanguageClient> {
  const child = spawn(process.execPath, [mainFile, 'lsp', ...args], { stdio: 'pipe' });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const documents = new Map<string, TextDocument>();
  const published = new Map<string, PublishDiagnosticsParams>();
  const waiting: (() => void)[] = [];
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
    published.set(params.uri, params);
    for (const wake of waiting.splice(0)) wake();
  });
  more.answer?.(connection);
  connection.listen();
  const { capabilities } = await connection.sendRequest<InitializeResult>(InitializeRequest.method, {
    processId: process.pid,
    workspaceFolders: null,
    capabilities: { ...abilities, workspace: { ...abilities.workspace, ...more.workspace } },
  });
  await connection.sendNotification(InitializedNotification.type, {});

  const client: LanguageClient = {
    connection,
    process: child,
    capabilities,
    stderr: () => stderr,
    async open(uri, languageId, text) {
      documents.set(uri, TextDocument.create(uri, languageId, 1, text));
      published.delete(uri);
      await connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId, version: 1, text },
      });
    },
    async edit(uri, edits) {
      const before = client.document(uri);
      const text = TextDocument.applyEdits(before, [...edits]);
      const version = before.version + 1;
      documents.set(uri, TextDocument.create(uri, before.languageId, version, text));
      published.delete(uri);
      // Changes are made one after the other: the last place first, so that none moves another.
      const contentChanges = [...edits]
        .sort((a, b) => before.offsetAt(b.range.start) - before.offsetAt(a.range.start))
        .map(({ range, newText }) => ({ range, text: newText }));
      await connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges,
      });
    },
    async close(uri) {
      published.delete(uri);
      await connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    },
    text: (uri) => client.document(uri).getText(),
    document(uri) {
      const found = documents.get(uri);
      if (found === undefined) throw new Error(`${uri} is not open`);
      return found;
    },
    async diagnostics(uri) {
      for (;;) {
        const found = published.get(uri);
        if (found !== undefined) {
          published.delete(uri);
          return found.diagnostics;
        }
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    async stop() {
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      const code = await ended;
      connection.dispose();
      return code;
    },
  };
  return client;
}
