import { createHash } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** Looks for what would give the addresses away. @returns what it found, in words */
export type FindTraces = (bytes: Uint8Array) => string[];

/**
 * An address can be kept as it is written, as its bytes, as one of the usual spellings of these, cut to a network, or
 * hashed without a key, which somebody who tries all addresses turns back in minutes.
 */
export function traceFinder(addresses: readonly string[]): FindTraces {
  const names = new Map<string, string>();
  for (const address of addresses) {
    for (const [needle, what] of isIPv4(address) ? tracesOfIpv4(address) : tracesOfIpv6(address)) {
      names.set(needle, `${address} as ${what}`);
    }
  }
  // One pass for all of them: there are many, and tens of megabytes to look through. One character is one byte.
  const pattern = new RegExp([...names.keys()].map(escaped).join('|'), 'g');
  return (bytes) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const found = new Set(text.match(pattern));
    return [...found].map((needle) => names.get(needle) ?? needle);
  };
}

function escaped(needle: string): string {
  return needle.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

type Trace = [needle: string, what: string];

function tracesOfIpv4(address: string): Trace[] {
  const bytes = Buffer.from(address.split('.').map(Number));
  const network = address.slice(0, address.lastIndexOf('.') + 1);
  const padded = address.split('.').map((part) => part.padStart(3, '0'));
  return [
    [network, 'the text of its /24'],
    [padded.join('.'), 'text with zeros'],
    [String(bytes.readUInt32BE()), 'a number'],
    ...spellings(bytes, 'its'),
    [Buffer.from(bytes.toReversed()).toString('latin1'), 'its bytes from behind'],
    [groupsOf(bytes), 'the end of an IPv6 address'],
    [groupsOf(bytes).toUpperCase(), 'the end of an IPv6 address in capitals'],
    ...unkeyed(address),
    ...unkeyed(bytes),
  ];
}

function tracesOfIpv6(address: string): Trace[] {
  const [before = '', after = ''] = address.split('::');
  const left = before.split(':').filter((group) => group !== '');
  const right = after.split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  const groups = [...left, ...zeros, ...right];
  const full = groups.map((group) => group.padStart(4, '0'));
  const bytes = Buffer.from(full.join(''), 'hex');
  const texts = [groups.slice(0, 3).join(':'), full.slice(0, 3).join(':')].flatMap((text): Trace[] => [
    [text, 'the text of its /48'],
    [text.toUpperCase(), 'the text of its /48 in capitals'],
  ]);
  return [
    ...texts,
    ...spellings(bytes.subarray(0, 6), 'its /48’s'),
    ...unkeyed(address),
    ...unkeyed(bytes),
    ...unkeyed(bytes.subarray(0, 8)),
  ];
}

function groupsOf(bytes: Buffer): string {
  return `${bytes.readUInt16BE(0).toString(16)}:${bytes.readUInt16BE(2).toString(16)}`;
}

function spellings(bytes: Buffer, whose: string): Trace[] {
  return [
    [bytes.toString('latin1'), `${whose} bytes`],
    [bytes.toString('hex'), `${whose} bytes in hexadecimal`],
    [bytes.toString('hex').toUpperCase(), `${whose} bytes in hexadecimal capitals`],
    [bytes.toString('base64').replace(/=+$/, '').slice(0, -1), `${whose} bytes in base64`],
  ];
}

function unkeyed(value: string | Buffer): Trace[] {
  return ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) => {
    // The first half: digests are cut short as often as not.
    const digest = createHash(algorithm).update(value).digest().subarray(0, 8);
    return [
      [digest.toString('latin1'), `${algorithm} without a key`],
      [digest.toString('hex'), `${algorithm} without a key in hexadecimal`],
      [digest.toString('base64url').slice(0, 10), `${algorithm} without a key in base64`],
      [digest.toString('base64').slice(0, 10), `${algorithm} without a key in base64`],
    ];
  });
}
