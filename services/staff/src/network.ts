import { isIPv6 } from 'node:net';

/**
 * The network that attempts are counted for: of IPv4 the /24, of IPv6 the /48, what one customer of a hoster is usually
 * given. A narrower one would give an attacker as many first tries as they have addresses.
 *
 * @param address as `normalAddress` spells it
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address.split('.').slice(0, 3).join('.');
  const [before = '', after] = address.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const zeros = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  return [...head, ...Array.from({ length: zeros }, () => '0'), ...tail].slice(0, 3).join(':');
}
