import type { IncomingMessage, ServerResponse } from 'node:http';

const waiting = new WeakSet<IncomingMessage>();

/**
 * A client that sent `Expect: 100-continue` waits for our word before it sends the body. `listen()` holds that word
 * back, so that a request that is refused anyway never sends its body.
 */
export function holdContinue(request: IncomingMessage): void {
  waiting.add(request);
}

export function isHeld(request: IncomingMessage): boolean {
  return waiting.has(request);
}

/** Says "go on" to a client that waits; does nothing for all others. */
export function releaseContinue(request: IncomingMessage, response: ServerResponse): void {
  if (waiting.delete(request)) response.writeContinue();
}
