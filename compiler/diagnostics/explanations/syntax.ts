/** Of the codes in `codes/syntax.ts`: why each is a problem, an example, and how to mend it. */
import type { ExplanationEntry } from './explanation-entry.ts';
import type { syntaxCodes } from '../codes/syntax.ts';

export const syntaxExplanations: Readonly<Record<keyof typeof syntaxCodes, ExplanationEntry>> = {
  SPN1001: {
    title: 'The spec is larger than 4 MB',
    text: `A spec may be 4 MB (4,000,000 bytes of UTF-8) at most. SpineNet-49 is about 2 kB; a text of megabytes
is nearly always the wrong file.

Example: \`spinec check weights.safetensors\` instead of \`spinec check net.json\`.

Pass the spec. If it is one, take out what a program added to it (comments count too).`,
  },

  SPN1002: {
    title: 'Brackets are nested more than 64 deep',
    text: `No field of a spec lies deeper than six brackets; 64 is the limit, so that a hostile file can't exhaust the
stack of this or of a later tool.

Example: \`[[[[[[[[…]]]]]]]]\` with 65 opening brackets.

Take out the superfluous brackets. A run of \`[\` is often a loop of a generating program that forgot to close them.`,
  },

  SPN1003: {
    title: 'Reading stopped after 100 syntax errors',
    text: `After 100 syntax errors in one file the rest of it is not read: the errors that follow would be echoes.

Example: checking a picture, \`spinec check photo.jpg\`.

Mend the first errors and run again.`,
  },

  SPN1004: {
    title: 'The file holds no spec',
    text: `The text is empty, or has only blank lines and comments.

Example: an empty file, or a pipe whose left side failed: \`false | spinec check -\`.

The smallest spec extends a built-in one:

    { "extends": "spinenet-49" }`,
  },

  SPN1010: {
    title: 'Something else was expected at this place of the JSON text',
    text: `The text can't be read as JSON at this place. Comments (\`//\`, \`/* */\`) and trailing commas are allowed.

Example: a property without a value

    { "name": , "family": "spinenet" }
              ^ expected a value

Write what the message expects.`,
  },

  SPN1011: {
    title: 'A comma is missing between two members',
    text: `Members of \`{ }\` and items of \`[ ]\` are separated by commas.

Example:

    { "name": "net" "family": "spinenet" }
                   ^ a comma belongs here

Put the comma in.`,
  },

  SPN1012: {
    title: 'A bracket is never closed',
    text: `A \`{\` or \`[\` has no partner. The message points at the opening bracket, and a note at the place where
the reader gave up waiting.

Example: \`"inputs": ["b0", "b1" }\`

Close the bracket where its content ends.`,
  },

  SPN1013: {
    title: 'There is text after the end of the spec',
    text: `A JSON file holds one value. After it only blanks and comments may follow.

Example: two specs in one file, \`{ "name": "a" } { "name": "b" }\`

Put the second spec into its own file, or take out the brace that closed the first too early.`,
  },

  SPN1014: {
    title: 'A string is not closed on its line',
    text: `A string ends with \`"\` on the line where it begins. A line break inside a string is written \`\\n\`.

Example: \`"name": "spinenet-49,\`

Close the string.`,
  },

  SPN1015: {
    title: 'A backslash is followed by something JSON does not know',
    text: `JSON knows \`\\" \\\\ \\/ \\b \\f \\n \\r \\t\` and \`\\u\` with four hexadecimal digits.

Example: a Windows path, \`"extends": "specs\\net.json"\`, whose \`\\n\` is a line break and whose \`\\s\` would be an error.

Write \`\\\\\` for a backslash. In paths, use \`/\`: it works everywhere.`,
  },

  SPN1016: {
    title: 'A string holds a raw control character',
    text: `Characters below U+0020 must be escaped in JSON strings. They are invisible, and terminals act on them.

Example: a tab typed inside \`"name": "a	b"\`

Write \`\\t\` for a tab, \`\\u001b\` for an escape character, or take it out.`,
  },

  SPN1017: {
    title: 'A block comment is not closed',
    text: `A comment that begins with \`/*\` ends with \`*/\`. All that follows would be taken for a comment.

Example: \`/* the stem\`

Close the comment, or use \`//\`, which ends with the line.`,
  },

  SPN1018: {
    title: 'This is not a number as JSON writes them',
    text: `Numbers are decimal: \`12\`, \`-3\`, \`0.5\`, \`1e-3\`. There are no \`NaN\`, \`Infinity\`, hexadecimal numbers, leading
zeros, leading \`+\`, digit separators, or a point without digits on both sides.

Example: \`"epsilon": .001\` (write \`0.001\`), \`"filters": 0x40\` (write \`64\`)`,
  },

  SPN1019: {
    title: 'The number does not fit into a double',
    text: `Numbers are held as IEEE 754 doubles. This one would become infinite, become zero, or (a whole number beyond
±9007199254740991) silently change.

Example: \`"filters": 1e309\`

Use a number that a network could have.`,
  },

  SPN1020: {
    title: 'Text needs double quotes',
    text: `In JSON, property names and text stand in double quotes; the only bare words are \`true\`, \`false\` and \`null\`.

Example: \`{ name: 'net' }\` is JavaScript; JSON is \`{ "name": "net" }\`

The \`.spine\` form needs fewer quotes: \`spinec fmt --to spine\`.`,
  },

  SPN1021: {
    title: 'The same field is given twice',
    text: `JSON readers disagree about which of two equal keys counts, so spinec refuses to choose.

Example: \`{ "dialect": "tpu", "dialect": "torch" }\`, or in a \`.spine\` file two lines \`scale filters=1\` and \`scale filters=2\`.

Keep one of them. (To change a field of another spec, use \`extends\`: a file's own fields win.)`,
  },

  SPN1030: {
    title: 'No statement of the .spine language begins so',
    text: `A line of a \`.spine\` file begins with a word that says what it is (\`scale\`, \`stem\`, \`head\`, \`set\` …), or it is a
block: \`b12 : L4 bottleneck <- b5 b10\`.

Example: \`sclae filters=2\` (did you mean \`scale\`?)

All statements are in docs/spine.md. A field without a statement of its own is written \`set path = value\`.`,
  },

  SPN1031: {
    title: 'Something else was expected at this place of the line',
    text: `The line can't be read as the statement it begins as. It is skipped, and reading goes on with the next line.

Example:

    b12 : bottleneck <- b5 b10
          ^ expected a level such as \`L4\`

docs/spine.md has the whole grammar. \`spinec fmt --to spine\` shows how a JSON spec is written.`,
  },

  SPN1032: {
    title: 'A block is marked as the output of another level',
    text: `\`=> P4\` says that the block is the network's output of level 4; only a block of level 4 can be.

Example: \`b12 : L4 bottleneck <- b5 b10 => P5\`

Write \`=> P4\`, or change the block's level to \`L5\`.`,
  },

  SPN1033: {
    title: 'The word after the level is no block kind',
    text: `The block kinds are \`bottleneck\`, \`residual\` and \`mbconv\`.

Example: \`b12 : L4 botleneck <- b5 b10\`

Write one of the three.`,
  },

  SPN1034: {
    title: 'Two statements treat one field as different things',
    text: `A field is a value, a list or an object; one statement used it as one of them and another as another.

Example: \`set scale = 2\` and later \`scale filters=1\`

Keep one of the two. For SpineNet's width use \`scale filters=2\`.`,
  },

  SPN1035: {
    title: 'A list of entries and other statements are mixed',
    text: `\`entry [4, "bottleneck", [5, 10], true]\` lines write the published exchange form, which is a plain list. It has no
name, no scale and no other field, so other statements can't stand beside it.

Example: a file with \`scale filters=2\` and \`entry …\` lines

Write the entries as blocks: \`b12 : L4 bottleneck <- 5 10 => P4\`.`,
  },

  SPN1036: {
    title: 'The path leads to nothing',
    text: `A statement names an item of a list that does not exist (yet), or ends something that was never begun. Statements
are read from top to bottom.

Example: \`set blocks[20].filters = 64\` in a file of 15 blocks

Name an existing item, and put the statement below it.`,
  },

  SPN1080: {
    title: 'The TypeScript builder was given something that JSON can not hold',
    text: `\`defineSpec\` takes what JSON can hold: strings, finite numbers, booleans, null, arrays and plain objects.

Example: \`defineSpec({ name: 'net', scale: { filters: Number('wide') } })\` (the number is NaN)

The message names the path of the value.`,
  },

  SPN1090: {
    title: 'A --log-override can not be understood',
    text: `\`--log-override\` takes \`<id or code>=<level>\`; the level is \`error\`, \`warning\`, \`note\` or \`off\`.

Example: \`--log-override missing-coma=warning\` (did you mean \`missing-comma\`?)

\`spinec explain <id>\` tells whether an id exists.`,
  },

  SPN1091: {
    title: 'An error can not be silenced',
    text: `Warnings and notes can be given any level. Errors stay errors: what follows an error has no meaning that could be
relied on.

Example: \`--log-override duplicate-key=off\`

Mend what the error is about.`,
  },
};
