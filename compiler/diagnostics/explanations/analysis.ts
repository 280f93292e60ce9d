/** Of the codes in `codes/analysis.ts`: why each is a problem, an example, and how to mend it. */
import type { ExplanationEntry } from './explanation-entry.ts';
import type { analysisCodes } from '../codes/analysis.ts';

export const analysisExplanations: Readonly<Record<keyof typeof analysisCodes, ExplanationEntry>> = {
  SPN3900: {
    title: 'a figure of the report exceeds its budget',
    text: `\`spinec flops\` was given a limit and the network is above it; the exit code is 1.

    spinec flops spinenet-49 --head retinanet --max-macs 80G

\`--max-macs\` counts multiply-adds, \`--max-params\` trainable params, \`--max-peak-memory\` bytes of activations
(float32, batch 1). Amounts take k, M, G, T (powers of 1000) and Ki, Mi, Gi (powers of 1024).
\`spinec flops SPEC --by block --top 5\` shows where the most is spent.`,
  },

  SPN3901: {
    title: 'a head was asked for that the spec has no settings for',
    text: `\`analyze(spec, { head: 'retinanet' })\` takes the settings under \`heads.retinanet\` of the spec, and there are none.

    { "name": "x", "extends": "spinenet-49", "heads": { "retinanet": { "classes": 91 } } }`,
  },
};
