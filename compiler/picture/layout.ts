/** Geometry of a picture: pure and synchronous, so that a page can lay out while something is dragged. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
