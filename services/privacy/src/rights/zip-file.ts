import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** Plain ASCII, without folders. */
  name: string;
  content: string;
}

const utf8Names = 0x08_00;
const deflate = 8;
const version = 20;

/** A zip file (PKWARE APPNOTE 6.3, without its 64-bit forms: below 4 GiB and 65,536 entries). Times in UTC. */
export function zipFile(entries: readonly ZipEntry[], now: Date): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(version, 0);
    common.writeUInt16LE(utf8Names, 2);
    common.writeUInt16LE(deflate, 4);
    common.writeUInt16LE(dosTime(now), 6);
    common.writeUInt16LE(dosDate(now), 8);
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(raw.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = [signature(0x04_03_4b_50), common, Buffer.from(name), packed];
    // Comment, disk, attributes: none.
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(signature(0x02_01_4b_50), madeBy, common, place, Buffer.from(name));
    parts.push(...local);
    offset += local.reduce((sum, part) => sum + part.length, 0);
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, listed, signature(0x06_05_4b_50), end]);
}

const madeBy = Buffer.of(version, 0);

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function dosTime(now: Date): number {
  return (now.getUTCHours() << 11) | (now.getUTCMinutes() << 5) | (now.getUTCSeconds() >> 1);
}

function dosDate(now: Date): number {
  return ((now.getUTCFullYear() - 1980) << 9) | ((now.getUTCMonth() + 1) << 5) | now.getUTCDate();
}
