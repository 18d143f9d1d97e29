import type { IncomingMessage } from 'node:http';
import { isIPv4, isIPv6 } from 'node:net';

/**
 * The address the request came from. It may only be hashed, never kept.
 *
 * @param trustProxy number of our own proxies in front. 0: X-Forwarded-For is ignored, anybody can write it. n: the n-th
 *   entry from the right, which the outermost of our proxies wrote; the leftmost where there are fewer. What is no
 *   address gives that of the socket.
 */
export function visitorAddress(request: IncomingMessage, trustProxy: number): string {
  const socketAddress = request.socket.remoteAddress;
  // A socket in the file system has no address; who can reach that is on this machine.
  const direct = (socketAddress && normalAddress(socketAddress)) ?? '127.0.0.1';
  if (trustProxy < 1) return direct;
  const header = request.headers['x-forwarded-for'];
  if (header === undefined) return direct;
  const entries = (Array.isArray(header) ? header.join(',') : header).split(',');
  const entry = entries.at(Math.max(-trustProxy, -entries.length));
  return (entry !== undefined && normalAddress(entry)) || direct;
}

/**
 * One spelling for each address: IPv4-mapped IPv6 as IPv4, IPv6 as RFC 5952 has it, without zone, brackets and port.
 * undefined for anything that is no address.
 */
export function normalAddress(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 64) return undefined;
  if (isIPv4(trimmed)) return trimmed;
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(trimmed)?.[1];
  const bare = (bracketed ?? trimmed).replace(/%.*$/, '');
  if (isIPv6(bare)) return normalIPv6(bare);
  const withoutPort = /^([\d.]+):\d{1,5}$/.exec(trimmed)?.[1];
  return withoutPort !== undefined && isIPv4(withoutPort) ? withoutPort : undefined;
}

function normalIPv6(address: string): string {
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  if (!mapped) return canonical;
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)];
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}
