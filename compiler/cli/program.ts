/**
 * The command line. The commands stand in `program/`, by group; each action is loaded when it is called, so that `check`
 * does not pay for emitters.
 */
import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { compilerVersion } from '../version.ts';
import { UsageError } from './files.ts';
import { addBuildingCommands } from './program/building.ts';
import { addDesignCommands } from './program/design.ts';
import { addHouseCommands } from './program/house.ts';
import { addRunningCommands } from './program/running.ts';
import { addSpecsCommands } from './program/specs.ts';
import type { Program } from './program/command.ts';

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

/** An empty path is a variable of a shell that was not set: as a folder it would be the one that the shell is in. */
function refuseEmptyPaths(command: CommandUnknownOpts): void {
  for (const option of command.options) {
    const value: unknown = command.getOptionValue(option.attributeName());
    if (/<(file|dir|path)/.test(option.flags) && (Array.isArray(value) ? value : [value]).includes(''))
      throw new UsageError(`error: option '${option.flags}' has an empty path`);
  }
}

/** In the order of `spinec --help`. */
const groups: readonly (readonly [title: string, add: (program: Program) => void])[] = [
  ['Specs:', addSpecsCommands],
  ['Look at it:', addDesignCommands],
  ['Files made of them:', addBuildingCommands],
  ['Networks that run:', addRunningCommands],
  ['The tool:', addHouseCommands],
];

/** `finish` receives the exit code of the command that ran. */
export function createProgram(finish: (code: number) => void): Command {
  const root = new Command('spinec')
    .description(
      'Compiler for scale-permuted detection networks (SpineNet): checks a block spec, reports it, compiles and runs it.',
    )
    .version(compilerVersion, '-V, --version')
    .exitOverride()
    .showHelpAfterError('(add --help for usage and examples)');
  // Sub-commands inherit exitOverride and the error settings because they are made through this function.
  const command: Program['command'] = (name, description) => root.command(name).description(description);
  for (const [title, add] of groups) {
    root.commandsGroup(title);
    add({ root, command, finish });
  }
  root.hook('preAction', (_root, called) => refuseEmptyPaths(called));
  root.helpCommand('help [command]', 'display help for a command');
  for (const sub of root.commands) sub.exitOverride().showHelpAfterError('(add --help for usage and examples)');
  return root;
}
