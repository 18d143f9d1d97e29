import { BlockList, isIPv4, isIPv6 } from 'node:net';

// IANA's registries of special-purpose addresses (RFC 6890 and what came after it), and multicast.
const refusedIPv4 = blockList('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  // Link-local, with the metadata services of nearly all clouds.
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  // Azure's metadata, on an address that looks like any other.
  '168.63.129.16/32',
  '224.0.0.0/3',
]);

// Everything outside of 2000::/3 is refused anyway: loopback, unique local, link-local, multicast.
const refusedIPv6 = blockList('ipv6', [
  // Teredo and other protocols; Teredo and 6to4 (2002::/16) lead to any IPv4 address.
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
]);
const globalIPv6 = blockList('ipv6', ['2000::/3']);

/**
 * Whether an address is one of the open internet. Everything else could be a machine of the company's own network, or the
 * one we run on. IPv4 inside IPv6, mapped (`::ffff:…`) or for NAT64 (`64:ff9b::…`), is judged as what it is.
 *
 * @param address as a resolver gives it; what is no address is not public
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !refusedIPv4.check(address, 'ipv4');
  const groups = groupsOf(address);
  if (groups === undefined) return false;
  const embedded = embeddedIPv4(groups);
  if (embedded !== undefined) return !refusedIPv4.check(embedded, 'ipv4');
  return globalIPv6.check(address, 'ipv6') && !refusedIPv6.check(address, 'ipv6');
}

export function isLoopbackAddress(address: string): boolean {
  return isIPv4(address) ? address.startsWith('127.') : groupsOf(address)?.join() === '0,0,0,0,0,0,0,1';
}

/** The eight numbers of an IPv6 address. undefined also with a zone (`fe80::1%eth0`), which no public address has. */
function groupsOf(address: string): number[] | undefined {
  if (!isIPv6(address) || address.includes('%')) return undefined;
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [head = '', tail = ''] = plain.split('::');
  const [left, right] = [numbersIn(head), numbersIn(tail)];
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right];
}

function numbersIn(part: string): number[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
}

function embeddedIPv4(groups: readonly number[]): string | undefined {
  const prefix = groups.slice(0, 6).join();
  // ::ffff:0:0/96 and 64:ff9b::/96 (RFC 6052). Local NAT64 (64:ff9b:1::/48) is the company's own affair: refused.
  if (prefix !== '0,0,0,0,0,65535' && prefix !== '100,65435,0,0,0,0') return undefined;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');
}

function blockList(family: 'ipv4' | 'ipv6', networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}
