import { createHash, createHmac, randomBytes } from 'node:crypto';

// 256 random bits: nobody guesses them, and their hash needs neither salt nor work.
const tokenBytes = 32;
const tokenShape = /^[A-Za-z0-9_-]{43}$/;

export type TokenPurpose = 'staff.session' | 'staff.invitation';

export function newToken(): string {
  return randomBytes(tokenBytes).toString('base64url');
}

/** undefined for what cannot be a token. The purpose keeps a token to it: under another name it is another hash. */
export function hashOfToken(purpose: TokenPurpose, token: string): Uint8Array | undefined {
  if (!tokenShape.test(token)) return undefined;
  return createHash('sha256').update(`${purpose}\0${token}`).digest();
}

/**
 * The session's token against forged requests: follows from its cookie, so nothing is stored and it changes whenever the
 * cookie does. A page that knows it cannot work out the cookie.
 */
export function csrfTokenOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('staff.csrf').digest('base64url');
}
