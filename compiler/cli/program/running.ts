/** Commands that run networks: on pictures, against annotations, against each other. */
import { Argument, Option } from '@commander-js/extra-typings';
import { breakdowns } from '../../analysis/report/rows.ts';
import { optimizationGoals } from '../../passes/choice.ts';
import {
  allowSoftwareOption,
  backendOption,
  batchOption,
  examples,
  imageOption,
  imagesOption,
  inputTensorOption,
  jsonOption,
  labelsOption,
  optimizeOption,
  parseBatch,
  parseChoices,
  parseFraction,
  parseMaxDetections,
  parseNames,
  parsePositive,
  parseProfiledRounds,
  parseRounds,
  parseThreads,
  pageFormats,
  parseWarmup,
  reportFormats,
  seedOption,
  tableFormatOption,
  weightsOption,
  withCommon,
  withSpec,
} from '../options.ts';
import { networkArgument, type Program, parseTaps } from './command.ts';

export function addRunningCommands({ command, finish }: Program): void {
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
      .addOption(new Option('--tap <blocks>', 'extra outputs: b12,endpoint_3,… or all').argParser(parseTaps))
      .option('--profile', 'print where the time goes')
      .addOption(new Option('--by <rows>', 'rows of the profile (default block)').choices(breakdowns))
      .addOption(new Option('--top <n>', 'only the n slowest rows').argParser(parsePositive))
      .addOption(
        new Option('--rounds <n>', 'profiled runs (default 9, or as many as 10 s allow)').argParser(
          parseProfiledRounds,
        ),
      )
      .option('--profile-picture <file>', 'draw the network as SVG, its blocks shaded by their time')
      .option('--save-outputs <file>', 'write every output as safetensors')
      .addOption(allowSoftwareOption())
      .addOption(
        new Option('--format <format>', 'how to print; csv, md and html are of the profile alone')
          .choices(pageFormats)
          .default('table' as const),
      ),
  ).action(async (network, options) => finish(await (await import('../commands/run.ts')).run(network, options)));
  examples(
    run,
    'spinec run spinenet-49 --image coffee.jpg --seed 1',
    'spinec run out --image a.jpg b.jpg --backend onnx-cpu --save-outputs features.safetensors',
    'spinec run spinenet-49 --image coffee.jpg --tap b12,b14',
    'spinec run spinenet-49 --image coffee.jpg --profile --by kind --profile-picture heat.svg',
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
  ).action(async (network, options) => finish(await (await import('../commands/detect.ts')).detect(network, options)));
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
    finish(await (await import('../commands/classify.ts')).classify(network, options)),
  );
  examples(
    classify,
    'spinec classify spinenet-49 --weights w.safetensors --image cat.jpg --labels imagenet.txt',
    'spinec classify out --images photos --top 1 --json classes.json',
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
      .addOption(new Option('--format <format>', 'how to print').choices(reportFormats).default('table' as const)),
  ).action(async (network, options) => finish(await (await import('../commands/eval.ts')).evaluate(network, options)));
  examples(
    evaluation,
    'spinec eval --annotations instances_val2017.json --results detections.json',
    'spinec eval --annotations gt.json --results r.json --iou both --per-class --format md',
    'spinec eval --annotations gt.json --results r.json --categories person,dog --curves curves.svg',
    'spinec eval out/spinenet-49 --annotations instances_val2017.json --images val2017',
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
          new Option(
            '-O, --optimize <levels>',
            'levels that specs are compiled at: a comma list of 0, 1, 2 (default 1,2)',
          ).argParser(parseChoices(['0', '1', '2'])),
        )
        .addOption(
          new Option(
            '--optimize-for <goals>',
            'what -O2 makes small: a comma list of latency, memory, size (default latency)',
          ).argParser(parseChoices(optimizationGoals)),
        )
        .option('--against <network>', 'what all others are compared with, instead of the first of them')
        .addOption(new Option('--rounds <n>', 'measured runs of each').argParser(parseRounds).default(21))
        .addOption(new Option('--warmup <n>', 'runs of each before those').argParser(parseWarmup).default(2))
        .addOption(
          new Option('--threads <n>', 'threads of ONNX Runtime (default: its own choice)').argParser(parseThreads),
        )
        .addOption(
          new Option('--batch <n>', 'pictures a run (default: 1, or what a network always takes)').argParser(
            parseBatch,
          ),
        ),
    )
      .addOption(weightsOption())
      .addOption(seedOption())
      .addOption(allowSoftwareOption())
      .addOption(tableFormatOption()),
  ).action(async (networks, options) => finish(await (await import('../commands/bench.ts')).bench(networks, options)));
  examples(
    bench,
    'spinec bench spinenet-49 --head retinanet -O 0,1,2 --backend onnx-cpu --threads 1',
    'spinec bench spinenet-49 --backend onnx-cpu,tfjs-wasm --rounds 7',
    'spinec bench spinenet-49 --head retinanet -O 2 --against exported.onnx --format json > bench.json',
    'spinec bench spinenet-49 -O 2 --optimize-for latency,memory,size --backend onnx-cpu',
  );
}
