/** Commands about detections need a network that gives some. */
import { givesDetections } from '../../runtime/detection/read-detections.ts';
import { diagnostic, DiagnosticError } from '../diagnostics/diagnostic.ts';
import type { Runnable } from './network.ts';

/** Before any picture is looked at. @throws DiagnosticError SPN6030. */
export function requireDetections({ name, outputNames }: Runnable): void {
  if (givesDetections(outputNames)) return;
  const few = outputNames.slice(0, 12).join(', ');
  const head = outputNames.some((output) => /^(class|box|rpn_class)/.test(output));
  throw new DiagnosticError(
    diagnostic('SPN6030', `${name} gives ${few}${outputNames.length > 12 ? ', …' : ''}: no detections`, {
      suggestion: outputNames.includes('logits')
        ? 'it classifies pictures: `spinec classify`'
        : head
          ? 'compile it again with `--detections`, or give the spec itself with `--head retinanet`'
          : 'give a spec with a head that detects: `--head retinanet`',
    }),
  );
}
