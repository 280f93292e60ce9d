/** The language server as an editor uses it: a process, the protocol over its pipes, a client library of other people. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CodeActionRequest,
  CompletionRequest,
  DefinitionRequest,
  DidChangeWatchedFilesNotification,
  DocumentFormattingRequest,
  DocumentSymbolRequest,
  FileChangeType,
  HoverRequest,
  LSPErrorCodes,
  PrepareRenameRequest,
  ReferencesRequest,
  RegistrationRequest,
  RenameRequest,
  ResponseError,
  TextDocumentEdit,
  type CodeAction,
  type CompletionItem,
  type Location,
  type MarkupContent,
  type Position,
  type Range,
  type TextEdit,
} from 'vscode-languageserver-protocol';
import { hasErrors } from '../../compiler/diagnostics/diagnostic.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import { formatSpec } from '../../compiler/syntax/format.ts';
import { parse } from '../../compiler/syntax/parse.ts';
import { spinec } from '../support/spinec.ts';
import { startClient, type LanguageClient } from './language-client.ts';

const json49 = builtinSource('spinenet-49')!.text;
const spine49 = formatSpec(parse(json49, { syntax: 'json' }).value!, { to: 'spine' }).value!;

const folder = mkdtempSync(join(tmpdir(), 'spinec-lsp-'));
const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let client: LanguageClient;
beforeAll(async () => {
  client = await startClient();
});
afterAll(async () => {
  expect(await client.stop()).toBe(0);
  expect(client.stderr()).toBe('');
});

/** Where a word stands, and inside of it. */
function rangeOf(uri: string, word: string, nth = 0): Range {
  const document = client.document(uri);
  let at = -1;
  for (let i = 0; i <= nth; i++) at = document.getText().indexOf(word, at + 1);
  if (at === -1) throw new Error(`no ${word} in ${uri}`);
  return { start: document.positionAt(at), end: document.positionAt(at + word.length) };
}

const place = (uri: string, position: Position) => ({ textDocument: { uri }, position });

async function opened(name: string, languageId: string, text: string): Promise<string> {
  const uri = uriOf(name);
  await client.open(uri, languageId, text);
  return uri;
}

test('a broken .spine file: messages where they belong, fixes, and then none', async () => {
  const text =
    'net extends spinenet-49\nb11 : L5 bottleneck <- b8 b10\nb12 : L4 botleneck <- b5 b10 => P4\nb13 : L3 bottleneck <- b4 b10 => P4\n';
  const uri = await opened('broken.spine', 'spine', text);
  const found = await client.diagnostics(uri);
  expect(found).toEqual([
    {
      range: { start: { line: 2, character: 9 }, end: { line: 2, character: 18 } },
      severity: 1,
      code: 'SPN1033',
      source: 'spinec',
      message: '`botleneck` is not a block kind\ndid you mean `bottleneck`?',
    },
    {
      range: { start: { line: 3, character: 33 }, end: { line: 3, character: 35 } },
      severity: 1,
      code: 'SPN1032',
      source: 'spinec',
      message: "`b13` has level 3, so it can't be the output P4\nwrite `P3`",
      relatedInformation: [
        {
          location: { uri, range: { start: { line: 3, character: 6 }, end: { line: 3, character: 8 } } },
          message: 'its level is given here',
        },
      ],
    },
  ]);
  for (const { range } of [found[1]!, found[0]!]) {
    const actions = (await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    })) as CodeAction[];
    expect(actions).toHaveLength(1);
    expect(actions[0]).toMatchObject({ kind: 'quickfix', isPreferred: true });
    const [change] = actions[0]!.edit!.documentChanges!;
    await client.edit(uri, TextDocumentEdit.is(change) ? (change.edits as TextEdit[]) : []);
  }
  const left = await client.diagnostics(uri);
  expect(left.filter(({ severity }) => severity === 1)).toEqual([]);
  expect(client.text(uri)).toContain('b12 : L4 bottleneck <- b5 b10 => P4\nb13 : L3 bottleneck <- b4 b10 => P3\n');
  await client.close(uri);
  expect(await client.diagnostics(uri)).toEqual([]);
});

test('a broken JSON spec, with characters of two units before the mistake', async () => {
  const text =
    '{\n  "$schema": "./node_modules/spinec/compiler/schema/spec.schema.json",\n  "description": "😀 ﬁ", "extends": "spinenet-94", "scale": { "filtres": 2 }\n}\n';
  const uri = await opened('broken.json', 'json', text);
  const first = await client.diagnostics(uri);
  expect(first.map(({ code, range }) => ({ code, range }))).toEqual([
    { code: 'SPN2003', range: rangeOf(uri, '"filtres"') },
  ]);
  expect(first[0]!.range.start).toEqual({ line: 2, character: 62 });
  await client.edit(uri, [{ range: first[0]!.range, newText: '"filters"' }]);
  const second = await client.diagnostics(uri);
  expect(second.map(({ code, range }) => ({ code, range }))).toEqual([
    { code: 'SPN2020', range: rangeOf(uri, '"spinenet-94"') },
  ]);
  await client.edit(uri, [{ range: second[0]!.range, newText: '"spinenet-49"' }]);
  expect((await client.diagnostics(uri)).filter(({ severity }) => severity === 1)).toEqual([]);
});

describe.each([
  ['net.spine', 'spine', spine49],
  ['net.jsonc', 'jsonc', json49],
] as const)('%s', (name, languageId, text) => {
  let uri = '';
  beforeAll(async () => {
    uri = await opened(name, languageId, text);
    expect((await client.diagnostics(uri)).filter(({ severity }) => severity === 1)).toEqual([]);
  });
  const id = (word: string): string => (languageId === 'spine' ? `${word} ` : `"${word}"`);

  test('hover: a block with its figures, a field with its default', async () => {
    const block = await client.connection.sendRequest(HoverRequest.type, place(uri, rangeOf(uri, id('b12')).start));
    expect((block!.contents as MarkupContent).value).toBe(
      [
        '**`b12`** · L4 bottleneck ← `b5` `b10` → P4',
        '',
        '- output 40×40×1024 (height × width × channels)',
        '- macs 2.464 G (multiply-adds)',
        '- params 1.654 M, 1.646 M of them trainable',
        '- receptive field 1491×1491 px, offset +10.5, +10.5 px',
      ].join('\n'),
    );
    const word = languageId === 'spine' ? 'alpha' : '"resampleAlpha"';
    const field = await client.connection.sendRequest(HoverRequest.type, place(uri, rangeOf(uri, word).start));
    expect((field!.contents as MarkupContent).value).toContain(
      '**`scale.resampleAlpha`** · a number, more than 0, at most 16 · default `0.5`',
    );
    expect(field!.range).toEqual(rangeOf(uri, word));
  });

  test('completion: blocks as inputs, and what is written is what the compiler takes', async () => {
    const last = languageId === 'spine' ? '<- b12 b14' : '["b12", "b14"]';
    const { end } = rangeOf(uri, last);
    const cursor = { line: end.line, character: end.character - (languageId === 'spine' ? 3 : 5) };
    const items = (await client.connection.sendRequest(CompletionRequest.type, place(uri, cursor))) as CompletionItem[];
    expect(items.map(({ label }) => label)).toEqual(Array.from({ length: 16 }, (_, i) => `b${15 - i}`));
    expect(items[1]).toMatchObject({ label: 'b14', detail: 'L5 bottleneck', sortText: '0001' });
  });

  test('definition and references of a block', async () => {
    const use = rangeOf(uri, languageId === 'spine' ? 'b10 => P4' : '"b10"', languageId === 'spine' ? 0 : 2).start;
    const [definition] = (await client.connection.sendRequest(DefinitionRequest.type, place(uri, use))) as Location[];
    expect(client.document(uri).getText(definition!.range)).toBe(languageId === 'spine' ? 'b10' : '"b10"');
    expect(definition!.range.start).toEqual(rangeOf(uri, id('b10')).start);
    const references = await client.connection.sendRequest(ReferencesRequest.type, {
      ...place(uri, use),
      context: { includeDeclaration: true },
    });
    expect(references).toHaveLength(4);
  });

  test('rename a block everywhere: the same network by the compiler, under another name', async () => {
    const at = place(uri, rangeOf(uri, id('b10')).start);
    expect(await client.connection.sendRequest(PrepareRenameRequest.type, at)).toMatchObject({ placeholder: 'b10' });
    const before = understand({ name, text: client.text(uri) }).value!;
    for (const newName of ['b12', 'class_3', '9lives'])
      await expect(client.connection.sendRequest(RenameRequest.type, { ...at, newName })).rejects.toThrow(/"/);
    const result = await client.connection.sendRequest(RenameRequest.type, { ...at, newName: 'middle' });
    const [change] = result!.documentChanges!;
    if (!TextDocumentEdit.is(change)) throw new Error('no edits');
    expect(change.edits).toHaveLength(4);
    await client.edit(uri, change.edits as TextEdit[]);
    const after = understand({ name, text: client.text(uri) });
    expect(hasErrors(after.diagnostics)).toBe(false);
    expect(JSON.stringify(after.value)).toBe(JSON.stringify(before).replaceAll('"b10"', '"middle"'));
    expect((await client.diagnostics(uri)).filter(({ severity }) => severity === 1)).toEqual([]);
  });

  test('outline', async () => {
    const symbols = await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
    expect(symbols!.map((symbol) => symbol.name)).toEqual(
      Array.from({ length: 17 }, (_, i) => (i === 10 ? 'middle' : `b${i}`)),
    );
    expect(symbols![12]).toMatchObject({ detail: 'L4 bottleneck ← b5 middle → P4' });
  });

  test('format: what fmt writes, in one edit or none', async () => {
    const request = { textDocument: { uri }, options: { tabSize: 2, insertSpaces: true } };
    const line = rangeOf(uri, languageId === 'spine' ? 'b2  :' : '{ "id": "b2",');
    await client.edit(uri, [
      { range: { start: line.start, end: line.start }, newText: languageId === 'spine' ? '' : '   ' },
    ]);
    await client.edit(uri, [
      {
        range: rangeOf(uri, languageId === 'spine' ? 'b2  :' : '"b2",'),
        newText: languageId === 'spine' ? 'b2 :' : '"b2"    ,',
      },
    ]);
    const edits = await client.connection.sendRequest(DocumentFormattingRequest.type, request);
    expect(edits).toHaveLength(1);
    await client.edit(uri, edits!);
    expect(client.text(uri)).toBe(formatSpec(parse(client.text(uri), { name }).value!).value);
    expect(await client.connection.sendRequest(DocumentFormattingRequest.type, request)).toEqual([]);
  });
});

test('a spec that extends a file: the text in the editor, then the file; a change of it is looked at again', async () => {
  writeFileSync(join(folder, 'base.spine'), 'base extends spinenet-49\n');
  const uri = await opened('child.spine', 'spine', 'child extends "base.spine"\nb17 : L3 bottleneck <- b13 extra\n');
  expect((await client.diagnostics(uri)).map(({ code }) => code)).toContain('SPN2030');
  const base = await opened('base.spine', 'spine', 'base extends spinenet-49\nextra : L3 bottleneck <- b13 b4\n');
  expect((await client.diagnostics(uri)).map(({ code }) => code)).not.toContain('SPN2030');
  const [definition] = (await client.connection.sendRequest(
    DefinitionRequest.type,
    place(uri, rangeOf(uri, 'extra').start),
  )) as Location[];
  expect(definition).toEqual({
    uri: base,
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } },
  });
  const inherited = place(uri, rangeOf(uri, 'extra').start);
  await expect(client.connection.sendRequest(RenameRequest.type, { ...inherited, newName: 'x' })).rejects.toThrow(
    'extra is a block of the spec that this one extends; rename it there',
  );
  await client.edit(base, [{ range: rangeOf(base, 'bottleneck'), newText: 'botleneck' }]);
  const [broken] = await client.diagnostics(uri);
  expect(broken).toMatchObject({ code: 'SPN1033', range: rangeOf(uri, '"base.spine"') });
  expect(broken!.relatedInformation![0]!.location).toEqual({ uri: base, range: rangeOf(base, 'botleneck') });
  await client.close(base);
  expect((await client.diagnostics(uri)).map(({ code }) => code)).toContain('SPN2030');
  writeFileSync(join(folder, 'base.spine'), 'base extends spinenet-49\nextra : L3 bottleneck <- b13 b4\n');
  await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: base, type: FileChangeType.Changed }],
  });
  expect((await client.diagnostics(uri)).map(({ code }) => code)).not.toContain('SPN2030');
});

test('a base that is open counts, however the editor spells its URI', async () => {
  mkdirSync(join(folder, 'a+b~c'));
  const spelt = (name: string): string => uriOf(name).replace(/[^/]+$/, (last) => `a%2Bb~c/${last}`);
  const child = spelt('child.spine');
  await client.open(spelt('base.spine'), 'spine', 'base extends spinenet-49\n');
  await client.open(child, 'spine', 'child extends "base.spine"\n');
  expect((await client.diagnostics(child)).filter(({ severity }) => severity === 1)).toEqual([]);
});

test('a block of a built-in: its definition is in a text that the server gives', async () => {
  const uri = await opened('wide.spine', 'spine', 'wide extends spinenet-49\nb12 : filters=300\n');
  const places = (await client.connection.sendRequest(
    DefinitionRequest.type,
    place(uri, rangeOf(uri, 'b12').start),
  )) as Location[];
  expect(places.map((found) => found.uri)).toEqual([uri, 'spinec-builtin:/spinenet-49.jsonc']);
  const content: { text: string } = await client.connection.sendRequest('workspace/textDocumentContent', {
    uri: places[1]!.uri,
  });
  expect(content.text).toBe(json49);
  const line = content.text.split('\n')[places[1]!.range.start.line]!;
  expect(line.slice(places[1]!.range.start.character)).toMatch(/^"b12"/);
});

test('JSON that is no spec is left alone', async () => {
  const uri = await opened('package.json', 'json', '{ "name": "x", "extends": "nothing" }');
  expect(await client.diagnostics(uri)).toEqual([]);
  expect(await client.connection.sendRequest(CompletionRequest.type, place(uri, { line: 0, character: 2 }))).toBeNull();
  const named = await opened('any.json', 'spinec-json', '{ "extends": "nothing" }');
  expect((await client.diagnostics(named)).map(({ code }) => code)).toEqual(['SPN2020']);
});

test('a new spec from nothing: snippets', async () => {
  const uri = await opened('new.spine', 'spine', '');
  const items = (await client.connection.sendRequest(
    CompletionRequest.type,
    place(uri, { line: 0, character: 0 }),
  )) as CompletionItem[];
  expect(items[0]).toMatchObject({
    label: 'extends',
    insertTextFormat: 2,
    textEdit: { newText: '${1:my-net} extends ${2:spinenet-49}' },
  });
});

test('requests that make no sense are answered, and the server lives', async () => {
  const { connection } = client;
  const uri = uriOf('net.spine');
  const far = place(uri, { line: 99_999, character: 99_999 });
  expect(await connection.sendRequest(HoverRequest.type, far)).toBeNull();
  expect(
    await connection.sendRequest(HoverRequest.type, place('file:///not/open.spine', { line: 0, character: 0 })),
  ).toBeNull();
  await expect(connection.sendRequest('textDocument/hover', { nonsense: true })).rejects.toThrow();
  await expect(connection.sendRequest('textDocument/hover', null)).rejects.toThrow();
  await expect(connection.sendRequest('no/such/request', [])).rejects.toThrow();
  await expect(connection.sendRequest('workspace/textDocumentContent', { uri: 'x:/nobody' })).rejects.toThrow('nobody');
  await connection.sendNotification('textDocument/didChange', { textDocument: { uri: 'file:///nowhere', version: 1 } });
  const symbols = await connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
  expect(symbols).toHaveLength(17);
});

describe('the process', () => {
  test('ends when the client closes its pipe', async () => {
    const other = await startClient();
    const ended = new Promise((resolve) => other.process.on('close', resolve));
    other.process.stdin.end();
    expect(await ended).toBe(1);
  });

  test('lives on when the client refuses to watch files', async () => {
    let refused = 0;
    const other = await startClient(['--stdio'], {
      workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
      answer: (connection) =>
        connection.onRequest(RegistrationRequest.type, () => {
          refused += 1;
          throw new ResponseError(LSPErrorCodes.RequestFailed, 'no watchers here');
        }),
    });
    const uri = uriOf('unwatched.spine');
    await other.open(uri, 'spine', 'net extends nobody\n');
    expect((await other.diagnostics(uri)).map(({ code }) => code)).toEqual(['SPN2020']);
    expect(refused).toBe(1);
    expect(await other.stop()).toBe(0);
    expect(other.stderr()).toBe('');
  });

  test('ends with bytes that are no protocol, and writes no stack', async () => {
    const finished = await spinec(['lsp', '--stdio'], { stdin: 'GET / HTTP/1.1\r\n\r\n{"jsonrpc":' });
    expect(finished.code).toBe(1);
    expect(`${finished.stdout}${finished.stderr}`).not.toMatch(/\n\s+at /);
  });

  test.each([
    [[], [3]],
    [['--log-override', 'SPN2037=warning'], [2]],
    [['--log-override', 'SPN2037=off'], []],
    [['--quiet'], []],
  ])('with %j, what nobody consumed is told at level %j', async (options, severities) => {
    const other = await startClient(['--stdio', ...options]);
    const uri = uriOf('quiet.spine');
    await other.open(uri, 'spine', spine49);
    const found = await other.diagnostics(uri);
    expect(found.filter(({ code }) => code === 'SPN2037').map(({ severity }) => severity)).toEqual(severities);
    expect(await other.stop()).toBe(0);
  });

  test('refuses options that it does not understand', async () => {
    const wrong = await spinec(['lsp', '--log-override', 'nothing=off']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('SPN1090');
    expect(wrong.stdout).toBe('');
  });
});
