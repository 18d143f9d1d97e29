import { isIPv4, isIPv6 } from 'node:net';

export interface AddressPrefixes {
  /** One household or device: IPv4 /32, IPv6 /64 (below that a client picks its own bits). */
  narrow: Uint8Array;
  /** Its neighbourhood: IPv4 /24, IPv6 /48, what one customer of a hoster is usually given. */
  wide: Uint8Array;
}

// Each prefix starts with its length, so that no IPv4 prefix equals one of IPv6 and no /24 a /32.
const UNKNOWN: AddressPrefixes = { narrow: Uint8Array.of(0), wide: Uint8Array.of(1) };

/** The two prefixes under which an address is counted. What is no address shares one count. */
export function prefixesOf(address: string): AddressPrefixes {
  if (isIPv4(address)) return prefixesOfIpv4(address.split('.').map(Number));
  const zoneless = address.split('%', 1)[0] ?? '';
  if (!isIPv6(zoneless)) return UNKNOWN;
  const groups = groupsOf(zoneless);
  // ::ffff:a.b.c.d is how a dual-stack socket writes an IPv4 peer (RFC 4291 §2.5.5.2).
  const isMapped = groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
  const bytes = groups.flatMap((group) => [group >>> 8, group & 0xff]);
  if (isMapped) return prefixesOfIpv4(bytes.slice(12));
  return { narrow: Uint8Array.of(64, ...bytes.slice(0, 8)), wide: Uint8Array.of(48, ...bytes.slice(0, 6)) };
}

function prefixesOfIpv4(bytes: number[]): AddressPrefixes {
  return { narrow: Uint8Array.of(32, ...bytes), wide: Uint8Array.of(24, ...bytes.slice(0, 3)) };
}

/** The eight 16-bit groups of an IPv6 address that is known to be well formed. */
function groupsOf(address: string): number[] {
  const [before = [], after = []] = address.split('::', 2).map(groupsOfPart);
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => 0);
  return [...before, ...zeros, ...after];
}

function groupsOfPart(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [(a << 8) | b, (c << 8) | d];
  });
}
