/** `snappyjs` has no types of its own. */
declare module 'snappyjs' {
  export function uncompress(compressed: Uint8Array, maxLength?: number): Uint8Array;
  export function compress(uncompressed: Uint8Array): Uint8Array;
  const snappy: { readonly uncompress: typeof uncompress; readonly compress: typeof compress };
  export default snappy;
}
