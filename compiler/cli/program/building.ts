/** Commands that make files: modules, networks in integers, weights, measured costs. */
import { Argument, Option } from '@commander-js/extra-typings';
import { nameDialects } from '../../../runtime/weights/names/dialect-names.ts';
import { calibrationMethods } from '../../quantize/ranges.ts';
import { runtimeNames } from '../../quantize/runtimes.ts';
import {
  colorOption,
  costsOption,
  examples,
  imagesOption,
  layoutOption,
  noColorOption,
  optimizeForOption,
  optimizeOption,
  parseCount,
  parseDecibels,
  parseNames,
  parseNoise,
  parsePercent,
  parsePositive,
  parseRounds,
  parseThreads,
  quietOption,
  tableFormatOption,
  weightsOption,
  withCommon,
  withSpec,
} from '../options.ts';
import { type Program, specArgument, parseTaps } from './command.ts';

export function addBuildingCommands({ command, finish }: Program): void {
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
      .option('--no-params', 'write no weights, and no ONNX file, which would hold them')
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
      .addOption(new Option('--tap <blocks>', 'extra outputs: b12,endpoint_3,… or all').argParser(parseTaps))
      .option('--emit-after <pass>', 'stop after a pass and write the IR; at -O2 of one target, tfjs or onnx')
      .option('--dump <dir>', 'write the IR before and after every pass; at -O2 of each target')
      .option('--time-passes', 'print what every pass did and how long it took; at -O2 for each target')
      .option('--verify', 'run every target on a small input and compare with the reference')
      .option('--watch', 'compile again whenever the spec changes'),
  ).action(async (spec, options) =>
    finish(await (await import('../commands/compile.ts')).compileCommand(spec, options)),
  );
  examples(
    compile,
    'spinec compile spinenet-49 --head retinanet -o out --seed 1',
    'spinec compile spinenet-49 --head retinanet --detections --image-input -o out --seed 1',
    'spinec compile my-net.spine --target tfjs --weights w.safetensors -o out',
    'spinec compile spinenet-49 --target ir -O1 -o - | less',
    'spinec compile spinenet-49 --target onnx -O2 --emit-after winograd -o - | less',
  );

  const quantize = withCommon(
    withSpec(
      command('quantize', 'write a network in 8-bit integers or float16 as ONNX')
        .addArgument(specArgument())
        .requiredOption('-o, --output <file>', 'the .onnx file')
        .addOption(
          new Option('--to <format>', 'of what is computed: 8-bit integers, calibrated on pictures, or float16')
            .choices(['int8', 'f16'] as const)
            .default('int8' as const),
        )
        .addOption(imagesOption())
        .addOption(new Option('--limit <n>', 'pictures at most, evenly spaced (default 128)').argParser(parsePositive))
        .addOption(
          new Option('--noise <n>', 'instead of pictures: n inputs of noise, for a look at speed and size').argParser(
            parseNoise,
          ),
        ),
    )
      .addOption(weightsOption())
      .addOption(new Option('--seed <n>', 'seeded initial weights (default 0)').argParser(parseCount))
      .addOption(
        new Option('--method <method>', 'what of the values 8 bits cover (default min-max)').choices(
          calibrationMethods,
        ),
      )
      .addOption(
        new Option(
          '--percentile <p>',
          'percent of the values that --method percentile does not clip (default 99.99)',
        ).argParser(parsePercent),
      )
      .addOption(new Option('--for <runtime>', 'what integers will run on (default onnxruntime)').choices(runtimeNames))
      .addOption(
        new Option('--activations <form>', 'whether zero is in the middle (default what the runtime wants)').choices([
          'asymmetric',
          'symmetric',
        ] as const),
      )
      .addOption(
        new Option(
          '--weight-bits <n>',
          '7 for x86 processors without VNNI, whose 16-bit sums overflow (default 8)',
        ).choices(['7', '8'] as const),
      )
      .addOption(
        new Option('--keep <list>', 'layers that stay in float32: names, paths, * for anything').argParser(parseNames),
      )
      .option('--keep-first', 'keep the layers that read the picture in float32')
      .option('--keep-last', 'keep the layers that nothing comes after in float32')
      .addOption(
        new Option('--min-snr <dB>', 'layers with less signal over noise stay in float32 (default 25)').argParser(
          parseDecibels,
        ),
      )
      .option('--equalize', 'even out the ranges of channels between layers first')
      .addOption(new Option('--top <n>', 'layers that hurt most in the table').argParser(parseCount).default(10))
      .addOption(layoutOption())
      .option('--detections', 'post-processing inside: boxes, scores and classes (and masks) come out')
      .option('--image-input', 'take a uint8 picture [N,H,W,3]; normalisation is inside')
      .option('--external-data', 'weights in a file of their own, which takes less memory to load')
      .addOption(tableFormatOption()),
  ).action(async (spec, options) =>
    finish(await (await import('../commands/quantize.ts')).quantizeCommand(spec, options)),
  );
  examples(
    quantize,
    'spinec quantize spinenet-49 --head retinanet --weights w.safetensors --images photos -o net.onnx',
    'spinec quantize my-net.spine --weights w.safetensors --images photos --method percentile --keep-last -o net.onnx',
    'spinec quantize spinenet-49 --noise 2 --format json -o net.onnx',
    'spinec quantize my-net.spine --to f16 --weights w.safetensors --images photos -o net.onnx',
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
  ).action(async (path, options) => finish(await (await import('../commands/import.ts')).importCommand(path, options)));
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
  ).action(async (path, options) => finish(await (await import('../commands/export.ts')).exportCommand(path, options)));
  examples(
    exporting,
    'spinec export w.safetensors --spec spinenet-49 --to torch -o spinenet-49.torch.safetensors',
    'spinec export w.safetensors --spec spinenet-49 --head retinanet --to tpu -o weights.npz',
  );

  const tune = command('tune', 'measure what convolutions cost on this machine, for the choices of -O2')
    .option('-o, --output <file>', 'where the constants go; - is stdout', '-')
    .addOption(new Option('--threads <n>', 'threads of ONNX Runtime').argParser(parseThreads).default(1))
    .addOption(new Option('--rounds <n>', 'measured runs of each network').argParser(parseRounds).default(15))
    .addOption(quietOption())
    .addOption(colorOption())
    .addOption(noColorOption())
    .action(async (options) => finish(await (await import('../commands/tune.ts')).tune(options)));
  examples(
    tune,
    'spinec tune -o costs.json',
    'spinec compile spinenet-49 --head retinanet -O2 --costs costs.json -o out',
  );
}
