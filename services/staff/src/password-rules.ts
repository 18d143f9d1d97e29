import { staffError } from './errors.ts';

export const minPasswordLength = 12;
/** Of what is hashed; longer texts are refused, not cut. */
export const maxPasswordLength = 256;

/**
 * Long, and not what everybody tries first. No rules about kinds of characters: they make passwords that are hard to
 * remember and no harder to guess (NIST SP 800-63B §3.1.1.2).
 *
 * @param field of the body, which the error points to
 * @throws AppError password_weak
 */
export function refuseWeakPassword(
  password: string,
  owner: { email: string; name: string },
  field = 'password',
): void {
  const weak = (detail: string): Error =>
    staffError('password_weak', `the password ${detail}`, {
      errors: [{ pointer: `/${field}`, detail, code: 'password_weak' }],
    });
  const text = password.normalize('NFKC').toLowerCase();
  if (Array.from(text).length < minPasswordLength)
    throw weak(`must have at least ${minPasswordLength} characters`);
  if (new Set(text).size < 5) throw weak('must not be a few characters over and over');
  if (isRun(text)) throw weak('must not be a row of the alphabet, of digits or of the keyboard');
  const own = [owner.email.split('@')[0] ?? '', owner.email, ...owner.name.split(/\s+/)]
    .map((part) => part.toLowerCase())
    .filter((part) => part.length >= 4);
  const rest = own.reduce((left, part) => left.replaceAll(part, ''), text);
  if (rest.length < text.length && Array.from(rest).length < 8) {
    throw weak('must not be made of your own name or address');
  }
  if (common.some((word) => text.replaceAll(word, '').length < 8)) {
    throw weak('must not be one of those that everybody tries first');
  }
}

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiop',
  'azertyuiop',
];
const common = [
  'password',
  'passwort',
  'wachtwoord',
  'motdepasse',
  'letmein',
  'welcome',
  'willkommen',
  'iloveyou',
];

function isRun(text: string): boolean {
  return rows.some((row) => row.includes(text) || row.split('').toReversed().join('').includes(text));
}
