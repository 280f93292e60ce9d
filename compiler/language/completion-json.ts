/** Completion in JSON. jsonc-parser tells the place of the cursor in texts that are not finished. */
import { findNodeAtLocation, getLocation, parseTree, type Node } from 'jsonc-parser';
import type { PathStep } from '../syntax/ast.ts';
import { deepestNesting } from '../syntax/json/parse.ts';
import type { Completion } from './completion.ts';
import type { SpecDocument } from './document.ts';
import type { TextRange } from './edits.ts';
import { fieldAt, fieldMarkdown, fieldNames } from './field.ts';
import { inputOffers, isBlock, kindsOf, nextId, positionOf, valueOffers } from './offers.ts';

/** A JSON value within a text: a whole file, or what stands behind `block` in a `.spine` file. */
export interface JsonPart extends TextRange {
  /** The field whose value it is. */
  readonly path: readonly PathStep[];
}

export function jsonCompletions(
  document: SpecDocument,
  offset: number,
  part: JsonPart = { start: 0, end: document.source.text.length, path: [] },
): readonly Completion[] {
  const text = document.source.text.slice(part.start, part.end);
  const at = offset - part.start;
  if (isInComment(text, at) || isTooDeep(text)) return [];
  const location = getLocation(text, at);
  const path = [...part.path, ...location.path];
  const local = rangeAt(text, at, location.isAtPropertyKey);
  const range = { start: local.start + part.start, end: local.end + part.start };
  if (location.isAtPropertyKey) return keyCompletions(text, location.path, path.slice(0, -1), local, range);
  return valueCompletions(document, path, range, offset);
}

/** The string, number or word at the cursor. A name that begins there is another field; a value is the one to replace. */
function rangeAt(text: string, at: number, isKey: boolean): TextRange {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  for (const match of text.slice(line).matchAll(/"(?:[^"\\\n]|\\.)*"?/gu)) {
    const start = line + match.index;
    if (isKey ? start >= at : start > at) break;
    const end = start + match[0].length;
    const isClosed = match[0].length > 1 && match[0].endsWith('"');
    // A string that is never closed goes no further than the cursor: what follows is other text.
    if (!isClosed) return { start, end: at };
    if (at <= end) return { start, end };
  }
  const before = /[\w$.+-]*$/u.exec(text.slice(line, at))?.[0].length ?? 0;
  const after = /^[\w$.+-]*/u.exec(text.slice(at))?.[0].length ?? 0;
  return { start: at - before, end: at + after };
}

function isInComment(text: string, at: number): boolean {
  const tokens = /"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/gu;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (index >= at) return false;
    const end = index + token.length;
    const isOpen = token.startsWith('//') || (token.startsWith('/*') && !token.endsWith('*/'));
    if (token.startsWith('/') && (at < end || (at === end && isOpen))) return true;
  }
  return false;
}

/** Nothing in a spec is; jsonc-parser would go down with every bracket. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|[[\]{}]/gu)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > deepestNesting) return true;
  }
  return false;
}

function keyCompletions(
  text: string,
  location: readonly PathStep[],
  parent: readonly PathStep[],
  local: TextRange,
  range: TextRange,
): readonly Completion[] {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const object = tree === undefined ? undefined : findNodeAtLocation(tree, location.slice(0, -1));
  const present = new Set(keysOf(object, local));
  const hasColon = /^\s*:/u.test(text.slice(local.end));
  return fieldNames(parent).flatMap((name) => {
    if (present.has(name)) return [];
    const field = fieldAt([...parent, name]);
    const key = JSON.stringify(name);
    const base = { label: name, kind: 'field' as const, detail: field?.type, ...documentationOf(field) };
    return hasColon
      ? [{ ...base, edit: { ...range, text: key } }]
      : [{ ...base, edit: { ...range, text: `${key}: ` } }];
  });
}

function documentationOf(field: ReturnType<typeof fieldAt>): { readonly documentation?: string } {
  return field === undefined ? {} : { documentation: fieldMarkdown(field) };
}

/** Keys of an object, but for the one that is being written. */
function keysOf(object: Node | undefined, local: TextRange): readonly string[] {
  return (object?.children ?? []).flatMap(({ children }) => {
    const key = children?.[0];
    if (key === undefined || (key.offset >= local.start && key.offset <= local.end)) return [];
    return [String(key.value)];
  });
}

function valueCompletions(
  { blocks }: SpecDocument,
  path: readonly PathStep[],
  range: TextRange,
  offset: number,
): readonly Completion[] {
  const before = positionOf(blocks, offset);
  if (isBlock(path)) {
    const [second = 'b1', first = 'b0'] = inputOffers(blocks, before).map(({ id }) => id);
    const [kind = 'bottleneck'] = kindsOf(blocks);
    const edges = path.length === 2 ? `, "inputs": ["\${4:${first}}", "\${5:${second}}"]` : '';
    const snippet = `{ "id": "\${1:${nextId(blocks)}}", "level": \${2:4}, "kind": "\${3:${kind}}"${edges} }`;
    return [
      { label: 'block', kind: 'snippet', detail: 'a new block', edit: { ...range, text: plain(snippet) }, snippet },
    ];
  }
  return valueOffers(path, blocks, before).map(({ value, kind, detail }) => {
    const text = JSON.stringify(value);
    return { label: typeof value === 'string' ? value : text, kind, detail, edit: { ...range, text } };
  });
}

/** A snippet with what it proposes. */
export function plain(snippet: string): string {
  return snippet.replace(/\$\{\d+:([^}]*)\}/gu, '$1');
}
