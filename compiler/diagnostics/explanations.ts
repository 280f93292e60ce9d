/**
 * What `spinec explain` prints of each code (Markdown). Apart from the registry (`codes.ts`) and imported
 * when they are asked for only, so that neither a page nor a command loads twenty kilobytes of text to say what is wrong.
 */
import type { DiagnosticCode } from './codes.ts';
import type { ExplanationEntry } from './explanations/explanation-entry.ts';
import { syntaxExplanations } from './explanations/syntax.ts';
import { specExplanations } from './explanations/spec.ts';
import { loweringExplanations } from './explanations/lowering.ts';
import { analysisExplanations } from './explanations/analysis.ts';
import { commandExplanations } from './explanations/command.ts';
import { targetExplanations } from './explanations/target.ts';
import { weightExplanations } from './explanations/weights.ts';
import { runtimeExplanations } from './explanations/runtime.ts';
import { imageExplanations } from './explanations/image.ts';
import { evaluationExplanations } from './explanations/evaluation.ts';
import { detectionExplanations } from './explanations/detection.ts';
import { quantizationExplanations } from './explanations/quantization.ts';

export const explanations: Readonly<Record<DiagnosticCode, ExplanationEntry>> = {
  ...syntaxExplanations,
  ...specExplanations,
  ...loweringExplanations,
  ...analysisExplanations,
  ...commandExplanations,
  ...targetExplanations,
  ...weightExplanations,
  ...runtimeExplanations,
  ...imageExplanations,
  ...evaluationExplanations,
  ...detectionExplanations,
  ...quantizationExplanations,
};
