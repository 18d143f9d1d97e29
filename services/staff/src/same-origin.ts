import type { IncomingHttpHeaders } from 'node:http';
import { staffError } from './errors.ts';

/**
 * Lets through only what a page of our own sent. Browsers say so themselves (Fetch Metadata); where one does not, its
 * Origin must be ours.
 *
 * @throws AppError other_origin (403)
 */
export function refuseOtherOrigins(headers: IncomingHttpHeaders, publicUrl: string): void {
  const site = headers['sec-fetch-site'];
  const isOurs = site === undefined ? headers.origin === new URL(publicUrl).origin : site === 'same-origin';
  if (!isOurs) throw staffError('other_origin', 'this can only be sent by a page of the desk itself');
}
