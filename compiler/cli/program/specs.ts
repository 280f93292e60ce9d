/** Commands about specs: what they say, how they are written, what they cost. */
import { Option } from '@commander-js/extra-typings';
import { breakdowns } from '../../analysis/report/rows.ts';
import { optimizationTargets } from '../../passes/choice.ts';
import { diagnosticFormats } from '../diagnostics.ts';
import {
  colorOption,
  costsOption,
  examples,
  pageFormats,
  logOverrideOption,
  noColorOption,
  optimizeForOption,
  parseAmountOption,
  parseCount,
  quietOption,
  withCommon,
  withSpec,
} from '../options.ts';
import { type Program, specsArgument } from './command.ts';

export function addSpecsCommands({ command, finish }: Program): void {
  const check = withCommon(
    withSpec(command('check', 'validate specs; every problem points into the file').addArgument(specsArgument()))
      .option('--print-resolved', 'print the spec with nothing left implicit, as JSON')
      .addOption(
        new Option('--format <format>', 'how to print messages').choices(diagnosticFormats).default('text' as const),
      )
      .option('--watch', 'check again whenever a file changes'),
  ).action(async (specs, options) => finish(await (await import('../commands/check.ts')).check(specs, options)));
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
    .action(async (specs, options) => finish((await import('../commands/fmt.ts')).fmt(specs, options)));
  examples(
    fmt,
    'spinec fmt my-net.json --to spine > my-net.spine',
    'spinec fmt --check specs/*.json',
    'spinec fmt --write my-net.spine',
  );

  const init = withCommon(
    command('init', 'start a spec from a built-in')
      .argument('[file]', 'file to write: .json, .jsonc or .spine; - for stdout')
      .option('--from <name>', 'built-in to start from', 'spinenet-49')
      .option('--extends', 'write a short spec that extends the built-in, instead of a copy')
      .option('--list', 'list the built-ins')
      .option('--force', 'overwrite the file'),
  ).action(async (file, options) => finish((await import('../commands/init.ts')).init(file, options)));
  examples(
    init,
    'spinec init my-net.spine --from spinenet-49',
    'spinec init my-net.json --extends',
    'spinec init --list',
  );

  const flops = withCommon(
    withSpec(
      command('flops', 'report resolution, params, macs/flops, memory and receptive field').addArgument(
        specsArgument(),
      ),
    )
      .option('-o, --output <file>', 'file to write: .txt, .json, .csv, .md or .html; - for stdout', '-')
      .addOption(
        new Option('--format <format>', 'form, where the name does not say it (default table)').choices(pageFormats),
      )
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
  ).action(async (specs, options) => finish(await (await import('../commands/flops.ts')).flops(specs, options)));
  examples(
    flops,
    'spinec flops spinenet-49 --head retinanet',
    'spinec flops spinenet-49s spinenet-49 spinenet-96 --by kind --format md',
    'spinec flops spinenet-49s spinenet-49 spinenet-96 --head retinanet --format html -o report.html',
    'spinec flops spinenet-49 --head retinanet -O2 --optimize-for memory --by level',
    'spinec flops my-net.spine --max-macs 20G --max-peak-memory 64MiB',
  );
}
