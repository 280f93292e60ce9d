/**
 * Picture files to pixels (Node; sharp, which is libvips). Whatever the file holds becomes 8-bit RGB the way TensorFlow's
 * decoders give it: stored values, no blending with a background, no colour management; but turned as its EXIF says, and
 * CMYK converted. The header is judged before anything is decoded, so a small file can't claim a lot of memory.
 */
import { readFile, stat } from 'node:fs/promises';
import type { Metadata, Sharp } from 'sharp';
import { diagnostic, DiagnosticError, type Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { reasonOf } from '../file-errors.ts';
import { pngFrames } from './apng.ts';
import type { Picture } from './preprocess.ts';

export const maxMegapixels = 100;
export const maxSide = 20_000;
const maxFileBytes = 1e9;

const formats = new Set(['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif']);

export interface DecodedPicture extends Picture {
  readonly channels: 3;
  /** Notes (SPN7005, SPN7006) on what of the file was left out. */
  readonly notes: readonly Diagnostic[];
}

/** The first line of what the decoder says. */
function complaintOf(error: unknown): string {
  return ((error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '').replace(/[:\s]+$/, '');
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw new Error('it is not a file');
    if (stats.size > maxFileBytes) {
      const message = `${path} has ${Math.round(stats.size / 1e6)} MB; picture files may have ${maxFileBytes / 1e6}`;
      throw new DiagnosticError(diagnostic('SPN7003', message));
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    throw new DiagnosticError(diagnostic('SPN7001', `can't read ${path}: ${reasonOf(error)}`));
  }
}

/** Refuses what is no picture, and what is too large, by the header alone. */
function judge(name: string, metadata: Metadata): void {
  const { format, width, height } = metadata;
  if (!formats.has(format)) {
    throw new DiagnosticError(diagnostic('SPN7002', `${name} is ${format}, not a picture made of pixels`));
  }
  if (width * height > maxMegapixels * 1e6 || Math.max(width, height) > maxSide) {
    const megapixels = ((width * height) / 1e6).toFixed(width * height < 1e6 ? 2 : 0);
    throw new DiagnosticError(
      diagnostic('SPN7003', `${name} has ${width}×${height} pixels (${megapixels} megapixels)`, {
        notes: [{ message: `limits: ${maxMegapixels} megapixels, ${maxSide} pixels a side` }],
      }),
    );
  }
}

function remarks(name: string, metadata: Metadata, bytes: Uint8Array): readonly Diagnostic[] {
  const notes: Diagnostic[] = [];
  const pages = metadata.format === 'png' ? pngFrames(bytes) : (metadata.pages ?? 1);
  if (pages > 1) notes.push(diagnostic('SPN7005', `${name} has ${pages} frames; the first is used`));
  if (metadata.hasAlpha) notes.push(diagnostic('SPN7006', `${name} has an alpha channel, which is not used`));
  return notes;
}

/**
 * Decodes a picture from a path, or from the bytes of a file.
 * @param name what messages call it, when it is given as bytes.
 * @throws DiagnosticError SPN7001 (unreadable), SPN7002 (not a picture), SPN7003 (too large), SPN7004 (damaged).
 */
export async function decodePicture(file: string | Uint8Array, name = 'picture'): Promise<DecodedPicture> {
  const label = typeof file === 'string' ? file : name;
  const bytes = typeof file === 'string' ? await readBytes(file) : file;
  const { default: sharp } = await import('sharp');
  let metadata: Metadata;
  try {
    metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw new DiagnosticError(diagnostic('SPN7002', `${label} is not a picture: ${complaintOf(error)}`));
  }
  judge(label, metadata);
  const pipeline: Sharp = sharp(bytes, {
    limitInputPixels: maxMegapixels * 1e6,
    failOn: 'error',
    autoOrient: true,
    ignoreIcc: metadata.space !== 'cmyk', // without a profile CMYK means nothing; elsewhere TensorFlow ignores it
  });
  try {
    const { data, info } = await pipeline
      .removeAlpha()
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`${info.channels} channels after conversion to RGB`);
    return { height: info.height, width: info.width, channels: 3, data, notes: remarks(label, metadata, bytes) };
  } catch (error) {
    throw new DiagnosticError(diagnostic('SPN7004', `${label} can't be decoded: ${complaintOf(error)}`));
  }
}
