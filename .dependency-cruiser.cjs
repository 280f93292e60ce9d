/** Folders import only leftwards of themselves; `npx depcruise compiler runtime` holds the house to it. */
const order = [
  ['diagnostics'],
  ['syntax'],
  ['schema'],
  ['resolve'],
  ['check'],
  ['ir', 'ops'],
  ['lower'],
  ['passes'],
  ['quantize'],
  ['analysis', 'emit'],
  ['picture'],
  ['diff'],
  ['page'],
  ['language'],
  ['cli'],
];

const leftwards = order.slice(0, -1).map((folders, index) => ({
  name: `${folders.join('-')}-imports-leftwards`,
  comment:
    'diagnostics ← syntax ← schema ← resolve ← check ← ir/ops ← lower ← passes ← quantize ← analysis/emit ← picture ← diff ← page ← language ← cli',
  severity: 'error',
  from: { path: `^compiler/(${folders.join('|')})/` },
  to: {
    path: `^compiler/(${order
      .slice(index + 1)
      .flat()
      .join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    ...leftwards,
    {
      name: 'the-page-is-on-top',
      comment: 'The playground uses the library; nothing that is shipped as code uses the playground.',
      severity: 'error',
      from: { path: '^(compiler|runtime)/' },
      to: { path: '^docs/' },
    },
    {
      name: 'one-target-does-not-know-another',
      severity: 'error',
      from: { path: '^compiler/emit/([^/]+)/' },
      to: { path: '^compiler/emit/[^/]+/', pathNot: '^compiler/emit/$1/' },
    },
    {
      name: 'ops-know-no-target',
      severity: 'error',
      from: { path: '^compiler/ops/' },
      to: { path: '^(compiler/emit|runtime)/' },
    },
    {
      name: 'compiler-does-not-run',
      comment: 'Only the command line joins the compiler with the runtime.',
      severity: 'error',
      from: { path: '^compiler/', pathNot: '^compiler/cli/' },
      to: { path: '^runtime/' },
    },
    {
      name: 'compiler-is-pure',
      comment: 'Outside the command line nothing touches files, processes or the console.',
      severity: 'error',
      from: { path: '^compiler/', pathNot: '^compiler/cli/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'runtime-knows-no-syntax',
      severity: 'error',
      from: { path: '^runtime/' },
      to: { path: '^compiler/(syntax|schema|check|lower|cli)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: '(\\.d\\.ts|cli/main\\.ts|page/library\\.ts|page/scripts/.*\\.ts|runtime/(node|browser)\\.ts)$',
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs'] },
  },
};
