import { isIPv4, isIPv6 } from 'node:net';

/** An address that stands for a neighbourhood: IPv4 to /24, IPv6 to /48; null for what is no address. */
export function truncatedAddress(address: string): string | null {
  if (isIPv4(address)) return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  if (!isIPv6(address)) return null;
  const [before = [], after = []] = address
    .split('::', 2)
    .map((part) => (part === '' ? [] : part.split(':')));
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return `${[...before, ...zeros, ...after].slice(0, 3).join(':')}::/48`;
}
