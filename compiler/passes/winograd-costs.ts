/**
 * What a 3×3 convolution costs on a CPU, directly and by Winograd's algorithm with a tile: the model that chooses. Four
 * things take time: multiply-adds, elements that transforms write (they move memory and hardly compute), weights (read
 * once per picture: what small features spend their time on), and nodes. The constants are measured by `spinec tune`;
 * these are ONNX Runtime's on one core.
 */
import { axisTransforms, frequencies, tilesAlong, type Tile, type TileSize } from '../ops/winograd/transform.ts';

/** What a machine does per second, one core. */
export interface ConvCosts {
  readonly macsPerSecond: number;
  /** Elements written by depthwise filters, sums and copies. */
  readonly elementsPerSecond: number;
  /** Elements of kernels read. */
  readonly weightsPerSecond: number;
  readonly secondsPerNode: number;
  /** Convolutions of one image share its transform, unless this says no. */
  readonly sharesInput?: boolean | undefined;
  /** Tiles that the target has a spelling for; all, where it is left out. */
  readonly tiles?: readonly Tile[] | undefined;
}

/** AMD EPYC (Zen 4), ONNX Runtime 1.30, 2026-11-25. */
export const defaultConvCosts: ConvCosts = {
  macsPerSecond: 54e9,
  elementsPerSecond: 4e9,
  weightsPerSecond: 2.5e9,
  secondsPerNode: 2e-6,
};

/** AMD EPYC (Zen 4), tfjs-backend-wasm 4.22 with SIMD in Node 20, one thread, 2026-11-25. */
export const wasmConvCosts: ConvCosts = {
  macsPerSecond: 14e9,
  elementsPerSecond: 2e9,
  weightsPerSecond: 4e9,
  secondsPerNode: 6e-6,
  sharesInput: false,
  tiles: [
    [4, 4],
    [4, 2],
  ],
};

export interface ConvShape {
  readonly height: number;
  readonly width: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** Seconds of a direct 3×3 convolution. */
export function directSeconds({ height, width, inputs, outputs }: ConvShape, costs: ConvCosts): number {
  const weights = 9 * inputs * outputs;
  return (height * width * weights) / costs.macsPerSecond + weights / costs.weightsPerSecond + costs.secondsPerNode;
}

/** Seconds of the same by Winograd's algorithm, its share of the input's transform where `readers` have that in common. */
export function winogradSeconds(shape: ConvShape, tile: Tile, readers: number, costs: ConvCosts): number {
  const [rows, columns] = [tilesAlong(shape.height, tile[0]), tilesAlong(shape.width, tile[1])];
  const [high, wide] = [frequencies(tile[0]), frequencies(tile[1])];
  const taps = tile[1] === 1 ? 3 : 1;
  const weights = high * wide * taps * shape.inputs * shape.outputs;
  const macs = rows * columns * weights;
  const { height, width, inputs, outputs } = shape;
  const filtered = (wide > 1 ? wide * height * columns : 0) + high * wide * rows * columns;
  const input = (inputs * (height * width + filtered)) / (costs.sharesInput === false ? 1 : readers);
  // Sums ride on products or factors only in part: each step counts, and copying twice to interleave.
  const steps = stepCount(tile[0]) * wide + stepCount(tile[1]) * tile[0];
  const output = outputs * rows * columns * (steps + 4 * tile[0] * tile[1]);
  const nodes = wide + high * wide * 2 + steps + 3 * tile[0] * tile[1];
  return (
    macs / costs.macsPerSecond +
    (input + output) / costs.elementsPerSecond +
    weights / costs.weightsPerSecond +
    nodes * costs.secondsPerNode
  );
}

/** Nodes that turn products into outputs along an axis: sums, and factors in them. */
function stepCount(size: TileSize): number {
  if (size === 1) return 0;
  return axisTransforms[size].steps.reduce((count, { times }) => count + (times === 1 ? 1 : 2), 0);
}
