/** Starts `spinec lsp` and hands it the texts that may be specs; everything that is known about specs is known there. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/node';

/** @type {LanguageClient | undefined} */
let client;

/** One word for `cmd.exe`. */
const quoted = (word) => `"${word.replaceAll('"', '""')}"`;

/** The compiler that the user names, or the workspace's, or the one on PATH. */
function serverOptions() {
  const settings = vscode.workspace.getConfiguration('spinec');
  const args = ['lsp', '--stdio', ...settings.get('arguments', [])];
  const named = settings.get('path', '');
  const own = (vscode.workspace.workspaceFolders ?? [])
    .map(({ uri }) => join(uri.fsPath, 'node_modules', 'spinec', 'dist', 'compiler', 'cli', 'main.js'))
    .find((path) => vscode.workspace.isTrusted && existsSync(path));
  if (named === '' && own !== undefined) return { command: 'node', args: [own, ...args] };
  if (process.platform !== 'win32') return { command: named === '' ? 'spinec' : named, args };
  // npm's commands are scripts on Windows, which only a shell runs: it takes words apart at blanks and `&` unless they are
  // quoted, and looks for commands in the folder of the workspace before it does so on PATH unless it is told not to.
  return {
    command: named === '' ? 'spinec' : quoted(named),
    args: args.map(quoted),
    options: { shell: true, env: { ...process.env, NoDefaultCurrentDirectoryInExePath: '1' } },
  };
}

async function start() {
  try {
    client = new LanguageClient('spinec', 'spinec', serverOptions(), {
      // The server leaves JSON alone that is no spec.
      documentSelector: [{ language: 'spine' }, { language: 'json' }, { language: 'jsonc' }],
    });
    await client.start();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`spinec could not be started (npm install spinec?): ${reason}`);
  }
}

async function stop() {
  await client?.dispose().catch(() => undefined);
}

export async function activate(context) {
  // One start after the other: a client that is starting, or could not be started, refuses to be disposed of.
  let turn = start();
  const restart = () =>
    (turn = turn.then(async () => {
      await stop();
      await start();
    }));
  context.subscriptions.push(
    vscode.commands.registerCommand('spinec.restart', restart),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((change) =>
      change.affectsConfiguration('spinec') ? restart() : undefined,
    ),
  );
  await turn;
}

export const deactivate = stop;
