import { test } from 'vitest';
import { mergeUpsampling } from '../../compiler/passes/merge-upsampling.ts';
import { expectRewrite, expectUnchanged } from './rewriting.ts';

test('a chain of three becomes one', () => {
  expectRewrite(
    mergeUpsampling,
    `graph g
     input x : f32[N,2,2,1]
     section a result u3
       u1 = upsample-nearest(x) {factor: [2,1]}
       u2 = upsample-nearest(u1) {factor: [2,3]}
       u3 = upsample-nearest(u2) {factor: [1,2]}
       end = relu(u3)
     output y = end
    `,
    `graph g
     input x : f32[N,2,2,1]
     section a result u3
       u3 = upsample-nearest(x) {factor: [4,6]}
       end = relu(u3)
     output y = end
    `,
  );
});

test('leaves upsamplings that somebody else reads, or that something is between', () => {
  expectUnchanged(
    mergeUpsampling,
    `graph g
     input x : f32[N,2,2,1]
     section a
       u1 = upsample-nearest(x) {factor: [2,2]}
       u2 = upsample-nearest(u1) {factor: [2,2]}
       r = relu(u2)
       u3 = upsample-nearest(r) {factor: [2,2]}
     output y = u3
     output tap = u1
    `,
  );
});
