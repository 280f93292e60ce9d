/** Commands about the tool itself and the machine it runs on. */
import { Argument, Option } from '@commander-js/extra-typings';
import { colorOption, examples, logOverrideOption, noColorOption, quietOption, withCommon } from '../options.ts';
import { type Program } from './command.ts';

export function addHouseCommands({ root, command, finish }: Program): void {
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
    .action(async (options) => finish(await (await import('../commands/doctor.ts')).doctor(options)));
  examples(doctor, 'spinec doctor', 'spinec doctor --format json', 'spinec doctor --fix tfjs-node-gpu');

  const targets = withCommon(
    command('targets', 'what can be compiled for, run on, and estimated').addOption(
      new Option('--format <format>', 'how to print').choices(['table', 'json'] as const).default('table' as const),
    ),
  ).action(async (options) => finish((await import('../commands/targets.ts')).targets(options)));
  examples(targets, 'spinec targets');

  const explain = withCommon(
    command('explain', 'explain a message code').argument('[code]', 'such as SPN2003 or its id; without it: all codes'),
  ).action(async (code) => finish(await (await import('../commands/explain.ts')).explainCommand(code)));
  examples(explain, 'spinec explain SPN2003', 'spinec explain');

  const completion = withCommon(
    command('completion', 'print a completion script for your shell').addArgument(
      new Argument('<shell>', 'shell').choices(['bash', 'zsh', 'fish'] as const),
    ),
  ).action(async (shell) => finish((await import('../commands/completion.ts')).completion(shell, root)));
  examples(
    completion,
    'source <(spinec completion bash)',
    'spinec completion fish > ~/.config/fish/completions/spinec.fish',
  );
}
