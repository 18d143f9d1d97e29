import type { Mailbox } from './mailbox.ts';
import { oneLine } from './message.ts';

/**
 * What stands in a header for a text (RFC 2047): as it is when it is short and ASCII, else in encoded words on lines of
 * their own. Line breaks and control characters become spaces, and what is over 900 characters is cut off.
 */
export function headerText(text: string): string {
  const line = oneLine(text).toWellFormed();
  return plain.test(line) && !line.includes('=?') ? line : encodedWords(line);
}

/** `"Name" <address>` (RFC 5322 §3.4), the name in encoded words where it needs them. */
export function headerMailbox({ name, address }: Mailbox): string {
  const line = oneLine(name).slice(0, maxName).toWellFormed();
  if (line === '') return `<${address}>`;
  const phrase = plain.test(line) && !line.includes('=?') ? quoted(line) : encodedWords(line);
  // On a line of its own: the address may be 254 characters long.
  return `${phrase}\r\n <${address}>`;
}

const plain = /^[ -~]{0,66}$/;
const maxName = 200;
// An encoded word has 75 characters at most, 12 of them around the text; base64 makes 4 of 3 bytes.
const bytesInWord = 45;

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  // No character may be cut in two, for each word is decoded by itself.
  for (const character of text) {
    if (Buffer.byteLength(word) + Buffer.byteLength(character) > bytesInWord) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  words.push(word);
  return words.map((one) => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ');
}
