import type { IncomingMessage } from 'node:http';
import { uuidv7 } from '@foyer/runtime';
import type { Clock } from '@foyer/runtime';

// Long enough to be no word, and without the dots and colons of an address: it goes into the log.
const WELL_FORMED = /^[0-9A-Za-z-]{16,64}$/;

/** The id of a proxy or a caller that follows requests across systems, if it is well-formed, or a new one. */
export function requestIdOf(request: IncomingMessage, clock: Clock): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && WELL_FORMED.test(given) ? given : uuidv7(clock.now());
}
