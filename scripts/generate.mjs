/**
 * Rewrites `generated/`: what the compiler makes of every built-in spec, as text. Committed, so that a reader can open it
 * and a change to the compiler shows as a diff. Run by `npm run generate`, after setup has built the compiler.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyze } from '../dist/compiler/analysis/analyze.js';
import { reportMarkdown } from '../dist/compiler/analysis/report/markdown.js';
import { emitTfjs } from '../dist/compiler/emit/tfjs/emit.js';
import { onnxMetadata } from '../dist/compiler/compile.js';
import { buildOnnxModel } from '../dist/compiler/emit/onnx/build.js';
import { onnxText } from '../dist/compiler/emit/onnx/text.js';
import { printGraph } from '../dist/compiler/ir/print.js';
import { networkPicture } from '../dist/compiler/picture/network-picture.js';
import { buildGraph, understand } from '../dist/compiler/pipeline.js';
import { builtinNames, builtinSource } from '../dist/compiler/resolve/builtins.js';
import { specHash } from '../dist/compiler/resolve/hash.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'generated');
const files = new Map();

for (const name of builtinNames) {
  const spec = understand(builtinSource(name)).value;
  const { graph } = buildGraph(spec).value;
  const hash = specHash(spec);
  files.set(`${name}.ts`, await emitTfjs(graph, { specHash: hash, dialect: spec.dialect }));
  files.set(`${name}.onnx.txt`, onnxText(buildOnnxModel(graph, { specHash: hash, metadata: onnxMetadata(spec) })));
  files.set(
    `${name}.report.md`,
    reportMarkdown(analyze(spec, spec.head.kind === 'none' ? { head: 'retinanet' } : {}), 'block'),
  );
}
// With heads: one whose weights are shared by the levels, its graph before and after -O1, and one that ends in detections.
await withHead('spinenet-49-retinanet', 'retinanet', {});
await withHead('spinenet-49-mask-rcnn', 'mask-rcnn', { detections: true });
const detector = understand(builtinSource('spinenet-49'), { head: 'retinanet' }).value;
files.set('spinenet-49-retinanet.ir.txt', printGraph(buildGraph(detector).value.graph));
files.set('spinenet-49-retinanet.lowered.ir.txt', printGraph(buildGraph(detector, { level: 'O0' }).value.graph));

async function withHead(name, head, options) {
  const spec = understand(builtinSource('spinenet-49'), { head }).value;
  const { graph } = buildGraph(spec, options).value;
  const facts = { specHash: specHash(spec) };
  files.set(`${name}.ts`, await emitTfjs(graph, { ...facts, dialect: spec.dialect }));
  files.set(`${name}.onnx.txt`, onnxText(buildOnnxModel(graph, { ...facts, metadata: onnxMetadata(spec) })));
}

writeIfChanged(join(root, 'docs', 'spec.md'), fieldReference());

// Pictures that the documents show: also goldens of test/picture.
for (const name of ['spinenet-49', 'r0-sp53', 'spinenet-mobile-49', 'resnet-50-fpn']) {
  const spec = understand(builtinSource(name)).value;
  writeIfChanged(join(root, 'docs', 'pictures', `${name}.svg`), networkPicture(spec, analyze(spec)));
}

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!files.has(name) && name !== 'README.md') rmSync(join(folder, name));
let changed = 0;
for (const [name, text] of files) if (writeIfChanged(join(folder, name), text)) changed++;
console.log(`${files.size} files, ${changed} changed`);

function writeIfChanged(path, text) {
  try {
    if (readFileSync(path, 'utf8') === text) return false;
  } catch {
    // a new file
  }
  writeFileSync(path, text);
  return true;
}

/** Every field of a spec, from the schema that editors complete from. */
function fieldReference() {
  const schema = JSON.parse(readFileSync(join(root, 'compiler', 'schema', 'spec.schema.json'), 'utf8'));
  const rows = [];
  const deref = (node) => {
    const { $ref, ...own } = node;
    return $ref === undefined ? node : { ...deref(schema.$defs[$ref.replace('#/$defs/', '')]), ...own };
  };
  const inline = (value) => `\`${JSON.stringify(value)}\``;
  const typeOf = (node) => {
    if (node.enum) return node.enum.map((value) => `\`${String(value)}\``).join(' ');
    if (node.const !== undefined) return inline(node.const);
    if (node.anyOf) return node.anyOf.map((option) => typeOf(deref(option))).join(', or ');
    if (node.type === 'array') return `list of ${typeOf(deref(node.items ?? {}))}`;
    return [node.type].flat().filter(Boolean).join(' or ') || 'anything';
  };
  const example = (node) =>
    node.examples?.length > 0 && JSON.stringify(node.examples[0]).length < 60 ? inline(node.examples[0]) : '';
  const visit = (raw, path) => {
    const node = deref(raw);
    if (path !== '')
      rows.push(
        `| \`${path}\` | ${typeOf(node)} | ${node.default === undefined ? '' : inline(node.default)} | ${(node.description ?? '').replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')} | ${example(node)} |`,
      );
    for (const [key, child] of Object.entries(node.properties ?? {}))
      visit(child, path === '' ? key : `${path}.${key}`);
    if (node.type === 'array' && node.items && typeof node.items === 'object') {
      const item = deref(node.items);
      for (const [key, child] of Object.entries(item.properties ?? {})) visit(child, `${path}[].${key}`);
    }
  };
  visit(schema, '');
  return `# Fields of a spec

Made from [\`spec.schema.json\`](../compiler/schema/spec.schema.json) by \`npm run generate\`. With \`"$schema"\` in a file, editors
complete and explain the same. A field that is left out comes from \`extends\`, from the dialect, or from its default;
\`spinec check SPEC --print-resolved\` prints what a spec means with nothing left out.

| field | type | default | meaning | example |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}
