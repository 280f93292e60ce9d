/**
 * Colours for `.spine` text: a line scanner, for there is no structure beyond lines (docs/spine.md). What it takes for a
 * keyword comes from the language's own lists.
 */
import { StreamLanguage, type StringStream } from '@codemirror/language';
import { blockKinds, keywords } from '../../../compiler/syntax/spine/vocabulary.ts';

interface State {
  /** Whether nothing but white space came before in this line. */
  first: boolean;
}

function token(stream: StringStream, state: State): string | null {
  if (stream.sol()) state.first = true;
  if (stream.eatSpace()) return null;
  const { first } = state;
  state.first = false;
  if (stream.match(/^#.*/)) return 'comment';
  if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return stream.match(/^\s*:/, false) ? 'propertyName' : 'string';
  if (stream.match(/^(?:<-|=>|\.\.|[:=,])/)) return 'operator';
  if (stream.match(/^[LP]\d+\b/)) return 'typeName';
  if (stream.match(/^-?\d+(?:x\d+|(?:\.\d+)?(?:e[-+]?\d+)?)\b/i)) return 'number';
  if (stream.match(/^[A-Za-z_$][\w$.-]*/)) {
    const word = stream.current();
    if (stream.match(/^\s*=(?!>)/, false)) return first ? 'keyword' : 'propertyName';
    if (first && keywords.includes(word.split('.')[0]!)) return 'keyword';
    if (word === 'extends') return 'keyword';
    if (blockKinds.includes(word)) return 'atom';
    return /^(?:true|false|null)$/.test(word) ? 'bool' : 'variableName';
  }
  stream.next();
  return null;
}

export const spineLanguage = StreamLanguage.define<State>({
  name: 'spine',
  startState: () => ({ first: true }),
  token,
  languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['[', '{', '"'] } },
});
