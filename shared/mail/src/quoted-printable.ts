/**
 * Quoted-printable (RFC 2045 §6.7) of a text that begins at the start of a line, so that pieces made apart can be put
 * together, with `softBreak` between them. No line is over 76 characters, none begins with a dot, which SMTP would have to
 * double, or with 'From ', which mailboxes change; and no space stands where a line ends.
 *
 * @param text line breaks of any kind become CRLF
 */
export function quotedPrintable(text: string): string {
  const bytes = Buffer.from(text.replaceAll(/\r\n?/g, '\n'), 'utf8');
  let encoded = '';
  let column = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === newline) {
      encoded += '\r\n';
      column = 0;
      continue;
    }
    let token = isEndOfLine(bytes, at) ? escapes[byte] : tokens[byte];
    if (column === 0 || column + (token?.length ?? 0) > longestLine) {
      if (column > 0) encoded += softBreak;
      column = 0;
      if (byte === dot || isFrom(bytes, at)) token = escapes[byte];
    }
    encoded += token;
    column += token?.length ?? 0;
  }
  return encoded;
}

/** Ends a line that the reader joins with the next one. */
export const softBreak = '=\r\n';

// One less than the 76 of the RFC, for the '=' of a soft break.
const longestLine = 75;
const [newline, tab, space, equals, dot] = [10, 9, 32, 61, 46];

const escapes = Array.from(
  { length: 256 },
  (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
);
const tokens = escapes.map((escape, byte) => {
  const isPlain = byte === tab || (byte >= space && byte <= 126 && byte !== equals);
  return isPlain ? String.fromCharCode(byte) : escape;
});

function isEndOfLine(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  return (byte === space || byte === tab) && (at + 1 === bytes.length || bytes[at + 1] === newline);
}

function isFrom(bytes: Buffer, at: number): boolean {
  return bytes[at] === 70 && bytes.toString('latin1', at, at + 5) === 'From ';
}
