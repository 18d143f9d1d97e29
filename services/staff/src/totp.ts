import { Secret, TOTP } from 'otpauth';

const periodSeconds = 30;
const digits = 6;
/** 160 bits, RFC 4226 §4 R6. */
const secretBytes = 20;

/** A new secret with what an authenticator app reads, as text and as a QR code. */
export function newTotpSecret(who: { issuer: string; label: string }): {
  bytes: Uint8Array;
  secret: string;
  uri: string;
} {
  const secret = new Secret({ size: secretBytes });
  const uri = totpOf(secret, who).toString();
  return { bytes: secret.bytes, secret: secret.base32, uri };
}

/**
 * The half minute (RFC 6238's T) whose code this is, the present one or one beside it, for clocks that go wrong a little;
 * undefined for every other code. Whoever takes it has to note the half minute: the code works once.
 */
export function stepOfCode(bytes: Uint8Array, code: string, now: Date): number | undefined {
  // The library compares in constant time.
  const secret = new Secret({ buffer: Uint8Array.from(bytes).buffer });
  const delta = totpOf(secret, { issuer: '', label: '' }).validate({
    token: code,
    timestamp: now.getTime(),
    window: 1,
  });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / periodSeconds) + delta;
}

function totpOf(secret: Secret, { issuer, label }: { issuer: string; label: string }): TOTP {
  return new TOTP({ issuer, label, secret, algorithm: 'SHA1', digits, period: periodSeconds });
}
