/**
 * Where a picture lies in a network's input, and back again: the numbers that the official code carries along as
 * `image_info` (`resize_and_crop_image` and `center_crop_image` of the TPU detection code's `utils/input_utils.py` and the
 * model garden's `vision/ops/preprocess_ops.py`), in float32 as there.
 */
import type { Tensor } from '../../compiler/ops/op.ts';

/**
 * `letterbox`: the whole picture, its aspect ratio kept, at the top left of the input (detection).
 * `center-crop`: the square in its middle, 7/8 of the shorter side, on the whole input (classification).
 */
export type PictureFit = 'letterbox' | 'center-crop';

interface Size {
  readonly height: number;
  readonly width: number;
}

/** What happened to the picture's geometry, for mapping boxes back. */
export interface PictureGeometry extends Size {
  /** Size of the picture as decoded (after its EXIF rotation). */
  readonly height: number;
  readonly width: number;
  /** The part of the picture that the network sees, in picture pixels. */
  readonly crop: Size & { readonly top: number; readonly left: number };
  /** Size of the part of the network's input that the crop fills, at the top left. */
  readonly scaledHeight: number;
  readonly scaledWidth: number;
  /** Network pixels per picture pixel, float32. */
  readonly scale: readonly [y: number, x: number];
}

/** A box in pixels; the second corner is outside by convention of continuous coordinates. */
export type Box = readonly [y1: number, x1: number, y2: number, x2: number];

const { fround } = Math;

/** `CENTER_CROP_FRACTION` of the official code: 224 / 256. */
const centerFraction = 0.875;

/** tf.round: halves go to the even neighbour. */
function roundHalfEven(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  return rest < 0.5 || (rest === 0.5 && down % 2 === 0) ? down : down + 1;
}

function geometryOf(picture: Size, crop: PictureGeometry['crop'], scaled: Size): PictureGeometry {
  const scale = [fround(scaled.height / crop.height), fround(scaled.width / crop.width)] as const;
  const { height, width } = picture;
  return { height, width, crop, scaledHeight: scaled.height, scaledWidth: scaled.width, scale };
}

/** The whole picture, scaled into a network input of `height`×`width`. A side is never less than one pixel. */
export function fitPicture(picture: Size, input: Size): PictureGeometry {
  const { height, width } = picture;
  const ratio = Math.min(fround(input.height / height), fround(input.width / width));
  const fit = (size: number, most: number): number => Math.max(1, Math.min(most, roundHalfEven(fround(size * ratio))));
  const scaled = { height: fit(height, input.height), width: fit(width, input.width) };
  return geometryOf(picture, { top: 0, left: 0, height, width }, scaled);
}

/** The square in the middle of the picture, on the whole input. */
export function centerCrop(picture: Size, input: Size): PictureGeometry {
  const side = fround(centerFraction * Math.min(picture.height, picture.width));
  const whole = Math.max(1, Math.trunc(side));
  const offset = (size: number): number => Math.trunc(fround(fround(size - side) / 2));
  const crop = { top: offset(picture.height), left: offset(picture.width), height: whole, width: whole };
  return geometryOf(picture, crop, input);
}

/** A tensor's own pixels as the picture, for inputs that no picture was made into. */
export function ownGeometry(size: Size): PictureGeometry {
  return geometryOf(size, { top: 0, left: 0, height: size.height, width: size.width }, size);
}

/** A box in network pixels, in the picture's own pixels: divided by the scale in float32, as the official code does. */
export function scaleBox(box: Box, { scale, crop }: PictureGeometry): Box {
  const y = (value: number): number => fround(fround(fround(value) / scale[0]) + crop.top);
  const x = (value: number): number => fround(fround(fround(value) / scale[1]) + crop.left);
  return [y(box[0]), x(box[1]), y(box[2]), x(box[3])];
}

/** The part of a box that is inside a picture. A box outside has no area and lies on the border. */
export function clipBox(box: Box, picture: Size): Box {
  const y = (value: number): number => Math.min(picture.height, Math.max(0, value));
  const x = (value: number): number => Math.min(picture.width, Math.max(0, value));
  return [y(box[0]), x(box[1]), y(box[2]), x(box[3])];
}

/** A box in network pixels, in the picture's own pixels and inside the picture. */
export function boxInPicture(box: Box, geometry: PictureGeometry): Box {
  return clipBox(scaleBox(box, geometry), geometry);
}

/** `[N,2]`: height and width of the area that each picture fills in the padded input, which boxes are clipped to. */
export function imageShapes(geometries: readonly PictureGeometry[]): Tensor {
  const data = Float32Array.from(geometries.flatMap(({ scaledHeight, scaledWidth }) => [scaledHeight, scaledWidth]));
  return { dims: [geometries.length, 2], data };
}
