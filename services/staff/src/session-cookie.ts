import { deskCookie } from '@foyer/http';

interface CookieHeaders {
  readonly cookie?: string | undefined;
}

/** The session's token as the browser sent it, unchecked. */
export function sessionTokenOf({ cookie = '' }: CookieHeaders): string | undefined {
  for (const pair of cookie.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === deskCookie) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/**
 * Lax, so that a link in a mail opens the desk signed in; what changes something needs the other token besides. Chromium
 * and Firefox take it from http://localhost too, which they hold for safe; any other host must be reached by HTTPS.
 */
export function sessionCookie(token: string, lifetimeSeconds: number): string {
  return `${deskCookie}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${lifetimeSeconds}`;
}

export function endedCookie(): string {
  return sessionCookie('', 0);
}
