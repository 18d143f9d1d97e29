import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { deskCsrfHeader, httpError } from '@foyer/http';

/** @throws AppError forbidden (403) unless the request carries the token of its session */
export function refuseOtherPages(headers: IncomingHttpHeaders, csrfToken: string): void {
  if (!isSame(headers[deskCsrfHeader], csrfToken)) {
    throw httpError('forbidden', `the header ${deskCsrfHeader} must carry the token of the session`);
  }
}

function isSame(given: string | string[] | undefined, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
