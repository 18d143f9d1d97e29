import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

// WebAuthn Level 3 §5.1.8: what PublicKeyCredential.toJSON() gives. Sizes are far above what authenticators send.
const encoded = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^[A-Za-z0-9_-]+$/);
const credentialId = encoded(1364);
const type = z.literal('public-key');

const envelope = {
  id: credentialId,
  rawId: credentialId,
  type,
};

export const RegistrationResponse = z
  .object({
    ...envelope,
    response: z.object({
      clientDataJSON: encoded(8000),
      attestationObject: encoded(20_000),
      transports: z.array(z.string().max(32)).max(10).optional(),
    }),
  })
  .transform(({ id, rawId, response }): RegistrationResponseJSON => {
    const { transports, ...rest } = response;
    return {
      id,
      rawId,
      type: 'public-key',
      response: { ...rest, ...(transports && { transports }) },
      clientExtensionResults: {},
    };
  });

export const AuthenticationResponse = z
  .object({
    ...envelope,
    response: z.object({
      clientDataJSON: encoded(8000),
      authenticatorData: encoded(8000),
      signature: encoded(4000),
      userHandle: encoded(100).nullish(),
    }),
  })
  .transform(({ id, rawId, response }): AuthenticationResponseJSON => {
    const { userHandle, ...rest } = response;
    return {
      id,
      rawId,
      type: 'public-key',
      response: { ...rest, ...(userHandle != null && { userHandle }) },
      clientExtensionResults: {},
    };
  });

const ClientData = z.object({ challenge: z.string().max(200) });

/** The challenge that a response says it answers; undefined when it cannot be read. */
export function challengeIn({ response }: { response: { clientDataJSON: string } }): string | undefined {
  try {
    const text = Buffer.from(response.clientDataJSON, 'base64url').toString('utf8');
    return ClientData.parse(JSON.parse(text)).challenge;
  } catch {
    return undefined;
  }
}
