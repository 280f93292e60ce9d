import { describe, expect, it } from 'vitest';
import { diagnostic, type Diagnostic, type SourceFile } from '../../compiler/diagnostics/diagnostic.ts';
import { countsOf, renderGithub, renderJson, renderSarif, renderText } from '../../compiler/diagnostics/render.ts';
import { parse } from '../../compiler/syntax/parse.ts';

const broken = `{
  "name": "net", "name": "other",
	"scale": { "filters": .5, "repeats": [1, 2 },
  "blocks": [
    { "id": "日本", "level": 3 "kind": "残差" }
  ]
}
`;
const brokenSpine = `net : spinenet, 640x640
b2  : L2 botleneck <- b0 b1
b12 : L4 bottleneck <- b5 b10 => P5
`;

const parsed = [
  ...parse(broken, { name: 'specs/net.json' }).diagnostics,
  ...parse(brokenSpine, { name: 'specs/net.spine' }).diagnostics,
];

/** The text \`mark\` in a source, wherever it first stands. */
function marked(source: SourceFile, mark: string, details: Partial<Diagnostic> = {}): Diagnostic {
  const start = source.text.indexOf(mark);
  return diagnostic('SPN1010', 'marked', { ...details, span: { source, start, end: start + mark.length } });
}

/** The frame's marked line and carets, without gutters. */
function carets(text: string, mark: string, width = 120): readonly string[] {
  const lines = renderText([marked({ name: 'x', text }, mark)], { width, summary: false }).split('\n');
  const at = lines.findIndex((line) => line.trimStart().startsWith('>'));
  return lines.slice(at, at + 2).map((line) => line.replace(/^[ >\d]*\| ?/u, ''));
}

describe('text', () => {
  it('is what people see', async () => {
    await expect(renderText(parsed)).toMatchFileSnapshot('golden/text.txt');
  });

  it('is coloured only when asked', async () => {
    const colored = renderText(parsed.slice(0, 2), { color: true });
    await expect(colored).toMatchFileSnapshot('golden/text-color.txt');
    expect(colored.replace(/\u001b\[\d+m/gu, '')).toBe(renderText(parsed.slice(0, 2)));
  });

  it('names the path of what has no place in a text', () => {
    const text = renderText([
      diagnostic('SPN1080', 'no', { path: 'blocks[3]', suggestion: 'drop it', notes: [{ message: 'so' }] }),
    ]);
    expect(text).toBe(`✘ [ERROR] no [SPN1080 builder-value]

  blocks[3]:

  Suggestion: drop it

  Note: so

1 error
`);
  });

  it('says nothing when there is nothing to say', () => {
    expect(renderText([])).toBe('');
  });

  it('counts', () => {
    const warning = { ...parsed[0]!, severity: 'warning' as const };
    const note = { ...parsed[0]!, severity: 'note' as const };
    expect(countsOf([parsed[0]!, warning, parsed[1]!])).toBe('2 errors, 1 warning');
    expect(countsOf([note, note])).toBe('2 notes');
    expect(countsOf([])).toBe('no errors');
  });

  it('puts carets below wide characters, tabs and combining marks', () => {
    expect(carets('日本 x', 'x')).toEqual(['日本 x', '     ^']);
    expect(carets('x 日本 y', '日本')).toEqual(['x 日本 y', '  ^^^^']);
    expect(carets('\t\tx', 'x')).toEqual(['    x', '    ^']);
    expect(carets('e\u0301e\u0301 x', 'x')).toEqual(['e\u0301e\u0301 x', '   ^']);
    expect(carets('😀 x', 'x')).toEqual(['😀 x', '   ^']);
    expect(carets('ab', 'ab')).toEqual(['ab', '^^']);
  });

  it('shows what a terminal would act on as a replacement character', () => {
    expect(carets('a\u001b[31m\u202eb x', 'x')).toEqual(['a�[31m�b x', '         ^']);
    const hostile = diagnostic('SPN1010', 'x\u001b[2J\ny', { path: '\u009b' });
    expect(renderText([hostile])).toContain('x�[2J y');
    expect(renderText([hostile])).toContain('  �:');
  });

  it('cuts long lines around the carets', () => {
    const long = `${'a'.repeat(300)}HERE${'b'.repeat(300)}`;
    expect(carets(long, 'HERE', 54)).toEqual([`…${'a'.repeat(19)}HERE${'b'.repeat(16)}…`, `${' '.repeat(20)}^^^^`]);
    expect(carets(`HERE${'b'.repeat(300)}`, 'HERE', 54)).toEqual([`HERE${'b'.repeat(36)}…`, '^^^^']);
    expect(carets('x'.repeat(300), 'x'.repeat(300), 54)[1]).toBe('^'.repeat(41));
    const megabytes = `${'日'.repeat(1_000_000)}HERE${'b'.repeat(1_000_000)}`;
    expect(carets(megabytes, 'HERE', 54)[0]).toMatch(/^…日+HEREb+…$/u);
  });

  it('marks the first line of a span over several', () => {
    expect(carets('{\n "a": [\n1]\n}', '[\n1]')).toEqual([' "a": [', '      ^']);
  });

  it('draws a frame at the end of a text and in an empty one', () => {
    expect(renderText(parse('', { name: 'x' }).diagnostics)).toContain('  x:1:1:\n    > 1 |\n        | ^\n');
    expect(renderText(parse('[1\r\n', { name: 'x.json' }).diagnostics)).toContain('x.json:2:1:');
  });
});

describe('for machines', () => {
  it('JSON has always the same fields', async () => {
    await expect(renderJson(parsed)).toMatchFileSnapshot('golden/diagnostics.json');
    const bare = JSON.parse(renderJson([diagnostic('SPN1080', 'no', { path: 'a' })])) as unknown;
    expect(bare).toEqual([
      {
        code: 'SPN1080', id: 'builder-value', severity: 'error', message: 'no', file: null, line: null, column: null,
        endLine: null, endColumn: null, path: 'a', notes: [], suggestion: null, fix: null,
      },
    ]); // prettier-ignore
    expect(renderJson([])).toBe('[]\n');
  });

  it('GitHub gets annotations', async () => {
    await expect(renderGithub(parsed)).toMatchFileSnapshot('golden/github.txt');
  });

  it('GitHub commands can not be forged', () => {
    const source = { name: 'a,b:c%.json', text: 'x' };
    const span = { source, start: 0, end: 1 };
    const forged = diagnostic('SPN1010', '100%\n::error::forged\r', { span, suggestion: 'a,b' });
    expect(renderGithub([forged])).toBe(
      '::error file=a%2Cb%3Ac%25.json,line=1,endLine=1,col=1,endColumn=1,title=SPN1010 json-syntax::100%25%0A::error::forged%0D%0Aa,b\n',
    );
  });

  it('SARIF names rules, places, notes and fixes', async () => {
    await expect(await renderSarif(parsed, { version: '1.2.3' })).toMatchFileSnapshot('golden/diagnostics.sarif');
    const log = JSON.parse(await renderSarif(parsed)) as {
      runs: {
        tool: { driver: { rules: { id: string; help: { text: string } }[] } };
        results: { ruleId: string; ruleIndex: number }[];
      }[];
    };
    const [run] = log.runs;
    for (const { ruleId, ruleIndex } of run!.results) expect(run!.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    for (const { help } of run!.tool.driver.rules) expect(help.text.length).toBeGreaterThan(50);
  });

  it('SARIF spells file names as URIs', async () => {
    const uriOf = async (name: string): Promise<unknown> => {
      const text = await renderSarif([
        diagnostic('SPN1010', 'x', { span: { source: { name, text: '' }, start: 0, end: 0 } }),
      ]);
      return /"uri": "(.*)"/u.exec(text)?.[1];
    };
    expect(await uriOf('specs/a b#1.json')).toBe('specs/a%20b%231.json');
    expect(await uriOf('<stdin>')).toBe('%3Cstdin%3E');
    expect(await uriOf('builtin:spinenet-49')).toBe('builtin:spinenet-49');
    expect(await uriOf('C:\\specs\\net.json')).toBe('file:///C:/specs/net.json');
    expect(await uriOf('日\ud800.json')).toBe('%E6%97%A5%EF%BF%BD.json');
  });
});
