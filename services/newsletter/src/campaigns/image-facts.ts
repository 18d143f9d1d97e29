export const imageTypes = ['png', 'jpg', 'gif', 'webp'] as const;
export type ImageType = (typeof imageTypes)[number];

export interface ImageFacts {
  type: ImageType;
  /** In pixels. */
  width: number;
  height: number;
}

export const mediaTypes: Readonly<Record<ImageType, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

const maxPixelsPerSide = 5_000;

/**
 * What a file is by its content, whatever it is called: PNG, JPEG, GIF or WebP from its first byte to its last, so that it
 * is nothing else besides.
 *
 * @returns undefined for everything else, and for pictures of more than 5,000 pixels a side
 */
export function imageFacts(bytes: Buffer): ImageFacts | undefined {
  const facts = pngFacts(bytes) ?? jpegFacts(bytes) ?? gifFacts(bytes) ?? webpFacts(bytes);
  if (facts === undefined) return undefined;
  const isSized = [facts.width, facts.height].every((side) => side >= 1 && side <= maxPixelsPerSide);
  return isSized ? facts : undefined;
}

/** https://www.w3.org/TR/png-3/#5DataRep */
function pngFacts(bytes: Buffer): ImageFacts | undefined {
  if (bytes.length < 45 || bytes.toString('latin1', 0, 16) !== '\x89PNG\r\n\x1a\n\0\0\0\rIHDR')
    return undefined;
  let at = 8;
  let hasPixels = false;
  while (at + 12 <= bytes.length) {
    const kind = bytes.toString('latin1', at + 4, at + 8);
    const next = at + 12 + bytes.readUInt32BE(at);
    hasPixels ||= kind === 'IDAT';
    if (kind === 'IEND') {
      const isWhole = next === bytes.length && hasPixels;
      return isWhole
        ? { type: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
        : undefined;
    }
    at = next;
  }
  return undefined;
}

/** ITU-T T.81, annex B. */
function jpegFacts(bytes: Buffer): ImageFacts | undefined {
  if (bytes.length < 20 || bytes.readUInt16BE(0) !== 0xff_d8) return undefined;
  if (bytes.readUInt16BE(bytes.length - 2) !== 0xff_d9) return undefined;
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // A frame header: all of C0 to CF but the tables DHT, JPG and DAC.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { type: 'jpg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    }
    const length = bytes.readUInt16BE(at + 2);
    // The scan begins before there was a frame.
    if (marker === 0xda || length < 2) return undefined;
    at += 2 + length;
  }
  return undefined;
}

/** https://www.w3.org/Graphics/GIF/spec-gif89a.txt */
function gifFacts(bytes: Buffer): ImageFacts | undefined {
  if (bytes.length < 20 || !/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return undefined;
  if (bytes[bytes.length - 1] !== 0x3b) return undefined;
  return { type: 'gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/** RFC 9649 §2. */
function webpFacts(bytes: Buffer): ImageFacts | undefined {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF') return undefined;
  if (bytes.toString('latin1', 8, 12) !== 'WEBP' || bytes.readUInt32LE(4) + 8 !== bytes.length)
    return undefined;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ': {
      const isKeyFrame = bytes.readUIntBE(23, 3) === 0x9d_01_2a;
      const [width, height] = [bytes.readUInt16LE(26) & 0x3f_ff, bytes.readUInt16LE(28) & 0x3f_ff];
      return isKeyFrame ? { type: 'webp', width, height } : undefined;
    }
    case 'VP8L': {
      const sizes = bytes.readUInt32LE(21);
      const isLossless = bytes[20] === 0x2f;
      return isLossless
        ? { type: 'webp', width: (sizes & 0x3f_ff) + 1, height: ((sizes >>> 14) & 0x3f_ff) + 1 }
        : undefined;
    }
    case 'VP8X':
      return { type: 'webp', width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
}
