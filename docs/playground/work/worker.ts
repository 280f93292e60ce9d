/** The worker: compiles files, and runs the compiled module. Its libraries are loaded when something asks for them. */
import { compile, fileStem, type Artifact } from '../../../compiler/compile.ts';
import { DiagnosticError, hasErrors } from '../../../compiler/diagnostics/diagnostic.ts';
import type { Asked, Results, Told, Work } from './messages.ts';

const tell = (told: Told): void => postMessage(told);
type Step = (text: string) => void;

const jobs: { readonly [K in Work['kind']]: (work: Extract<Work, { kind: K }>, step: Step) => Promise<Results[K]> } = {
  async module({ spec }, step) {
    step('writing the tfjs module');
    return files(await compiled(spec, { targets: ['tfjs'] }));
  },

  async page({ spec }, step) {
    step('counting and drawing');
    const { reportHtml } = await import('../../../compiler/page/library.ts');
    return [{ name: `${fileStem(spec.name)}.report.html`, content: new Blob([await reportHtml([spec])]) }];
  },

  async onnx({ spec, seed }, step) {
    const [{ paramReader }, { seededSource }] = await Promise.all([
      import('../../../runtime/weights/materialize.ts'),
      import('../../../runtime/weights/seeded.ts'),
    ]);
    step('drawing weights and writing the ONNX file');
    const weights = seededSource(seed);
    return files(await compiled(spec, { targets: ['onnx'], weights: (graph) => paramReader(graph, weights) }));
  },

  async run(work, step) {
    const { runPicture } = await import('./run-picture.ts');
    return runPicture(work, step);
  },
};

async function compiled(...given: Parameters<typeof compile>): Promise<readonly Artifact[]> {
  const { value, diagnostics } = await compile(...given);
  if (value === undefined || hasErrors(diagnostics)) throw new DiagnosticError(...diagnostics);
  return value.artifacts;
}

function files(artifacts: readonly Artifact[]): Results['module'] {
  return artifacts.map(({ name, content }) => {
    const parts = typeof content === 'string' ? [content] : ([...content] as Uint8Array<ArrayBuffer>[]);
    return { name, content: new Blob(parts) };
  });
}

function result(work: Work, step: Step): Promise<Results[Work['kind']]> {
  switch (work.kind) {
    case 'module':
      return jobs.module(work, step);
    case 'page':
      return jobs.page(work, step);
    case 'onnx':
      return jobs.onnx(work, step);
    case 'run':
      return jobs.run(work, step);
  }
}

onmessage = async ({ data: { id, work } }: MessageEvent<Asked>) => {
  try {
    tell({ id, kind: 'done', result: await result(work, (text) => tell({ id, kind: 'step', text })) });
  } catch (error) {
    tell({ id, kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
};
