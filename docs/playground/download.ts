/** What can be taken away: made by the library in the page, saved by the browser. */
import { analyze } from '../../compiler/analysis/analyze.ts';
import { fileStem } from '../../compiler/compile.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import type { Design } from './design.ts';
import { startWork } from './work/client.ts';
import type { MadeFile } from './work/messages.ts';

interface Download {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly make: (given: {
    readonly design: Design;
    readonly spec: ResolvedSpec;
    readonly picture: () => string;
  }) => Promise<readonly MadeFile[]>;
}

/** Weights of ONNX files: those of `spinec compile` without `--weights`. */
const seed = 0;

const text = (name: string, content: string): readonly MadeFile[] => [{ name, content: new Blob([content]) }];

export const downloads: readonly Download[] = [
  {
    id: 'spec',
    title: 'Spec',
    note: 'the text of the editor',
    make: ({ design: { draft }, spec }) =>
      Promise.resolve(text(`${fileStem(spec.name)}.${draft.form === 'json' ? 'jsonc' : 'spine'}`, draft.text)),
  },
  {
    id: 'tfjs',
    title: 'tfjs module',
    note: 'static TypeScript for TensorFlow.js',
    make: ({ spec }) => startWork<'module'>({ kind: 'module', spec }, () => undefined).result,
  },
  {
    id: 'onnx',
    title: 'ONNX file',
    note: `opset 17, weights from seed ${seed}`,
    make: ({ spec }) => startWork<'onnx'>({ kind: 'onnx', spec, seed }, () => undefined).result,
  },
  {
    id: 'page',
    title: 'Report as a page',
    note: 'as spinec flops --format html',
    make: ({ spec }) => startWork<'page'>({ kind: 'page', spec }, () => undefined).result,
  },
  {
    id: 'report',
    title: 'Report as JSON',
    note: 'as spinec flops --format json',
    make: ({ spec }) =>
      Promise.resolve(text(`${fileStem(spec.name)}.report.json`, `${JSON.stringify(analyze(spec), null, 2)}\n`)),
  },
  {
    id: 'picture',
    title: 'Picture',
    note: 'SVG',
    make: ({ spec, picture }) => Promise.resolve(text(`${fileStem(spec.name)}.svg`, picture())),
  },
];

export function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
