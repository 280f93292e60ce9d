/**
 * Runs a generated module as it is, wherever its text lies: TypeScript's own transpiler turns it into CommonJS, and the one
 * import that it has is answered with the tfjs that the backend brings.
 */
import { compileFunction } from 'node:vm';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Tfjs } from '../peer.ts';

/** What every generated module exports. */
export interface TfjsModule {
  readonly load: (weights: Uint8Array | Record<string, Tensor>) => Promise<TfjsModel>;
}

export interface TfjsModel {
  /** Waits where the network has ops that run on the host. */
  readonly predict: (x: Tensor4D, imageShape?: Tensor2D) => Record<string, Tensor> | Promise<Record<string, Tensor>>;
  readonly dispose: () => void;
}

/** Evaluates the module's text. `fileName` is what stack traces show. Throws when the text imports anything but tfjs-core. */
export async function loadTfjsModule(text: string, tf: Tfjs, fileName = 'module.ts'): Promise<TfjsModule> {
  const { ts } = await import('ts-morph');
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    fileName,
  });
  const evaluate = compileFunction(outputText, ['exports', 'require'], { filename: fileName }) as (
    exports: Partial<TfjsModule>,
    require: (name: string) => unknown,
  ) => void;
  const exports: Partial<TfjsModule> = {};
  evaluate(exports, (name) => {
    if (name === '@tensorflow/tfjs-core') return tf;
    throw new Error(`${fileName} imports ${name}; generated modules import @tensorflow/tfjs-core and nothing else`);
  });
  if (!exports.load) throw new Error(`${fileName} exports no load()`);
  return exports as TfjsModule;
}
