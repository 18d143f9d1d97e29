import { sendForm, type SendOutcome } from '@foyer/kit';

/**
 * Sends the form. The same text goes under the same key until it has arrived, so that a message whose answer was lost is
 * not stored twice.
 */
export function createSend(): (form: HTMLFormElement) => Promise<SendOutcome> {
  let key = '';
  let keyedContent = '';
  return async (form) => {
    // The captcha may be solved anew in between; it is no part of the message.
    const content = JSON.stringify(
      [...new FormData(form)].filter(([name]) => name !== 'frc-captcha-solution'),
    );
    if (content !== keyedContent) [key, keyedContent] = [newKey(), content];
    const outcome = await sendForm(form, { 'idempotency-key': `"${key}"` });
    if (outcome.kind === 'accepted') keyedContent = '';
    return outcome;
  };
}

// Not randomUUID(), which pages without TLS do not have.
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
