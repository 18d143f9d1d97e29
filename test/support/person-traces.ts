import { createHash } from 'node:crypto';

/** What betrays somebody in bytes. @returns what was found, in words */
export type FindPerson = (bytes: Uint8Array) => string[];

/**
 * Looks for texts as they are, in other cases, in the encodings that mails, links, JSON and databases put them into, and as
 * hashes without a key, which somebody who has a list of addresses turns back in minutes.
 */
export function personFinder(texts: readonly string[]): FindPerson {
  const names = new Map<string, string>();
  for (const text of texts) {
    for (const [needle, what] of encodingsOf(text)) names.set(needle.toLowerCase(), `'${text}' as ${what}`);
  }
  const pattern = new RegExp([...names.keys()].map(escaped).join('|'), 'g');
  return (bytes) => {
    // One character is one byte; small letters, since case is no disguise.
    const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .toString('latin1')
      .toLowerCase();
    return [...new Set(haystack.match(pattern))].map((needle) => names.get(needle) ?? needle);
  };
}

function encodingsOf(text: string): [needle: string, what: string][] {
  const forms = [...new Set([text, text.toLowerCase(), text.toUpperCase()])];
  return forms.flatMap((form) => {
    const bytes = Buffer.from(form);
    return [
      [bytes.toString('latin1'), 'text'],
      [Buffer.from(form, 'utf16le').toString('latin1'), 'UTF-16'],
      [bytes.toString('hex'), 'hexadecimal'],
      [encodeURIComponent(form), 'part of a URL'],
      [quotedPrintable(bytes), 'quoted-printable'],
      [
        JSON.stringify(form)
          .slice(1, -1)
          .replaceAll(/[^ -~]/g, unicodeEscape),
        'escaped JSON',
      ],
      [Buffer.from(bytes.toReversed()).toString('latin1'), 'bytes from behind'],
      ...base64(bytes),
      ...unkeyed(form),
    ];
  });
}

/** A text in the middle of something that is encoded begins at one of three places; what its neighbours change is cut off. */
function base64(bytes: Buffer): [string, string][] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    return [encoded.slice(offset === 0 ? 0 : offset + 1, -2), 'base64'];
  });
}

function unkeyed(text: string): [string, string][] {
  return ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm): [string, string][] => {
    const digest = createHash(algorithm).update(text).digest().subarray(0, 8);
    return [
      [digest.toString('latin1'), `${algorithm} without a key`],
      [digest.toString('hex'), `${algorithm} without a key in hexadecimal`],
    ];
  });
}

function quotedPrintable(bytes: Buffer): string {
  return [...bytes]
    .map((byte) => (byte < 128 ? String.fromCodePoint(byte) : `=${byte.toString(16).toUpperCase()}`))
    .join('');
}

function unicodeEscape(character: string): string {
  return String.raw`\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

function escaped(needle: string): string {
  return needle.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
