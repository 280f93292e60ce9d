/** Of the codes in `codes/image.ts`: why each is a problem, an example, and how to mend it. */
import type { ExplanationEntry } from './explanation-entry.ts';
import type { imageCodes } from '../codes/image.ts';

export const imageExplanations: Readonly<Record<keyof typeof imageCodes, ExplanationEntry>> = {
  SPN7001: {
    title: 'picture can not be read',
    text: `The file could not be opened: it does not exist, is a folder, or may not be read by this user.

Example: \`--image phot.jpg\` for a file called \`photo.jpg\`.`,
  },

  SPN7002: {
    title: 'file is not a picture that can be read',
    text: `Pictures may be JPEG, PNG, WebP, GIF, TIFF or AVIF. What a file is follows from its content, not from its name. Drawings (SVG, PDF) are
not accepted: render them first.

Example: \`--image net.json\``,
  },

  SPN7003: {
    title: 'picture is too large',
    text: `Pictures may have at most 100 megapixels, and sides of at most 20,000 pixels. The size is read from the file's header, before
anything is decoded, so that a small file can't claim a lot of memory. Scale the picture down first: the network sees it at its own input
size (640×640, say) in any case.

Example: a panorama of 30,000 × 4,000 pixels.`,
  },

  SPN7004: {
    title: 'picture is damaged',
    text: `The file starts as a picture does, but can't be decoded to its end: it was cut off, or bytes in it changed. Half a picture is not
used in silence.

Example: \`photo.jpg\` after a download that broke off.`,
  },

  SPN7005: {
    title: 'only the first frame is used',
    text: `The file holds several frames or pages (an animated GIF or WebP, a TIFF of several pages). The network sees the first one.

Example: \`--image cat.gif\` with an animated \`cat.gif\`.`,
  },

  SPN7006: {
    title: 'transparency is ignored',
    text: `The picture has an alpha channel. As in the official input pipeline the channel is dropped and the colours are used as they are
stored, not blended with a background.

Example: a screenshot saved as PNG with transparent corners.`,
  },

  SPN7007: {
    title: 'network does not take RGB pictures',
    text: `A picture becomes three channels (red, green, blue). This network's input has another number of channels, so it can only be run on
a tensor: \`--input-tensor f.safetensors\`.`,
  },
};
