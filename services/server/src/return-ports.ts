import { readFile } from 'node:fs/promises';
import type { Counters } from '@foyer/bus';
import type { ReturnPorts } from '@foyer/newsletter';
import type { BounceConfig } from './bounce-config.ts';

/** Where returned mail comes to, with the certificate of the port. */
export async function returnPorts(
  { port, host, tlsFiles, mailbox }: BounceConfig,
  counters: Counters,
): Promise<ReturnPorts> {
  if (port === undefined) return { mailbox };
  const tls = tlsFiles && {
    cert: await readFile(tlsFiles.cert, 'utf8'),
    key: await readFile(tlsFiles.key, 'utf8'),
  };
  return { port: { host, port, tls, counters }, mailbox };
}
