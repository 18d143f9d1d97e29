import { domainToASCII } from 'node:url';

/** Somebody as a sender knows them. Numbers in E.164: `+31201234567`. */
export type Contact = { email: string } | { phone: string };

/** `mail`: no advertising mail at all; `calls`: no calls at all; `list:<id>`: nothing of this one list. */
export type SuppressionScope = 'mail' | 'calls' | `list:${string}`;

const listName = /^[a-z0-9][a-z0-9-]{0,63}$/;
// E.164 has 15 digits at most, but some German numbers have more.
const e164 = /^\+[1-9]\d{4,18}$/;
const maxAddress = 320;

export function isScope(text: string): text is SuppressionScope {
  return text === 'mail' || text === 'calls' || (text.startsWith('list:') && listName.test(text.slice(5)));
}

/** What is asked for when something is to be sent in `scope`: who wants no mail at all wants none of a list either. */
export function coveringScopes(scope: SuppressionScope): SuppressionScope[] {
  return scope === 'mail' || scope === 'calls' ? [scope] : [scope, 'mail'];
}

/**
 * The one spelling of an address or a number, however it was typed: small letters, the domain in ASCII (RFC 5890), NFC.
 * An address holds '@' and a number begins with '+', so that no address is ever taken for a number.
 *
 * @throws RangeError when it is neither an address nor a number in E.164
 */
export function normalised(contact: Contact): string {
  if ('phone' in contact) {
    const digits = contact.phone.replaceAll(/[ ()./-]/g, '');
    if (!e164.test(digits)) throw new RangeError('phone must be a number in E.164, such as +31201234567');
    return digits;
  }
  const text = contact.email.trim();
  const at = text.lastIndexOf('@');
  if (at < 1 || at === text.length - 1 || text.length > maxAddress) {
    throw new RangeError('email must be an address such as name@example.org');
  }
  return `${small(text.slice(0, at))}@${asciiDomain(text.slice(at + 1))}`;
}

export function isReadable(contact: Contact): boolean {
  try {
    normalised(contact);
    return true;
  } catch {
    return false;
  }
}

/**
 * @throws RangeError when mail is asked of a number, or calls of an address: a sender that mixes them up would be told
 *   that everybody may be written to
 */
export function refuseMixedUp(contact: Contact, scope: SuppressionScope): void {
  if (!isScope(scope)) throw new RangeError(`scope must be mail, calls or list:<id>, got '${String(scope)}'`);
  if ('phone' in contact !== (scope === 'calls')) {
    throw new RangeError(
      `${scope} must be asked of ${scope === 'calls' ? 'a telephone number' : 'an e-mail address'}`,
    );
  }
}

// Of a million addresses most are in a few hundred domains, and each would be taken apart as part of a URL.
const knownDomains = new Map<string, string>();
const mostKnownDomains = 1_000;

function asciiDomain(domain: string): string {
  const known = knownDomains.get(domain);
  if (known !== undefined) return known;
  const bare = domain.replace(/\.$/, '');
  const ascii = domainToASCII(bare) || small(bare);
  if (knownDomains.size >= mostKnownDomains) knownDomains.clear();
  knownDomains.set(domain, ascii);
  return ascii;
}

// Some letters become two when they are made small, and NFC may join them again; in ASCII there is none of that.
function small(text: string): string {
  if (isAscii.test(text)) return text.toLowerCase();
  return text.normalize('NFC').toLowerCase().normalize('NFC');
}

const isAscii = /^[ -~]*$/;
