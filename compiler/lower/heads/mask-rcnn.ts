export function lowerMaskRcnn(): never {
  throw new Error('to come');
}
