/** What is computed in another number format as one: the unit of reports, and of what stays in float32. */
import type { Node, ValueId } from '../ir/graph.ts';

export interface Layer {
  readonly name: string;
  /** One node, or one and the relu behind it that its kernel takes in. */
  readonly nodes: readonly Node[];
  /** The value that is stored in the other format. */
  readonly result: ValueId;
}
