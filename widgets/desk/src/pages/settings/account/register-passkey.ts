import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { wasGivenUp } from '../../sign-in/passkey.ts';

/** Lets the browser make a passkey. undefined when the person thought better of it. */
export async function startRegistration(options: unknown): Promise<unknown> {
  if (!isCreationOptions(options)) throw new TypeError('the server sent no options for a new passkey');
  const webauthn = await import('@simplewebauthn/browser');
  try {
    return await webauthn.startRegistration({ optionsJSON: options });
  } catch (error) {
    if (wasGivenUp(error)) return undefined;
    throw error;
  }
}

function isCreationOptions(value: unknown): value is PublicKeyCredentialCreationOptionsJSON {
  return typeof value === 'object' && value !== null && 'challenge' in value && 'user' in value;
}
