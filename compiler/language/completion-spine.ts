/** Completion in `.spine`, told by the statement that the cursor is in and what stands before it there. */
import type { PathStep } from '../syntax/ast.ts';
import { nodeAt, parsePath } from '../syntax/path.ts';
import { classify } from '../syntax/spine/classify.ts';
import { printName, printWord } from '../syntax/spine/print-word.ts';
import { fieldWords, listPaths, recordWords, scaleAliases } from '../syntax/spine/vocabulary.ts';
import { jsonCompletions, plain } from './completion-json.ts';
import type { Completion, CompletionKind } from './completion.ts';
import type { SpecDocument } from './document.ts';
import type { TextRange } from './edits.ts';
import { fieldAt, fieldMarkdown, fieldNames } from './field.ts';
import { describe, inputOffers, kindsOf, nextId, positionOf, valueOffers } from './offers.ts';
import { statementAt } from './spine-statement.ts';

/** What is known about the cursor. */
interface Place {
  readonly document: SpecDocument;
  /** The statement up to the word at the cursor. */
  readonly before: string;
  /** The whole statement. */
  readonly statement: string;
  readonly isFirst: boolean;
  /** The word at the cursor. */
  readonly range: TextRange;
  readonly offset: number;
}

export function spineCompletions(document: SpecDocument, offset: number): readonly Completion[] {
  const { text } = document.source;
  const found = statementAt(text, offset);
  if (found === undefined) return [];
  const { start, end, isFirst } = found;
  const typed = text.slice(start, offset);
  const bracket = openBracket(typed);
  if (bracket !== undefined) {
    const path = jsonPath(typed.slice(0, bracket), document);
    return path === undefined ? [] : jsonCompletions(document, offset, { start: start + bracket, end, path });
  }
  // A word does not begin with the `-` of `<-`.
  const word = /"?(?:[\w$][\w$-]*)?$/u.exec(typed)?.[0] ?? '';
  const rest = /^[\w$-]*"?/u.exec(text.slice(offset, end))?.[0] ?? '';
  const range = { start: offset - word.length, end: offset + rest.length };
  const before = typed.slice(0, typed.length - word.length);
  return completionsOf({ document, before, statement: text.slice(start, end), isFirst, range, offset });
}

function completionsOf(place: Place): readonly Completion[] {
  const { before, isFirst, statement } = place;
  if (before.trim() === '') return statements(place);
  const path = valuePath(place);
  if (path !== undefined) return values(place, path);
  switch (classify(before, isFirst) ?? classify(statement, isFirst)) {
    case 'header':
      return header(place);
    case 'block':
      return block(place, ['blocks', 0]);
    case 'stem':
      return before.includes(':') ? block(place, ['stem', 'blocks', 0]) : [];
    case 'head':
      return /^head\s+$/u.test(before)
        ? [...values(place, ['head', 'kind']), ...attributes(place, ['head'])]
        : attributes(place, ['head']);
    case 'record':
      return record(place);
    case 'field':
      return /^\w+\s+$/u.test(before) ? values(place, [before.trim()]) : [];
    case 'set':
    case 'end':
      return pathSteps(place);
    case 'item':
    case undefined:
      return [];
  }
}

function offer(place: Place, label: string, kind: CompletionKind, text: string, detail?: string): Completion {
  return { label, kind, detail, edit: { ...place.range, text } };
}

/** Words that begin a statement. */
function statements(place: Place): readonly Completion[] {
  const { isFirst, document } = place;
  const { blocks } = document;
  const snippet = (label: string, detail: string, body: string): Completion => ({
    ...offer(place, label, 'snippet', plain(body), detail),
    snippet: body,
  });
  const documented = (word: string, kind: CompletionKind): Completion => {
    const field = fieldAt([word]);
    const documentation = field === undefined ? undefined : fieldMarkdown(field);
    return { ...offer(place, word, kind, `${word} `), ...(documentation === undefined ? {} : { documentation }) };
  };
  const [second = 'b1', first = 'b0'] = inputOffers(blocks, positionOf(blocks, place.offset)).map(({ id }) => id);
  const [kind = 'bottleneck'] = kindsOf(blocks);
  return [
    ...(isFirst
      ? [
          snippet('extends', 'a spec that changes another one', '${1:my-net} extends ${2:spinenet-49}'),
          snippet('family', 'a spec of its own', '${1:my-net} : ${2:spinenet}, ${3:640x640}'),
        ]
      : []),
    snippet(
      'block',
      'a new block',
      `\${1:${nextId(blocks)}} : L\${2:4} \${3:${kind}} <- \${4:${first}} \${5:${second}}`,
    ),
    snippet('stem', 'blocks of the stem', `stem \${1:b0 b1} : L\${2:2} \${3:${kind}}`),
    ...[...blocks.inherited.values()].map(({ id, node }) =>
      offer(place, id, 'block', `${printName(id)} : `, `change ${describe(node)}`),
    ),
    ...fieldWords.map((word) => documented(word, 'keyword')),
    ...recordWords.filter((word) => word !== 'stem').map((word) => documented(word, 'keyword')),
    offer(place, 'set', 'keyword', 'set ', 'any field there is'),
    offer(place, 'end', 'keyword', 'end ', 'the comments above are the last in a list'),
  ];
}

/** The first line. */
function header(place: Place): readonly Completion[] {
  const { before } = place;
  if (/\bextends\s+$/u.test(before)) return values(place, ['extends']);
  if (/\bdialect\s+$/u.test(before)) return values(place, ['dialect']);
  const hasColon = before.includes(':');
  if (hasColon && /[:,]\s*$/u.test(before))
    return [
      ...values(place, ['family']),
      offer(place, 'dialect', 'keyword', 'dialect '),
      offer(place, '640x640', 'value', '640x640', 'height × width'),
    ];
  return hasColon || before.includes('extends') ? [] : [offer(place, 'extends', 'keyword', 'extends ')];
}

/** Behind the colon of a block. */
function block(place: Place, path: readonly PathStep[]): readonly Completion[] {
  const { before, document } = place;
  const behind = before.slice(before.indexOf(':') + 1);
  if (behind.trim() === '') return [...levels(place), ...attributes(place, path)];
  if (/^\s*L\d+\s+$/u.test(behind)) return kindsOf(document.blocks).map((kind) => offer(place, kind, 'value', kind));
  const level = /^\s*L(\d+)/u.exec(behind)?.[1];
  if (/=>\s*$/u.test(behind)) return level === undefined ? [] : [offer(place, `P${level}`, 'value', `P${level}`)];
  const hasEdges = path[0] === 'blocks' && level !== undefined;
  const inputs = /<-([^=]*)$/u.exec(behind)?.[1];
  const count = inputs?.split(/[\s,]+/u).filter((word) => word !== '').length ?? 0;
  if (inputs !== undefined && count < 2) return inputIds(place);
  return [
    ...(hasEdges && !/<-/u.test(place.statement) ? [offer(place, '<-', 'keyword', '<- ', 'inputs')] : []),
    ...(hasEdges && !/=>/u.test(place.statement)
      ? [offer(place, '=>', 'keyword', `=> P${level}`, 'the output of its level')]
      : []),
    ...attributes(place, path),
  ];
}

function inputIds(place: Place): readonly Completion[] {
  const { blocks } = place.document;
  return inputOffers(blocks, blockPosition(place)).map(({ id, node }) =>
    offer(place, id, 'block', printName(id), describe(node)),
  );
}

/** Where the block of the line comes; a line that is not finished may still change a block that is inherited. */
function blockPosition({ before, document: { blocks }, offset }: Place): number {
  const id = /^([\w$-]+)\s*:/u.exec(before)?.[1] ?? '';
  return blocks.inherited.has(id) ? blocks.merged.findIndex((block) => block.id === id) : positionOf(blocks, offset);
}

/** Those of the network's outputs and of the stem first. */
function levels(place: Place): readonly Completion[] {
  const max = nodeAt(place.document.blocks.root ?? { kind: 'object', properties: [] }, ['levels', 'max']);
  const top = max?.kind === 'scalar' && typeof max.value === 'number' ? max.value : 7;
  const all = [2, 3, 4, 5, 6, 7, 8, 9, 10].filter((level) => level <= Math.max(2, top));
  return all.map((level) => offer(place, `L${level}`, 'value', `L${level}`, `1/${2 ** level} of the input`));
}

/** `heads.` … or `scale ` … */
function record(place: Place): readonly Completion[] {
  const { before } = place;
  const path = recordPath(before);
  if (path === undefined) return [];
  if (!/\s$/u.test(before)) return steps(place, path, (name) => `${name} `, true);
  const sugar = /^(?:input|levels)\s+$/u.test(before)
    ? [before.startsWith('input') ? offer(place, '640x640', 'value', '640x640') : offer(place, '3..7', 'value', '3..7')]
    : [];
  const presets =
    before.trim() === 'scale'
      ? valueOffers(['scale'], place.document.blocks, 0).filter(({ value }) => typeof value === 'string')
      : [];
  return [
    ...sugar,
    ...attributes(place, path),
    ...presets.map(({ value }) => offer(place, String(value), 'value', JSON.stringify(value), 'a published scale')),
  ];
}

/** The object that a record statement is about. */
function recordPath(before: string): readonly PathStep[] | undefined {
  const written = /^[^\s=]*/u.exec(before)?.[0] ?? '';
  return parsePath(written.replace(/[.[]$/u, ''));
}

/** `set heads.` … */
function pathSteps(place: Place): readonly Completion[] {
  const { before } = place;
  const written = /^(?:set|end)\s+(\S*)$/u.exec(before)?.[1];
  if (written === undefined) return /^set\s+\S+\s+$/u.test(before) ? [offer(place, '=', 'keyword', '= ')] : [];
  const path = written === '' ? [] : parsePath(written.replace(/[.[]$/u, ''));
  return path === undefined ? [] : steps(place, path, (name) => name, before.startsWith('end'));
}

/** The fields below a path; `containers`: objects and lists only. */
function steps(
  place: Place,
  path: readonly PathStep[],
  text: (name: string) => string,
  containers: boolean,
): readonly Completion[] {
  return fieldNames(path).flatMap((name) => {
    const field = fieldAt([...path, name]);
    const type = JSON.stringify(field?.schema['type'] ?? '');
    if (containers && !/object|array/u.test(type)) return [];
    if (!/^[\w$-]+$/u.test(name)) return [];
    return [fieldOffer(place, [...path, name], name, text(name))];
  });
}

function fieldOffer(place: Place, path: readonly PathStep[], label: string, text: string): Completion {
  const field = fieldAt(path);
  const documentation = field === undefined ? undefined : fieldMarkdown(field);
  return {
    ...offer(place, label, 'field', text, field?.type),
    ...(documentation === undefined ? {} : { documentation }),
  };
}

/** Fields that a block's line says with other words. */
const sugared = ['id', 'level', 'kind', 'inputs', 'output'];

function attributes(place: Place, path: readonly PathStep[]): readonly Completion[] {
  const isBlockLine = typeof path.at(-1) === 'number';
  const given = new Set([...place.statement.matchAll(/([\w$-]+)\s*=(?!>)/gu)].map(([, name]) => name));
  return fieldNames(path).flatMap((name) => {
    const field = fieldAt([...path, name]);
    const isObject = field?.schema['type'] === 'object';
    if (isObject || listPaths.includes([...path, name].join('.'))) return [];
    if (isBlockLine && sugared.includes(name)) return [];
    if (path.length === 1 && path[0] === 'head' && name === 'kind') return [];
    const alias = path[0] === 'scale' ? [...scaleAliases].find(([, key]) => key === name)?.[0] : undefined;
    const label = alias ?? name;
    return given.has(label) ? [] : [fieldOffer(place, [...path, name], label, `${label}=`)];
  });
}

/** The field that `… KEY=` before the cursor is about. */
function valuePath({ before, isFirst, document }: Place): readonly PathStep[] | undefined {
  const key = /(?:^|[\s,:])([\w$.[\]"-]+)\s*=\s*$/u.exec(before)?.[1];
  return key === undefined ? undefined : keyPath(before, key, isFirst, document);
}

function keyPath(
  before: string,
  key: string,
  isFirst: boolean,
  { blocks }: SpecDocument,
): readonly PathStep[] | undefined {
  const steps = parsePath(key);
  if (steps === undefined) return undefined;
  switch (classify(before, isFirst)) {
    case 'block':
      return ['blocks', blocks.merged.length, ...steps];
    case 'stem':
      return ['stem', 'blocks', 0, ...steps];
    case 'head':
      return ['head', ...steps];
    case 'record': {
      const path = recordPath(before);
      const [first] = steps;
      const name = path?.length === 1 && path[0] === 'scale' ? scaleAliases.get(String(first)) : undefined;
      return path === undefined ? undefined : [...path, name ?? first!, ...steps.slice(1)];
    }
    case 'set':
    case 'field':
      return steps;
    case 'header':
    case 'item':
    case 'end':
    case undefined:
      return undefined;
  }
}

function values(place: Place, path: readonly PathStep[]): readonly Completion[] {
  const { blocks } = place.document;
  return valueOffers(path, blocks, positionOf(blocks, place.offset)).map(({ value, kind, detail }) => {
    if (typeof value !== 'string' && typeof value !== 'boolean' && typeof value !== 'number') {
      const text = JSON.stringify(value);
      return offer(place, text, kind, text, detail);
    }
    return offer(place, String(value), kind, printWord(value), detail);
  });
}

/** Where in a statement the outermost bracket that is still open stands. */
function openBracket(typed: string): number | undefined {
  const open: number[] = [];
  for (const { 0: token, index } of typed.matchAll(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|[[\]{}]/gu)) {
    // The brackets of a path, `blocks[3]`, hold no JSON.
    if (token === '{' || (token === '[' && !/[\w$"\]-]/u.test(typed[index - 1] ?? ''))) open.push(index);
    else if (token === '}' || (token === ']' && open.length > 0)) open.pop();
  }
  return open[0];
}

/** The field whose JSON value begins behind `before`. */
function jsonPath(before: string, document: SpecDocument): readonly PathStep[] | undefined {
  const item = /^(block|stem|entry|root)\s*$/u.exec(before)?.[1];
  const count = document.blocks.declarations.length;
  if (item === 'block') return ['blocks', count];
  if (item === 'stem') return ['stem', 'blocks', 0];
  if (item === 'entry') return [count];
  if (item === 'root') return [];
  const key = /([\w$.[\]"-]+)\s*=\s*$/u.exec(before)?.[1];
  return key === undefined ? undefined : keyPath(before, key, false, document);
}
