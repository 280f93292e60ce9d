/**
 * The registry of everything `spinec` can say. One entry per code, grouped by the stage that says it:
 * SPN1xxx syntax · SPN2xxx schema and meaning · SPN3xxx lowering and shapes · SPN4xxx targets and backends ·
 * SPN5xxx weights · SPN6xxx run time · SPN7xxx images and data.
 */
import { syntaxCodes } from './codes/syntax.ts';
import { specCodes } from './codes/spec.ts';
import { loweringCodes } from './codes/lowering.ts';
import { analysisCodes } from './codes/analysis.ts';
import { commandCodes } from './codes/command.ts';
import { targetCodes } from './codes/target.ts';
import { weightCodes } from './codes/weights.ts';
import { runtimeCodes } from './codes/runtime.ts';
import { imageCodes } from './codes/image.ts';
import { evaluationCodes } from './codes/evaluation.ts';
import { detectionCodes } from './codes/detection.ts';
import { quantizationCodes } from './codes/quantization.ts';

export const codes = {
  ...syntaxCodes,
  ...specCodes,
  ...loweringCodes,
  ...analysisCodes,
  ...commandCodes,
  ...targetCodes,
  ...weightCodes,
  ...runtimeCodes,
  ...imageCodes,
  ...evaluationCodes,
  ...detectionCodes,
  ...quantizationCodes,
} as const;

export type DiagnosticCode = keyof typeof codes;
