/** What the groups of commands are made with, and the arguments that several commands take. */
import { Argument, type Command } from '@commander-js/extra-typings';
import { parseNames } from '../options.ts';

export interface Program {
  readonly root: Command;
  /** A new sub-command. */
  readonly command: (name: string, description: string) => Command;
  /** Receives the exit code of the command that ran. */
  readonly finish: (code: number) => void;
}

export const specArgument = () => new Argument('<spec>', 'path, name of a built-in, or - for stdin');
export const specsArgument = () => new Argument('<spec...>', 'paths, names of built-ins, or - for stdin');
export const networkArgument = () => new Argument('<network>', 'a spec, a folder written by compile, or an .onnx file');

/** `b12,endpoint_3`, or `all`. */
export const parseTaps = (value: string): string[] | 'all' => (value === 'all' ? 'all' : parseNames(value));
