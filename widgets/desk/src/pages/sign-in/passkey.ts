import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';

/** Lets the browser ask for a passkey. undefined when the person thought better of it. */
export async function startAuthentication(options: unknown): Promise<unknown> {
  if (!isRequestOptions(options)) throw new TypeError('the server sent no options for a passkey');
  const webauthn = await import('@simplewebauthn/browser');
  try {
    return await webauthn.startAuthentication({ optionsJSON: options });
  } catch (error) {
    if (wasGivenUp(error)) return undefined;
    throw error;
  }
}

/** Closing the browser's own window is no failure that needs words. */
export function wasGivenUp(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError');
}

function isRequestOptions(value: unknown): value is PublicKeyCredentialRequestOptionsJSON {
  return (
    typeof value === 'object' && value !== null && 'challenge' in value && typeof value.challenge === 'string'
  );
}
