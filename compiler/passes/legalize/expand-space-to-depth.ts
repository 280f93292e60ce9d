/** Spells space-to-depth with gathers of every b-th row and column, side by side: tfjs has no kernel for it on every backend. */
import type { ValueId } from '../../ir/graph.ts';
import { expandPass } from './expand.ts';

/** offset, offset + step, … below size */
const every = (step: number, offset: number, size: number): readonly number[] =>
  Array.from({ length: size / step }, (_, i) => i * step + offset);

export const expandSpaceToDepth = expandPass({
  name: 'expand-space-to-depth',
  doc: 'spell space-to-depth with gathers and a concat',
  kind: 'space-to-depth',
  ensures: 'no-space-to-depth',
  error: 'exact',
  spell(node, { step, last, typeOf }) {
    const [x = ''] = node.inputs;
    const { block } = node.attrs;
    const [, height, width] = typeOf(x).dims.map(Number);
    const parts: ValueId[] = [];
    for (let dy = 0; dy < block; dy++) {
      const rows = step(`rows${dy}`, 'gather', [x], { axis: 'height', indices: every(block, dy, height!) });
      for (let dx = 0; dx < block; dx++)
        parts.push(step(`part${dy}${dx}`, 'gather', [rows], { axis: 'width', indices: every(block, dx, width!) }));
    }
    last('concat', parts, {});
    return true;
  },
});
