import { createPublicKey, type KeyObject } from 'node:crypto';
import type { SigningKey } from './sender-dns.ts';

/** How mails of a sender's domain are signed here: what its record in the DNS has to say. */
export function signingKeyOf(sending: {
  settings: () => { dkim: { domain: string | null; selector: string } | null };
  dkimKey: () => Promise<KeyObject>;
}): (senderDomain: string) => Promise<SigningKey | undefined> {
  return async (senderDomain) => {
    const { dkim } = sending.settings();
    if (dkim === null) return undefined;
    const publicKey = createPublicKey(await sending.dkimKey()).export({ type: 'spki', format: 'der' });
    return {
      domain: dkim.domain ?? senderDomain,
      selector: dkim.selector,
      publicKey: publicKey.toString('base64'),
    };
  };
}
