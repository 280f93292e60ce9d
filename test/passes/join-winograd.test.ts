/** Winograd convolutions in one piece, for targets that compute them so. */
import { test } from 'vitest';
import { joinWinograd } from '../../compiler/passes/join-winograd.ts';
import { expectRewrite, expectUnchanged } from './rewriting.ts';

const params = `param a/kernel : f32[3,3,2,3] ~ ones
     param a/bias : f32[3] ~ zeros
     param b/kernel : f32[3,3,2,3] ~ ones
     param b/scale : f32[3] ~ ones`;
const transformed = (name: string) =>
  `param ${name}/winograd_kernel = winograd-kernel(${name}/kernel) {tile: [4,4], outputs: 16}`;
const tile = (activation: string) => `{tile: [4,4], size: [8,8], outputs: 3, activation: "${activation}"}`;

test('each reads the image and the kernel; what was transformed for several is gone', () => {
  expectRewrite(
    joinWinograd,
    `graph g
     input x : f32[N,8,8,2]
     ${params}
     ${transformed('a')}
     ${transformed('b')}
     section s result b
       tiles = winograd-input(x) {tile: [4,4]}
       a = winograd-conv2d(tiles, a/winograd_kernel, a/bias) ${tile('relu')}
       b = winograd-conv2d(tiles, b/winograd_kernel, a/bias, b/scale) ${tile('none')}
     output a = a
     output b = b
    `,
    `graph g
     input x : f32[N,8,8,2]
     ${params}
     section s result b
       a = conv2d-by-winograd(x, a/kernel, a/bias) {tile: [4,4], activation: "relu"}
       b = conv2d-by-winograd(x, b/kernel, a/bias, b/scale) {tile: [4,4], activation: "none"}
     output a = a
     output b = b
    `,
  );
});

test('tiles that are no image transformed here, and kernels that are stored transformed, stay', () => {
  expectUnchanged(
    joinWinograd,
    `graph g
     input tiles : f32[N,36,2,2,2]
     param k : f32[36,1,1,2,3] ~ ones
     section s result a
       a = winograd-conv2d(tiles, k) ${tile('relu')}
     output a = a
    `,
  );
});
