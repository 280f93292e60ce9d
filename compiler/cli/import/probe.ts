/** Built-ins as measuring rods: their names in a checkpoint, and the shapes that these have there. */
import type { Checkpoint } from '../../../runtime/weights/checkpoint/checkpoint.ts';
import { findOfficial } from '../../../runtime/weights/checkpoint/match.ts';
import { officialDims, type NameMap } from '../../../runtime/weights/names/name-map.ts';
import { understand } from '../../pipeline.ts';
import { builtinSource } from '../../resolve/builtins.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';

/** A `--set`. */
export interface Setting {
  readonly path: string;
  readonly value: unknown;
}

export interface ProbeOptions {
  readonly head?: string;
  readonly set?: readonly Setting[];
}

/** A built-in, changed; undefined when it can't be changed like that. */
export function specOf(builtin: string, options: ProbeOptions): ResolvedSpec | undefined {
  const source = builtinSource(builtin);
  return source === undefined ? undefined : understand(source, options).value;
}

/** Shape of a param's tensor in the checkpoint, in the IR's order of axes. */
export type ShapeOf = (param: string) => readonly number[] | undefined;

export function shapesThrough(checkpoint: Checkpoint, names: NameMap): ShapeOf {
  return (param) => {
    const official = names.get(param);
    const dims = official && findOfficial(checkpoint, official)[0]?.dims;
    if (official === undefined || dims === undefined) return undefined;
    // Numbers 0…n−1 go through the layout to tell which axis went where.
    const axes = officialDims(
      dims.map((_, axis) => axis),
      official.layout,
    );
    return axes.map((_, axis) => dims[axes.indexOf(axis)]!);
  };
}
