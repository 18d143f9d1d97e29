import { domainToASCII } from 'node:url';

/** One address with the name shown beside it. */
export interface Mailbox {
  /** Empty when there is none. */
  name: string;
  address: string;
}

// RFC 5322 §3.2.3, dot-atom. Quoted local parts and non-ASCII ones (RFC 6531) are valid and refused by so many servers
// that accepting them here would only move the failure to where nobody sees it.
const localPart = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const domain =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;
const controlCharacter = /\p{Cc}/u;

/**
 * Reads `name@example.com` or `Name <name@example.com>`: exactly one address, so that nobody can add a second recipient
 * through a field.
 *
 * @param text at most 600 characters, without line breaks
 * @param role what the address is for, for the error: 'to'
 * @throws RangeError when it is anything else. The text itself is not in the error: it may be a person's address
 */
export function parseMailbox(text: string, role = 'address'): Mailbox {
  if (text.length > 600 || controlCharacter.test(text)) {
    throw new RangeError(`${role} must be one mail address on one line, got ${text.length} characters`);
  }
  const [, quoted, plain, bracketed] =
    /^(?:"((?:[^"\\]|\\.)*)"|([^"<>]*?)) *<([^<>]*)>$/.exec(text.trim()) ?? [];
  const address = checkedAddress(bracketed ?? text.trim());
  if (address === undefined) {
    throw new RangeError(
      `${role} must be one mail address such as 'name@example.com' or 'Name <name@example.com>'`,
    );
  }
  return { name: (quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '').trim(), address };
}

/** Whether mail can go to it: a bare address, without a name beside it. */
export function isMailAddress(text: string): boolean {
  try {
    return parseMailbox(text).name === '';
  } catch {
    return false;
  }
}

function checkedAddress(text: string): string | undefined {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const host = domainToASCII(text.slice(at + 1));
  if (at < 1 || local.length > 64 || !localPart.test(local) || !domain.test(host)) return undefined;
  const address = `${local}@${host}`;
  return address.length <= 254 ? address : undefined;
}
