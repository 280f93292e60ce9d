/** The VS Code extension: its files are there and agree with the language, and its grammar colours all of it. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtinNames, builtinSource } from '../../compiler/resolve/builtins.ts';
import { formatSpec } from '../../compiler/syntax/format.ts';
import { parse } from '../../compiler/syntax/parse.ts';
import { blockKinds, keywords } from '../../compiler/syntax/spine/vocabulary.ts';
import { root } from '../support/spinec.ts';
import { snippetsOf } from '../docs/snippets.ts';
import { colourLine, type Coloured, type Grammar, type Rule, type State } from './textmate.ts';

const folder = join(root, 'docs', 'editors', 'vscode');
const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));

interface Manifest {
  readonly main: string;
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly languages: readonly {
      readonly id: string;
      readonly extensions: readonly string[];
      readonly configuration?: string;
    }[];
    readonly grammars: readonly { readonly language: string; readonly scopeName: string; readonly path: string }[];
    readonly jsonValidation: readonly { readonly fileMatch: readonly string[]; readonly url: string }[];
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
  };
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifest = read('package.json') as Manifest;
const grammar = read('syntaxes/spine.tmLanguage.json') as Grammar;

function coloured(text: string): readonly Coloured[] {
  let state: State = [];
  return text.split('\n').flatMap((line) => {
    const result = colourLine(grammar, line, state);
    expect(result.pieces.map((piece) => piece.text).join('')).toBe(line);
    ({ state } = result);
    return result.pieces;
  });
}

/** The scope of the first piece that is this text. */
function scopeOf(word: string, line: string): string | undefined {
  return coloured(line).find(({ text }) => text.trim() === word)?.scope;
}

const specs: readonly (readonly [name: string, text: string])[] = [
  ...builtinNames.map((name): readonly [string, string] => [
    name,
    formatSpec(parse(builtinSource(name)!.text, { syntax: 'json' }).value!, { to: 'spine' }).value!,
  ]),
  ...snippetsOf(readFileSync(join(root, 'docs', 'spine.md'), 'utf8'))
    .filter(({ language }) => language === 'spine')
    .map(({ body, line }): readonly [string, string] => [`docs/spine.md:${line}`, body]),
  ...readdirSync(join(root, 'specs', 'invalid'))
    .filter((name) => name.endsWith('.spine'))
    .map((name): readonly [string, string] => [name, readFileSync(join(root, 'specs', 'invalid', name), 'utf8')]),
];

describe('the manifest', () => {
  test('names files that are there, and a schema that packing copies', () => {
    const { contributes } = manifest;
    for (const path of [
      manifest.main,
      ...contributes.grammars.map(({ path: own }) => own),
      ...contributes.languages.flatMap(({ configuration }) => configuration ?? []),
    ])
      expect(existsSync(join(folder, path)), path).toBe(true);
    const [schema] = contributes.jsonValidation;
    expect(manifest.scripts['vscode:prepublish']).toContain(schema!.url.replace('./', ''));
    const copied = /copyFileSync\('([^']+)'/.exec(manifest.scripts['vscode:prepublish']!)![1]!;
    expect(existsSync(join(folder, copied))).toBe(true);
    expect(contributes.grammars[0]!.scopeName).toBe(grammar.scopeName);
    expect(contributes.languages.flatMap(({ extensions }) => extensions)).toEqual([
      '.spine',
      '.spinec.json',
      '.spinec.jsonc',
    ]);
    expect(Object.values(manifest.dependencies).every((version) => /^\d+\.\d+\.\d+$/.test(version))).toBe(true);
  });

  test('the extension is JavaScript, and uses the settings and commands that the manifest declares', () => {
    execFileSync(process.execPath, ['--check', join(folder, manifest.main)]);
    const source = readFileSync(join(folder, manifest.main), 'utf8');
    for (const { command } of manifest.contributes.commands) expect(source).toContain(`'${command}'`);
    for (const setting of Object.keys(manifest.contributes.configuration.properties))
      expect(source).toContain(`settings.get('${setting.replace('spinec.', '')}'`);
    expect(source).toContain("'lsp', '--stdio'");
  });

  test('no setting of an untrusted workspace reaches the command that is started', () => {
    const { properties } = manifest.contributes.configuration;
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(Object.keys(properties));
    for (const { scope } of Object.values(properties)) expect(scope).toBe('machine-overridable');
  });

  test('brackets and comments of the language', () => {
    const language = read(manifest.contributes.languages[0]!.configuration!) as { comments: { lineComment: string } };
    expect(language.comments.lineComment).toBe('#');
  });
});

describe('the grammar', () => {
  test('has expressions that are valid, and rules that are there', () => {
    const visit = (rule: Rule): void => {
      for (const source of [rule.match, rule.begin, rule.end])
        if (source !== undefined) expect(() => new RegExp(source, 'u')).not.toThrow();
      if (rule.include !== undefined) expect(Object.keys(grammar.repository)).toContain(rule.include.replace('#', ''));
      for (const inner of rule.patterns ?? []) visit(inner);
    };
    for (const rule of [...grammar.patterns, ...Object.values(grammar.repository)]) visit(rule);
  });

  test.each(keywords)('colours the keyword %s', (word) => {
    expect(scopeOf(word, `${word} x`)).toMatch(/^keyword\./);
    // A longer word is another word.
    expect(scopeOf(`${word}s-x`, `${word}s-x : L2 bottleneck`)).toBe('entity.name.function.block.spine');
  });

  test.each([
    ['extends', 'net extends spinenet-49', 'keyword.other.extends.spine'],
    ['spinenet-49', 'net extends spinenet-49', 'entity.other.inherited-class.spine'],
    ['dialect', 'net : spinenet, dialect tpu', 'keyword.other.dialect.spine'],
    ['640x640', 'net : spinenet, 640x640', 'constant.numeric.size.spine'],
    ['<-', 'b2 : L2 bottleneck <- b0 b1', 'keyword.operator.edge.spine'],
    ['=>', 'b2 : L2 bottleneck <- b0 b1 => P2', 'keyword.operator.edge.spine'],
    ['P2', 'b2 : L2 bottleneck <- b0 b1 => P2', 'constant.other.level.spine'],
    ['L2', 'b2 : L2 bottleneck', 'constant.other.level.spine'],
    ['b2', 'b2  : L2 bottleneck', 'entity.name.function.block.spine'],
    ['"b 2"', '"b 2" : L2 bottleneck', 'entity.name.function.block.spine'],
    ['b0 b1', 'stem b0 b1 : L2 bottleneck', 'entity.name.function.block.spine'],
    ['retinanet', 'head retinanet classes=91', 'support.type.head.spine'],
    ['classes', 'head retinanet classes=91', 'entity.other.attribute-name.spine'],
    ['classes', 'head classes=91', 'entity.other.attribute-name.spine'],
    ['"scales"', 'set heads.retinanet.anchors = { "scales": 3 }', 'support.type.property-name.spine'],
    ['3..7', 'levels 3..7', 'constant.numeric.range.spine'],
    ['# why', 'levels 3..7 # why', 'comment.line.number-sign.spine'],
    ['true', 'merge weighted=true', 'constant.language.spine'],
    ...blockKinds.map((kind) => [kind, `b2 : L2 ${kind} <- b0 b1`, 'storage.type.kind.spine']),
  ])('colours %s in %s', (word, line, scope) => {
    expect(scopeOf(word, line)).toBe(scope);
  });

  test.each(specs)('leaves nothing of %s without a colour, keywords of statements least of all', (_, text) => {
    for (const { text: piece, scope } of coloured(text))
      if (/[\w"<=>]/u.test(piece)) expect(scope, piece).toBeDefined();
    for (const line of text.split('\n')) {
      const word = /^\s*([A-Za-z]\w*)(?![\w$-])(?!\s*:)/.exec(line)?.[1];
      const isHeader = /^\s*\S+\s+extends\s/.test(line);
      if (word !== undefined && keywords.includes(word) && !isHeader && coloured(line).length > 0)
        expect(scopeOf(word, line), line).toMatch(/^keyword\.|^support\./);
    }
  });
});
