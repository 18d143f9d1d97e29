import { BlockList } from 'node:net';
import type { IncomingHttpHeaders } from 'node:http';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

const forwardedHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * Whether a request was typed on this machine itself. The address alone does not say so: behind a proxy on the same
 * machine everybody comes from 127.0.0.1, and a page elsewhere can let its own name point there (DNS rebinding).
 */
export function isFromThisMachine(address: string, headers: IncomingHttpHeaders): boolean {
  if (!loopback.check(address, address.includes(':') ? 'ipv6' : 'ipv4')) return false;
  if (forwardedHeaders.some((name) => headers[name] !== undefined)) return false;
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(headers.host ?? '');
}
