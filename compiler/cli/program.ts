/**
 * The commands and their options. Each action is loaded when it is called, so that `check` does not pay for emitters.
 */
import { Argument, Command, Option } from '@commander-js/extra-typings';
import { breakdowns } from '../analysis/report/rows.ts';
import { nameDialects } from '../../runtime/weights/names/dialect-names.ts';
import { optimizationGoals, optimizationTargets, type OptimizationGoal } from '../passes/choice.ts';
import { calibrationMethods } from '../quantize/ranges.ts';
import { runtimeNames } from '../quantize/runtimes.ts';
import { compilerVersion } from '../version.ts';
import { diagnosticFormats } from './diagnostics.ts';
import {
  allowSoftwareOption,
  backendOption,
  batchOption,
  colorOption,
  costsOption,
  examples,
  imageOption,
  imagesOption,
  inputTensorOption,
  jsonOption,
  labelsOption,
  layoutOption,
  logOverrideOption,
  noColorOption,
  optimizeForOption,
  optimizeOption,
  parseAmountOption,
  parseChoices,
  parseCount,
  parseDecibels,
  parseFraction,
  parseMaxDetections,
  parseNames,
  parsePercent,
  parsePositive,
  parseRounds,
  parseThreads,
  quietOption,
  seedOption,
  tableFormatOption,
  weightsOption,
  withCommon,
  withSpec,
} from './options.ts';

export const flopsFormats = ['table', 'json', 'csv', 'md'] as const;

const specArgument = () => new Argument('<spec>', 'path, name of a built-in, or - for stdin');
const specsArgument = () => new Argument('<spec...>', 'paths, names of built-ins, or - for stdin');
const networkArgument = () => new Argument('<network>', 'a spec, a folder written by compile, or an .onnx file');
const taps = (value: string): string[] | 'all' => (value === 'all' ? 'all' : parseNames(value));

/** Options that every command has may also stand before it: `spinec --no-color check …`. */
export function globalsLast(argv: readonly string[]): string[] {
  const [node = '', main = '', ...words] = argv;
  const globals: string[] = [];
  for (;;) {
    const [first = '', second = ''] = words;
    const width = first === '--log-override' ? 2 : ['-q', '--quiet', '--color', '--no-color'].includes(first) ? 1 : 0;
    if (width === 0 && !first.startsWith('--log-override=')) break;
    globals.push(...(width === 2 ? [first, second] : [first]));
    words.splice(0, Math.max(1, width));
  }
  return [node, main, ...words, ...globals];
}

/** `finish` receives the exit code of the command that ran. */
export function createProgram(finish: (code: number) => void): Command {
  const program = new Command('spinec')
    .description(
      'Compiler for scale-permuted detection networks (SpineNet): checks a block spec, reports it, compiles and runs it.',
    )
    .version(compilerVersion, '-V, --version')
    .exitOverride()
    .showHelpAfterError('(add --help for usage and examples)');
  // Sub-commands inherit exitOverride and the error settings because they are made through this function.
  const command = (name: string, description: string) => program.command(name).description(description);

  const check = withCommon(
    withSpec(command('check', 'validate specs; every problem points into the file').addArgument(specsArgument()))
      .option('--print-resolved', 'print the spec with nothing left implicit, as JSON')
      .addOption(
        new Option('--format <format>', 'how to print messages').choices(diagnosticFormats).default('text' as const),
      )
      .option('--watch', 'check again whenever a file changes'),
  ).action(async (specs, options) => finish(await (await import('./commands/check.ts')).check(specs, options)));
  examples(
    check,
    'spinec check my-net.spine',
    'spinec check spinenet-49 --head retinanet --print-resolved',
    'cat net.json | spinec check - --format json',
  );

  const fmt = command('fmt', 'print the canonical form, comments kept')
    .addArgument(specsArgument())
    .addOption(new Option('--to <form>', 'convert').choices(['json', 'spine'] as const))
    .option('--check', 'change nothing; exit 1 when a file is not in canonical form')
    .option('--write', 'write files in place')
    .addOption(quietOption())
    .addOption(colorOption())
    .addOption(noColorOption())
    .addOption(logOverrideOption())
    .action(async (specs, options) => finish((await import('./commands/fmt.ts')).fmt(specs, options)));
  examples(
    fmt,
    'spinec fmt my-net.json --to spine > my-net.spine',
    'spinec fmt --check specs/*.json',
    'spinec fmt --write my-net.spine',
  );

  const compile = withCommon(
    withSpec(
      command('compile', 'compile a spec to static TypeScript (tfjs) and ONNX')
        .addArgument(specArgument())
        .requiredOption('-o, --output <dir>', 'folder for the files; - prints a single text target to stdout'),
    )
      .option('--target <list>', 'comma list of tfjs, onnx, ir', 'tfjs,onnx')
      .option('--batch <n>', 'fix the batch in the ONNX file, or N to leave it open', 'N')
      .addOption(optimizeOption())
      .addOption(optimizeForOption())
      .addOption(costsOption())
      .addOption(weightsOption())
      .addOption(
        new Option('--seed <n>', 'seeded initial weights, as the official code initialises (default 0)').argParser(
          parseCount,
        ),
      )
      .option('--no-params', 'write no weights at all (the ONNX file then refers to a data file that is not there)')
      .addOption(
        new Option('--dtype <type>', 'type of stored weights').choices(['f32', 'f16'] as const).default('f32' as const),
      )
      .addOption(layoutOption())
      .option('--detections', 'post-processing inside: boxes, scores and classes (and masks) come out')
      .option('--image-input', 'ONNX takes a uint8 picture [N,H,W,3]; normalisation is inside')
      .option(
        '--external-data',
        'ONNX weights in a file of their own (automatic above 1 GiB; above 128 MiB with -O2 for latency)',
      )
      .option('--no-external-data', 'ONNX weights in the model, as pages want them')
      .addOption(new Option('--tap <blocks>', 'extra outputs: b12,endpoint_3,… or all').argParser(taps))
      .option('--emit-after <pass>', 'stop after a pass and write the IR')
      .option('--dump <dir>', 'write the IR before and after every pass')
      .option('--time-passes', 'print what every pass did and how long it took')
      .option('--verify', 'run every target on a small input and compare with the reference')
      .option('--watch', 'compile again whenever the spec changes'),
  ).action(async (spec, options) =>
    finish(await (await import('./commands/compile.ts')).compileCommand(spec, options)),
  );
  examples(
    compile,
    'spinec compile spinenet-49 --head retinanet -o out --seed 1',
    'spinec compile spinenet-49 --head retinanet --detections --image-input -o out --seed 1',
    'spinec compile my-net.spine --target tfjs --weights w.safetensors -o out',
    'spinec compile spinenet-49 --target ir -O1 -o - | less',
  );

  const flops = withCommon(
    withSpec(
      command('flops', 'report resolution, params, macs/flops, memory and receptive field').addArgument(
        specsArgument(),
      ),
    )
      .addOption(new Option('--format <format>', 'how to print').choices(flopsFormats).default('table' as const))
      .addOption(new Option('--by <breakdown>', 'rows of the table').choices(breakdowns).default('block' as const))
      .addOption(new Option('--top <n>', 'only the n rows with the most macs').argParser(parseCount))
      .addOption(
        new Option('-O, --optimize <level>', 'level whose executed work is shown')
          .choices(['0', '1', '2'] as const)
          .default('1' as const),
      )
      .addOption(optimizeForOption())
      .addOption(costsOption())
      .addOption(
        new Option('--target <target>', 'what -O2 compiles for').choices(optimizationTargets).default('onnx' as const),
      )
      .option('--device <name|json>', 'add a roofline estimate (list: spinec targets)')
      .addOption(new Option('--max-macs <amount>', 'fail above this many multiply-adds').argParser(parseAmountOption))
      .addOption(
        new Option('--max-params <amount>', 'fail above this many trainable params').argParser(parseAmountOption),
      )
      .addOption(
        new Option('--max-peak-memory <amount>', 'fail above this many bytes of activations').argParser(
          parseAmountOption,
        ),
      ),
  ).action(async (specs, options) => finish((await import('./commands/flops.ts')).flops(specs, options)));
  examples(
    flops,
    'spinec flops spinenet-49 --head retinanet',
    'spinec flops spinenet-49s spinenet-49 spinenet-96 --by kind --format md',
    'spinec flops spinenet-49 --head retinanet -O2 --optimize-for memory --by level',
    'spinec flops my-net.spine --max-macs 20G --max-peak-memory 64MiB',
  );

  const run = withCommon(
    withSpec(
      command('run', 'run a network on pictures and print its outputs')
        .addArgument(networkArgument())
        .addOption(imageOption())
        .addOption(inputTensorOption()),
    )
      .addOption(backendOption())
      .addOption(weightsOption())
      .addOption(seedOption())
      .addOption(optimizeOption())
      .addOption(new Option('--tap <blocks>', 'extra outputs: b12,endpoint_3,… or all').argParser(taps))
      .option('--profile', 'print where the time goes')
      .option('--save-outputs <file>', 'write every output as safetensors')
      .addOption(allowSoftwareOption())
      .addOption(tableFormatOption()),
  ).action(async (network, options) => finish(await (await import('./commands/run.ts')).run(network, options)));
  examples(
    run,
    'spinec run spinenet-49 --image coffee.jpg --seed 1',
    'spinec run out --image a.jpg b.jpg --backend onnx-cpu --save-outputs features.safetensors',
    'spinec run spinenet-49 --image coffee.jpg --tap b12,b14 --profile',
  );

  const detect = withCommon(
    withSpec(
      command('detect', 'find things on pictures: boxes, masks, labels')
        .addArgument(networkArgument())
        .addOption(imageOption())
        .addOption(imagesOption())
        .addOption(inputTensorOption())
        .option('-o, --output <path>', 'annotated pictures: a folder, or a file for one picture')
        .addOption(jsonOption("results as COCO's results files have them"))
        .addOption(
          new Option(
            '--score-threshold <s>',
            'leave out what scores less (default 0.3 for the table and pictures, none for --json)',
          ).argParser(parseFraction),
        )
        .addOption(new Option('--max <n>', 'at most n detections a picture').argParser(parsePositive))
        .addOption(labelsOption())
        .addOption(batchOption()),
    )
      .addOption(backendOption())
      .addOption(weightsOption())
      .addOption(seedOption())
      .addOption(optimizeOption())
      .addOption(allowSoftwareOption())
      .addOption(tableFormatOption()),
  ).action(async (network, options) => finish(await (await import('./commands/detect.ts')).detect(network, options)));
  examples(
    detect,
    'spinec detect spinenet-49 --weights w.safetensors --image street.jpg -o street-boxes.jpg',
    'spinec detect out --images photos -o annotated --json results.json',
    'spinec detect retinanet.onnx --image a.jpg b.jpg --score-threshold 0.5 --labels names.txt',
  );

  const classify = withCommon(
    withSpec(
      command('classify', 'say what is on pictures')
        .addArgument(networkArgument())
        .addOption(imageOption())
        .addOption(imagesOption())
        .addOption(inputTensorOption())
        .addOption(new Option('--top <k>', 'classes a picture').argParser(parsePositive).default(5))
        .addOption(jsonOption('classes and probabilities as JSON'))
        .addOption(labelsOption())
        .addOption(batchOption()),
    )
      .addOption(backendOption())
      .addOption(weightsOption())
      .addOption(seedOption())
      .addOption(optimizeOption())
      .addOption(allowSoftwareOption())
      .addOption(tableFormatOption()),
  ).action(async (network, options) =>
    finish(await (await import('./commands/classify.ts')).classify(network, options)),
  );
  examples(
    classify,
    'spinec classify spinenet-49 --weights w.safetensors --image cat.jpg --labels imagenet.txt',
    'spinec classify out --images photos --top 1 --json classes.json',
  );

  const importing = withCommon(
    withSpec(
      command('import', 'read a published checkpoint into weights for a spec')
        .addArgument(
          new Argument(
            '<checkpoint>',
            'TensorBundle (prefix, a file or folder of it), .pth, safetensors, npz or Keras HDF5',
          ),
        )
        .option('--spec <spec>', 'path, name of a built-in, or - for stdin (default: the built-in that it looks like)')
        .option('-o, --output <file>', 'safetensors to write, under the names of the spec; - for stdout'),
    )
      .addOption(
        new Option('--dialect <name>', 'whose names the tensors have (default: told from them)').choices(nameDialects),
      )
      .option('--partial', 'take what fits; the rest keeps its initial values')
      .addOption(new Option('--seed <n>', 'initial values for --partial (default 0)').argParser(parseCount))
      .option('--ema', 'take moving averages where the checkpoint has them')
      .option('--dry-run', 'compare names and shapes only; an index without its data is enough')
      .addOption(
        new Option('--format <format>', 'how to print').choices(['table', 'json'] as const).default('table' as const),
      ),
  ).action(async (path, options) => finish(await (await import('./commands/import.ts')).importCommand(path, options)));
  examples(
    importing,
    'spinec import model.ckpt --spec spinenet-49s --head retinanet -o w.safetensors',
    'spinec import ckpt-1 --spec my-net.spine --partial -o w.safetensors',
    'spinec import model.ckpt.index --dry-run --format json',
  );

  const exporting = withCommon(
    withSpec(
      command('export', 'write weights under the names of an official code')
        .addArgument(new Argument('<weights>', 'weights under the names of the spec: what import and training write'))
        .requiredOption('--spec <spec>', 'path, name of a built-in, or - for stdin')
        .addOption(new Option('--to <name>', 'whose names and layouts').choices(nameDialects).makeOptionMandatory())
        .requiredOption('-o, --output <file>', '.safetensors or .npz; - for safetensors on stdout'),
    ),
  ).action(async (path, options) => finish(await (await import('./commands/export.ts')).exportCommand(path, options)));
  examples(
    exporting,
    'spinec export w.safetensors --spec spinenet-49 --to torch -o spinenet-49.torch.safetensors',
    'spinec export w.safetensors --spec spinenet-49 --head retinanet --to tpu -o weights.npz',
  );

  const evaluation = withCommon(
    withSpec(
      command('eval', 'average precision and recall of detections, as COCO counts them')
        .addArgument(new Argument('[network]', 'with --images: a spec, a folder written by compile, or an .onnx file'))
        .requiredOption('--annotations <file>', "COCO's instances JSON; - for stdin")
        .option('--results <file>', "detections, COCO's results JSON; - for stdin")
        .option('--images <dir>', 'instead: the annotated pictures, for the network to look at')
        .addOption(
          new Option('--iou <kind>', 'what has to overlap (default: masks, too, where both files have them)').choices([
            'bbox',
            'segm',
            'both',
          ] as const),
        )
        .option('--categories <list>', 'only these: a comma list of names and ids')
        .addOption(
          new Option('--max-dets <list>', 'detections per picture and category that count').argParser(
            parseMaxDetections,
          ),
        )
        .option('--per-class', 'also a line per category')
        .option('--curves <file>', 'draw precision over recall: .svg, .png, or .json with all numbers')
        .addOption(labelsOption())
        .addOption(batchOption()),
    )
      .addOption(backendOption())
      .addOption(weightsOption())
      .addOption(seedOption())
      .addOption(optimizeOption())
      .addOption(allowSoftwareOption())
      .addOption(new Option('--format <format>', 'how to print').choices(flopsFormats).default('table' as const)),
  ).action(async (network, options) => finish(await (await import('./commands/eval.ts')).evaluate(network, options)));
  examples(
    evaluation,
    'spinec eval --annotations instances_val2017.json --results detections.json',
    'spinec eval --annotations gt.json --results r.json --iou both --per-class --format md',
    'spinec eval --annotations gt.json --results r.json --categories person,dog --curves curves.svg',
    'spinec eval out/spinenet-49 --annotations instances_val2017.json --images val2017',
  );

  const quantize = withCommon(
    withSpec(
      command('quantize', 'write a network in 8-bit integers as ONNX, calibrated on pictures')
        .addArgument(specArgument())
        .requiredOption('-o, --output <file>', 'the .onnx file')
        .addOption(imagesOption())
        .addOption(new Option('--limit <n>', 'pictures at most, evenly spaced').argParser(parsePositive).default(128))
        .addOption(
          new Option('--noise <n>', 'instead of pictures: n inputs of noise, for a look at speed and size').argParser(
            parsePositive,
          ),
        ),
    )
      .addOption(weightsOption())
      .addOption(new Option('--seed <n>', 'seeded initial weights (default 0)').argParser(parseCount))
      .addOption(
        new Option('--method <method>', 'what of the values 8 bits cover')
          .choices(calibrationMethods)
          .default('min-max' as const),
      )
      .addOption(
        new Option('--percentile <p>', 'percent of the values that --method percentile does not clip')
          .argParser(parsePercent)
          .default(99.99),
      )
      .addOption(
        new Option('--for <runtime>', 'what it will run on').choices(runtimeNames).default('onnxruntime' as const),
      )
      .addOption(
        new Option('--activations <form>', 'whether zero is in the middle (default: what the runtime wants)').choices([
          'asymmetric',
          'symmetric',
        ] as const),
      )
      .addOption(
        new Option('--weight-bits <n>', '7 for x86 processors without VNNI, whose 16-bit sums overflow')
          .choices(['7', '8'] as const)
          .default('8' as const),
      )
      .addOption(
        new Option('--keep <list>', 'layers that stay in float32: names, paths, * for anything').argParser(parseNames),
      )
      .option('--keep-first', 'keep the layers that read the picture in float32')
      .option('--keep-last', 'keep the layers that nothing comes after in float32')
      .addOption(
        new Option('--min-snr <dB>', 'layers with less signal over noise stay in float32')
          .argParser(parseDecibels)
          .default(25),
      )
      .option('--equalize', 'even out the ranges of channels between layers first')
      .addOption(new Option('--top <n>', 'layers that hurt most in the table').argParser(parseCount).default(10))
      .addOption(layoutOption())
      .option('--detections', 'post-processing inside: boxes, scores and classes (and masks) come out')
      .option('--image-input', 'take a uint8 picture [N,H,W,3]; normalisation is inside')
      .option('--external-data', 'weights in a file of their own, which takes less memory to load')
      .addOption(tableFormatOption()),
  ).action(async (spec, options) =>
    finish(await (await import('./commands/quantize.ts')).quantizeCommand(spec, options)),
  );
  examples(
    quantize,
    'spinec quantize spinenet-49 --head retinanet --weights w.safetensors --images photos -o net.onnx',
    'spinec quantize my-net.spine --weights w.safetensors --images photos --method percentile --keep-last -o net.onnx',
    'spinec quantize spinenet-49 --noise 2 --format json -o net.onnx',
  );

  const bench = withCommon(
    withSpec(
      command('bench', 'compare networks, levels and backends in one alternating run')
        .addArgument(new Argument('<network...>', 'specs, folders written by compile, or .onnx files'))
        .addOption(
          new Option('--backend <list>', 'what runs them: a comma list')
            .argParser(parseNames)
            .default(['auto'], 'auto, the fastest here'),
        )
        .addOption(
          new Option('-O, --optimize <levels>', 'levels that specs are compiled at: a comma list of 0, 1, 2')
            .argParser(parseChoices(['0', '1', '2']))
            .default(['1', '2'] as ('0' | '1' | '2')[], '1,2'),
        )
        .addOption(
          new Option('--optimize-for <goals>', 'what -O2 makes small: a comma list of latency, memory, size')
            .argParser(parseChoices(optimizationGoals))
            .default(['latency'] as OptimizationGoal[], 'latency'),
        )
        .option('--against <network>', 'what all others are compared with, instead of the first of them')
        .addOption(new Option('--rounds <n>', 'measured runs of each').argParser(parseRounds).default(21))
        .addOption(new Option('--warmup <n>', 'runs of each before those').argParser(parseCount).default(2))
        .addOption(
          new Option('--threads <n>', 'threads of ONNX Runtime (default: its own choice)').argParser(parseThreads),
        )
        .addOption(new Option('--batch <n>', 'pictures a run').argParser(parsePositive).default(1)),
    )
      .addOption(weightsOption())
      .addOption(seedOption())
      .addOption(allowSoftwareOption())
      .addOption(tableFormatOption()),
  ).action(async (networks, options) => finish(await (await import('./commands/bench.ts')).bench(networks, options)));
  examples(
    bench,
    'spinec bench spinenet-49 --head retinanet -O 0,1,2 --backend onnx-cpu --threads 1',
    'spinec bench spinenet-49 --backend onnx-cpu,tfjs-wasm --rounds 7',
    'spinec bench spinenet-49 --head retinanet -O 2 --against exported.onnx --format json > bench.json',
    'spinec bench spinenet-49 -O 2 --optimize-for latency,memory,size --backend onnx-cpu',
  );

  const tune = command('tune', 'measure what convolutions cost on this machine, for the choices of -O2')
    .option('-o, --output <file>', 'where the constants go; - is stdout', '-')
    .addOption(new Option('--threads <n>', 'threads of ONNX Runtime').argParser(parseThreads).default(1))
    .addOption(new Option('--rounds <n>', 'measured runs of each network').argParser(parseRounds).default(15))
    .addOption(quietOption())
    .addOption(colorOption())
    .addOption(noColorOption())
    .action(async (options) => finish(await (await import('./commands/tune.ts')).tune(options)));
  examples(
    tune,
    'spinec tune -o costs.json',
    'spinec compile spinenet-49 --head retinanet -O2 --costs costs.json -o out',
  );

  const doctor = command('doctor', 'what can run here, and what is missing')
    .addOption(
      new Option('--fix <backend>', 'make a backend work; says what it will fetch and build').choices([
        'tfjs-node-gpu',
      ] as const),
    )
    .option('--cuda', 'with --fix: fetch the CUDA libraries as well')
    .addOption(
      new Option('--format <format>', 'how to print').choices(['table', 'json'] as const).default('table' as const),
    )
    .addOption(quietOption())
    .addOption(colorOption())
    .addOption(noColorOption())
    .addOption(logOverrideOption())
    .action(async (options) => finish(await (await import('./commands/doctor.ts')).doctor(options)));
  examples(doctor, 'spinec doctor', 'spinec doctor --format json', 'spinec doctor --fix tfjs-node-gpu');

  const explain = withCommon(
    command('explain', 'explain a message code').argument('[code]', 'such as SPN2003 or its id; without it: all codes'),
  ).action(async (code) => finish(await (await import('./commands/explain.ts')).explainCommand(code)));
  examples(explain, 'spinec explain SPN2003', 'spinec explain');

  const init = withCommon(
    command('init', 'start a spec from a built-in')
      .argument('[file]', 'file to write: .json, .jsonc or .spine; - for stdout')
      .option('--from <name>', 'built-in to start from', 'spinenet-49')
      .option('--extends', 'write a short spec that extends the built-in, instead of a copy')
      .option('--list', 'list the built-ins')
      .option('--force', 'overwrite the file'),
  ).action(async (file, options) => finish((await import('./commands/init.ts')).init(file, options)));
  examples(
    init,
    'spinec init my-net.spine --from spinenet-49',
    'spinec init my-net.json --extends',
    'spinec init --list',
  );

  const targets = withCommon(
    command('targets', 'what can be compiled for, run on, and estimated').addOption(
      new Option('--format <format>', 'how to print').choices(['table', 'json'] as const).default('table' as const),
    ),
  ).action(async (options) => finish((await import('./commands/targets.ts')).targets(options)));
  examples(targets, 'spinec targets');

  const completion = withCommon(
    command('completion', 'print a completion script for your shell').addArgument(
      new Argument('<shell>', 'shell').choices(['bash', 'zsh', 'fish'] as const),
    ),
  ).action(async (shell) => finish((await import('./commands/completion.ts')).completion(shell, program)));
  examples(
    completion,
    'source <(spinec completion bash)',
    'spinec completion fish > ~/.config/fish/completions/spinec.fish',
  );

  for (const sub of program.commands) sub.exitOverride().showHelpAfterError('(add --help for usage and examples)');
  return program;
}
