/** The reference evaluator as a backend: slow, in plain TypeScript, everywhere the same. It is what the others are held against. */
import { diagnostic, DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { evaluateSteps } from '../reference/evaluate.ts';
import { paramReader } from '../weights/materialize.ts';
import type { Backend, RunOptions } from './backend.ts';

/** Longest time, in milliseconds, that a run keeps signals and timers waiting, as far as its nodes are shorter. */
const longestTurn = 100;

export const reference: Backend = {
  name: 'reference',
  doc: 'the reference evaluator: plain TypeScript, one thread, for checking the others',

  probe: () => Promise.resolve({ available: true, software: false, gpu: false, device: 'CPU, one thread' }),

  prepare({ graph, weights }) {
    const [input, shape, ...others] = graph.inputs;
    if (!input || others.length > 0)
      throw new Error(`${graph.name} has ${graph.inputs.length} inputs; a picture and its size are supported`);
    const read = paramReader(graph, weights);
    const types = new Map(graph.params.map(({ name, type }) => [name, type]));
    const param = (name: string): Tensor => ({ dims: (types.get(name)?.dims ?? []).map(Number), data: read(name) });
    let disposed = false;
    return Promise.resolve({
      async run(tensor: Tensor, { imageShape }: RunOptions = {}) {
        if (disposed) throw new DiagnosticError(diagnostic('SPN6004', `${graph.name} has been disposed of`));
        const sizes = shape && imageShape ? { [shape.id]: imageShape } : {};
        const steps = evaluateSteps(graph, param, { [input.id]: tensor, ...sizes });
        for (let turn = performance.now(); ;) {
          const step = steps.next();
          if (step.done === true) return step.value;
          if (performance.now() - turn < longestTurn) continue;
          await new Promise((resolve) => setTimeout(resolve));
          turn = performance.now();
        }
      },
      dispose() {
        disposed = true;
        return Promise.resolve();
      },
    });
  },
};
