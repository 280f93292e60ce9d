/**
 * JSON as specs have it, with comments and trailing commas: a scanner for colours, and indentation by the depth of brackets.
 * (CodeMirror's own JSON knows no comments.)
 */
import { StreamLanguage, type StringStream } from '@codemirror/language';

interface State {
  depth: number;
  inComment: boolean;
}

function token(stream: StringStream, state: State): string | null {
  if (state.inComment || stream.match('/*')) {
    state.inComment = !stream.match(/^.*?\*\//);
    if (state.inComment) stream.skipToEnd();
    return 'comment';
  }
  if (stream.eatSpace()) return null;
  if (stream.match(/^\/\/.*/)) return 'comment';
  if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return stream.match(/^\s*:/, false) ? 'propertyName' : 'string';
  if (stream.match(/^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/i)) return 'number';
  if (stream.match(/^(?:true|false|null)\b/)) return 'bool';
  const character = stream.next();
  if (character === '{' || character === '[') state.depth += 1;
  if (character === '}' || character === ']') state.depth -= 1;
  return character === undefined || !'{}[]:,'.includes(character) ? null : 'punctuation';
}

export const jsoncLanguage = StreamLanguage.define<State>({
  name: 'jsonc',
  startState: () => ({ depth: 0, inComment: false }),
  copyState: (state) => ({ ...state }),
  token,
  indent: ({ depth }, after, { unit }) => unit * Math.max(0, depth - (/^\s*[}\]]/.test(after) ? 1 : 0)),
  languageData: {
    commentTokens: { line: '//', block: { open: '/*', close: '*/' } },
    closeBrackets: { brackets: ['[', '{', '"'] },
    indentOnInput: /^\s*[}\]]$/,
  },
});
