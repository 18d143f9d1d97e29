import { MailDelayedError, MailRefusedError, type BulkTransport } from '@foyer/mail';
import type { Clock } from '@foyer/runtime';
import type { Recipient } from '../subscribing/recipients.ts';
import type { Composer } from './composer.ts';
import type { Outcome } from './ledger-store.ts';

/** What became of one attempt, and what it says about others. */
export type Attempt =
  | { kind: 'decided'; outcome: Outcome }
  /** The recipient's server asks to wait, with everything for its domain. */
  | { kind: 'domain_busy'; outcome: Outcome }
  /** Our own mail server is away, or refuses us altogether: nothing about the recipient is known. */
  | { kind: 'server_away'; outcome: Outcome; why: string };

/** Hands one mail over and says what the answer means. Never throws. */
export async function attemptDelivery(
  recipient: Recipient & { number: number },
  deps: { composer: Composer; transport: BulkTransport; clock: Clock },
): Promise<Attempt> {
  const { composer, transport, clock } = deps;
  const { number } = recipient;
  try {
    const mail = await composer.compose(recipient, clock.now());
    await transport.send(mail);
    return { kind: 'decided', outcome: { number, state: 'accepted', reason: null } };
  } catch (error) {
    return attemptOf(number, error);
  }
}

function attemptOf(number: number, error: unknown): Attempt {
  if (error instanceof MailRefusedError) {
    const status = error.status ?? '';
    // 5.7.x is about us, our address or our mail: the recipient did nothing, and nobody else should believe they did.
    const reason = status.startsWith('5.7.') ? 'policy' : 'refused';
    return { kind: 'decided', outcome: { number, state: 'refused', reason, reply: error.message } };
  }
  if (error instanceof RangeError) {
    return {
      kind: 'decided',
      outcome: { number, state: 'refused', reason: 'malformed', reply: error.message },
    };
  }
  const reply = error instanceof Error ? error.message : 'unknown';
  if (error instanceof MailDelayedError) {
    if (error.isUncertain) {
      return { kind: 'decided', outcome: { number, state: 'uncertain', reason: 'connection_lost', reply } };
    }
    if (error.responseCode !== undefined) {
      // 4.1.x and 4.2.x are about this one mailbox, RFC 3463 §3; everything else is said to whoever comes now.
      const isOwn = /^4\.[12]\./.test(error.status ?? '');
      const outcome: Outcome = { number, state: 'delayed', reason: 'delayed', reply };
      return { kind: isOwn ? 'decided' : 'domain_busy', outcome };
    }
  }
  return { kind: 'server_away', outcome: { number, state: 'waiting', reason: null }, why: reply };
}
