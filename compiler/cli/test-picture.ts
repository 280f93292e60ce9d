/** What networks are fed where it does not matter what is on the picture. */
import type { Tensor } from '../ops/op.ts';

/** `[N,H,W,C]`, every value in −2…2 as normalised pictures have them, the same each time. */
export function testPicture(dims: readonly number[]): Tensor {
  const data = new Float32Array(dims.reduce((count, size) => count * size, 1));
  for (let i = 0; i < data.length; i++) data[i] = ((i * 7919) % 4001) / 1000 - 2;
  return { dims, data };
}
