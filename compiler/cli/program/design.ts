/** Commands for people who design networks: what they look at while they do. */
import { Argument, Option } from '@commander-js/extra-typings';
import {
  diffFormats,
  examples,
  optimizeOption,
  parsePort,
  pictureFormats,
  withCommon,
  withPrinting,
  withSpec,
} from '../options.ts';
import { weighings } from '../../picture/labels.ts';
import { type Program, specArgument } from './command.ts';

export function addDesignCommands({ command, finish }: Program): void {
  const graph = withCommon(
    withSpec(
      command('graph', 'draw a network: blocks by level and order, with their figures')
        .addArgument(specArgument())
        .requiredOption('-o, --output <file>', `file to write: .svg, .dot, .html or .netron.json; - for stdout`),
    )
      .addOption(new Option('--format <format>', 'form, where the name does not say it').choices(pictureFormats))
      .addOption(
        new Option('--by <figure>', 'figure that shades blocks and is written on them (default macs)').choices(
          weighings,
        ),
      )
      .option('--block <id>', 'the ops of one block, stem, endpoint or part of a head instead (svg)')
      .addOption(optimizeOption()),
  ).action(async (spec, options) => finish(await (await import('../commands/graph.ts')).graph(spec, options)));
  examples(
    graph,
    'spinec graph spinenet-49 -o spinenet-49.svg',
    'spinec graph spinenet-49 --head retinanet --by params -o net.html',
    'spinec graph my-net.spine --block b12 -o b12.svg',
    'spinec graph spinenet-49 -o - --format dot | dot -Tpdf > net.pdf',
    'spinec graph spinenet-49 -o out/spinenet-49.netron.json   # drop it onto out/spinenet-49.onnx in Netron',
  );

  const diff = withCommon(
    withSpec(
      command('diff', 'say what changed between two specs: blocks, fields, and every figure')
        .argument('<before>', 'path, name of a built-in, or - for stdin')
        .argument('<after>', 'the spec to compare it with'),
    )
      .option('-o, --output <file>', 'file to write: .txt, .json, .md or .html; - for stdout', '-')
      .addOption(
        new Option('--format <format>', 'form, where the name does not say it (default text)').choices(diffFormats),
      )
      .option('--exit-code', 'exit 1 when something differs, as git diff does'),
  ).action(async (before, after, options) =>
    finish(await (await import('../commands/diff.ts')).diff(before, after, options)),
  );
  examples(
    diff,
    'spinec diff spinenet-49 r0-sp53',
    'spinec diff spinenet-49 my-net.spine --head retinanet -o diff.html',
    'git show HEAD~1:my-net.spine | spinec diff - my-net.spine --format md',
    'spinec diff old.json new.json --format json --exit-code > diff.json',
  );

  const lsp = withCommon(
    command('lsp', 'language server for .spine and JSON specs, which editors start')
      .option('--stdio', 'speak over stdin and stdout (the only way there is)')
      .addOption(new Option('--clientProcessId <pid>', 'end when this process does').hideHelp()),
  ).action(async (options) => finish(await (await import('../commands/lsp.ts')).lsp(options)));
  examples(lsp, 'spinec lsp --stdio');

  const playground = withPrinting(
    command('playground', 'an editor in the browser: picture, figures and errors as you type')
      .addArgument(new Argument('[spec]', 'path, name of a built-in, or - for stdin; opened in the page'))
      .option('--port <n>', 'port on 127.0.0.1 (default: any free one)', parsePort)
      .option('--open', 'open a browser'),
  ).action(async (spec, options) =>
    finish(await (await import('../commands/playground.ts')).playground(spec, options)),
  );
  examples(playground, 'spinec playground', 'spinec playground my-net.spine --open', 'spinec playground --port 8080');
}
