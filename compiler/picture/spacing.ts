/** Distances of a picture's layout, in pixels. */
export const spacing = {
  boxHeight: 64,
  /** Of a box that shares its cell with another. */
  slotHeight: 30,
  /** Between neighbouring lanes. */
  lane: 7,
  /** From a box to the first lane of the channel after it, and from the last one to the next box: an arrow fits. */
  beforeLanes: 7,
  afterLanes: 13,
  /** Between columns with no corner between them. */
  emptyChannel: 18,
  /** From a row to the first lane beside it. */
  besideRow: 9,
  /** Between rows with no edge between them. */
  emptyGap: 16,
  /** Ports stand at multiples of this from a row's centre, at most `outermostPort` away. */
  port: 4,
  outermostPort: 24,
} as const;
