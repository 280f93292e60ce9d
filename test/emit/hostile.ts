/** Names that try to become code where they should stay text. */
export const hostile = [
  'a"; process.exit()//',
  "a'; process.exit()//",
  '`${process.exit()}`',
  '*/ process.exit() /*',
  '\n process.exit()',
  '\u2028process.exit()',
  '\u202eno\u2066',
  'раypal',
  '__proto__',
  'constructor',
  '',
  '</script>',
  '\\',
  "\\'",
  '\0',
  '\ud800',
  '@ts-nocheck', // as the name of a network: nothing here is left unchecked
  '/ <reference path="x"/>',
];
