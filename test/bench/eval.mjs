/**
 * How fast detections are evaluated, beside pycocotools on the same files. The sides alternate, each run in a process of its
 * own; reading the files and evaluating (matching, accumulating, summing up) are timed apart.
 *
 *   node test/bench/eval.mjs [--rounds 5] [--images 5000] [--detections 100] [--iou bbox|segm] [--json file]
 *
 * With `SPINEC_BENCH_PYTHON=/path/to/python` that has pycocotools the other side runs, too, and the figures are compared.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    images: { type: 'string', default: '5000' },
    detections: { type: 'string', default: '100' },
    iou: { type: 'string', default: 'bbox' },
    json: { type: 'string' },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'spinec-bench-'));
const [annotationFile, resultFile] = [join(scratch, 'annotations.json'), join(scratch, 'results.json')];

const generator = xoroshiro128plus(7);
const random = () => (generator.next() >>> 0) / 2 ** 32;
const whole = (limit) => Math.floor(random() * limit);
const round = (value) => Math.round(value * 100) / 100;

/** As COCO's val2017: 80 categories, 7.3 objects a picture, 1 % of them crowds; boxes of all three size classes. */
function writeData() {
  const images = Array.from({ length: Number(values.images) }, (_, i) => ({ id: 3 * i + 1, width: 640, height: 480 }));
  const categories = Array.from({ length: 80 }, (_, i) => ({ id: i + 1, name: `category ${i + 1}` }));
  const annotations = [];
  const results = [];
  const box = () => {
    const [w, h] = [4 * 2 ** (6.5 * random()), 4 * 2 ** (6 * random())];
    return [random() * (640 - w), random() * (480 - h), w, h].map(round);
  };
  const category = () => 1 + Math.floor(80 * random() ** 2);
  for (const { id } of images) {
    const own = Array.from({ length: 1 + whole(14) }, () => {
      const bbox = box();
      return {
        image_id: id,
        category_id: category(),
        iscrowd: random() < 0.01 ? 1 : 0,
        bbox,
        area: round(bbox[2] * bbox[3] * 0.7),
      };
    });
    annotations.push(...own);
    for (let d = 0; d < Number(values.detections); d++) {
      const near = own[whole(own.length)];
      const bbox = d % 3 > 0 ? box() : near.bbox.map((side) => round(Math.max(1, side + 8 * (random() - 0.5))));
      const category_id = d % 3 > 0 ? category() : near.category_id;
      results.push({ image_id: id, category_id, bbox, score: Math.round(1e4 * random() ** 3) / 1e4 });
    }
  }
  if (values.iou === 'segm')
    for (const row of [...annotations, ...results]) {
      const [x, y, w, h] = row.bbox;
      row.segmentation = [[x, y + h / 2, x + w / 4, y, x + w, y, x + w, y + h, x + w / 2, y + (3 * h) / 4].map(round)];
    }
  annotations.forEach((row, i) => (row.id = i + 1));
  writeFileSync(annotationFile, JSON.stringify({ images, categories, annotations }));
  writeFileSync(resultFile, JSON.stringify(results));
  return { annotations: annotations.length, detections: results.length };
}

const ours = `
import { readFileSync } from 'node:fs';
import { evaluateDetections, readAnnotations, readResults } from ${JSON.stringify(join(root, 'dist/runtime/node.js'))};
const start = performance.now();
const annotations = readAnnotations(readFileSync(${JSON.stringify(annotationFile)}));
const results = readResults(readFileSync(${JSON.stringify(resultFile)}), annotations);
const read = performance.now();
const { figures } = evaluateDetections(annotations, results, { iouType: ${JSON.stringify(values.iou)} });
const end = performance.now();
console.log(JSON.stringify({ read: (read - start) / 1000, evaluate: (end - read) / 1000, megabytes: process.resourceUsage().maxRSS / 1024, figures: Object.fromEntries(Object.entries(figures)) }));
`;
const theirs = `
import contextlib, io, json, resource, time
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
with contextlib.redirect_stdout(io.StringIO()):
    start = time.perf_counter()
    annotations = COCO(${JSON.stringify(annotationFile)})
    results = annotations.loadRes(${JSON.stringify(resultFile)})
    read = time.perf_counter()
    evaluation = COCOeval(annotations, results, ${JSON.stringify(values.iou)})
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    end = time.perf_counter()
names = ['AP', 'AP50', 'AP75', 'APs', 'APm', 'APl', 'AR1', 'AR10', 'AR100', 'ARs', 'ARm', 'ARl']
print(json.dumps({'read': read - start, 'evaluate': end - read, 'megabytes': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 'figures': dict(zip(names, map(float, evaluation.stats)))}))
`;

const python = process.env.SPINEC_BENCH_PYTHON;
const sides = [
  { name: 'spinec', command: [process.execPath, '--input-type=module', '-e', ours], runs: [] },
  ...(python === undefined ? [] : [{ name: 'pycocotools', command: [python, '-c', theirs], runs: [] }]),
];
const size = writeData();
try {
  for (let turn = 0; turn < Number(values.rounds); turn++)
    for (const { name, command, runs } of sides) {
      const [program, ...args] = command;
      const result = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
      if (result.status !== 0) throw new Error(`${name}: exit ${result.status}`);
      runs.push(JSON.parse(result.stdout));
    }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
console.log(`${values.images} pictures, ${size.annotations} annotations, ${size.detections} detections, ${values.iou}`);
const rows = sides.map(({ name, runs }) => {
  const seconds = (step) => runs.map((run) => run[step]);
  return {
    name,
    ...{ readMedian: median(seconds('read')), readMinimum: Math.min(...seconds('read')) },
    ...{ evaluateMedian: median(seconds('evaluate')), evaluateMinimum: Math.min(...seconds('evaluate')) },
    megabytes: Math.round(Math.max(...seconds('megabytes'))),
    figures: runs[0].figures,
  };
});
for (const row of rows)
  console.log(
    `${row.name.padEnd(12)} evaluate ${row.evaluateMedian.toFixed(3)} s median, ${row.evaluateMinimum.toFixed(3)} s min; ` +
      `read ${row.readMedian.toFixed(3)} s median, ${row.readMinimum.toFixed(3)} s min; ${row.megabytes} MB`,
  );
const [own, other] = rows;
if (other !== undefined) {
  const worst = Math.max(...Object.entries(other.figures).map(([name, value]) => Math.abs(value - own.figures[name])));
  console.log(
    `${(other.evaluateMedian / own.evaluateMedian).toFixed(1)} times as fast; figures differ by ${worst} at most`,
  );
}
if (values.json !== undefined)
  writeFileSync(
    values.json,
    `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), cpu: cpus()[0].model, cores: cpus().length, node: process.version, rounds: Number(values.rounds), iou: values.iou, ...size, rows }, null, 2)}\n`,
  );
