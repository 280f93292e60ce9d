/** The file of constants that `tune` writes and `--costs` reads; `schema/conv-costs.schema.json` describes it. */
import { diagnostic, DiagnosticError } from '../diagnostics/diagnostic.ts';
import type { ConvCosts } from '../passes/winograd-costs.ts';
import { readInput } from './files.ts';

/** Constants with what they are true of. */
export interface CostsFile extends ConvCosts {
  readonly spinec: string;
  readonly runtime: string;
  readonly cpu: string;
  readonly threads: number;
  /** ISO 8601, the day. */
  readonly date: string;
}

/** Bytes; such a file has a few hundred. */
const largest = 65536;

const constants = ['macsPerSecond', 'elementsPerSecond', 'weightsPerSecond', 'secondsPerNode'] as const;

/** Throws `DiagnosticError` SPN6905 for a file that has not all constants. */
export function readCosts(path: string): ConvCosts {
  const unusable = (problem: string): DiagnosticError =>
    new DiagnosticError(
      diagnostic('SPN6905', `${path} ${problem}`, { suggestion: 'write one with `spinec tune -o costs.json`' }),
    );
  const refuse = (problem: string): never => {
    throw unusable(problem);
  };
  const { bytes } = readInput(path, largest, (reason) => unusable(`can't be read: ${reason}`));
  let content: unknown;
  try {
    content = JSON.parse(bytes.subarray(0, largest).toString());
  } catch {
    return refuse('is no JSON');
  }
  const found = Object.entries(typeof content === 'object' && content !== null ? content : {});
  const values = new Map<string, unknown>(found);
  const costs = constants.map((name): [string, number] => {
    const value = values.get(name);
    if (typeof value === 'number' && Number.isFinite(value) && value > 0) return [name, value];
    return refuse(value === undefined ? `has no ${name}` : `has no positive number as ${name}`);
  });
  return Object.fromEntries(costs) as unknown as ConvCosts;
}
