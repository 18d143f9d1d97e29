import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Clock } from '@foyer/runtime';
import { z } from 'zod';

/** What this server must remember while somebody is at the provider. The browser keeps it, sealed, so nothing is stored. */
const Request = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.int(),
});

export type OidcRequest = Omit<z.infer<typeof Request>, 'expiresAt'>;

export interface OidcRequests {
  /** For Set-Cookie. */
  seal(request: OidcRequest): string;
  /** undefined: none, not ours, or too old. */
  open(headers: { readonly cookie?: string | undefined }): OidcRequest | undefined;
  /** For Set-Cookie: it works once. */
  forget(): string;
}

const cookieName = '__Host-foyer-oidc';
const lifetimeSeconds = 600;
const maxCookieLength = 2000;
const ivBytes = 12;
const tagBytes = 16;

export function createOidcRequests({ key, clock }: { key: Uint8Array; clock: Clock }): OidcRequests {
  const sealingKey = new Uint8Array(hkdfSync('sha256', key, '', 'staff.oidc_request', 32));

  return {
    seal: (request) => {
      const expiresAt = clock.now().getTime() + lifetimeSeconds * 1000;
      return cookie(encrypt(JSON.stringify({ ...request, expiresAt })), lifetimeSeconds);
    },
    open: ({ cookie: header = '' }) => {
      const sealed = header
        .split(';')
        .map((pair) => pair.trim())
        .find((pair) => pair.startsWith(`${cookieName}=`))
        ?.slice(cookieName.length + 1);
      const text = sealed === undefined || sealed.length > maxCookieLength ? undefined : decrypt(sealed);
      if (text === undefined) return undefined;
      const { expiresAt, ...request } = Request.parse(JSON.parse(text));
      return expiresAt > clock.now().getTime() ? request : undefined;
    },
    forget: () => cookie('', 0),
  };

  function encrypt(text: string): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', sealingKey, iv);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
  }

  function decrypt(sealed: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length <= ivBytes + tagBytes) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', sealingKey, bytes.subarray(0, ivBytes));
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
        'utf8',
      );
    } catch {
      // Not sealed by us, or damaged.
      return undefined;
    }
  }
}

// Lax: the way back from the provider is a navigation that begins at another site.
function cookie(value: string, maxAge: number): string {
  return `${cookieName}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${maxAge}`;
}
