import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { FailureClass } from './failure.ts';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';
import type { ResolveHost } from './ports.ts';

/** Where to connect: to these addresses and no others, whatever the name means a moment later. */
export interface Target {
  url: URL;
  addresses: readonly { address: string; family: 4 | 6 }[];
}

export type FindTarget = (url: string, signal: AbortSignal) => Promise<Target | FailureClass>;

/**
 * What is wrong with a URL before its name is looked up; undefined when nothing is.
 * The words are for the member of staff who typed it.
 */
export function urlProblem(text: string, allowLoopback: boolean): string | undefined {
  const url = URL.parse(text);
  if (url === null) return 'must be a URL such as https://crm.example.org/foyer';
  const host = hostOf(url);
  const isLoopback = allowLoopback && (host === 'localhost' || isLoopbackAddress(host));
  if (url.protocol !== 'https:' && !(isLoopback && url.protocol === 'http:')) {
    return `must start with https://, got ${url.protocol}//`;
  }
  if (url.username !== '' || url.password !== '')
    return 'must hold no name and password: messages are signed';
  if (url.hash !== '') return 'must not have a part after #, which is never sent';
  if (isIP(host) !== 0 && !isLoopback && !isPublicAddress(host)) {
    return `must lead to the open internet, got the address ${host}`;
  }
  return undefined;
}

/** Looks the name up once and refuses all of its addresses when one is not public: such an answer is a trick. */
export function createFindTarget(options: {
  resolveHost?: ResolveHost;
  allowLoopback?: boolean;
}): FindTarget {
  const { resolveHost = lookUp, allowLoopback = false } = options;
  return async (text, signal) => {
    const url = URL.parse(text);
    if (url === null || urlProblem(text, allowLoopback) !== undefined) return 'url_refused';
    const host = hostOf(url);
    let found: readonly string[];
    try {
      found = isIP(host) === 0 ? await before(signal, resolveHost(host, signal)) : [host];
    } catch {
      return signal.aborted ? 'timeout' : 'dns';
    }
    if (found.length === 0) return 'dns';
    const isOwn = allowLoopback && found.every((address) => isLoopbackAddress(address));
    if (!isOwn && (url.protocol !== 'https:' || !found.every((address) => isPublicAddress(address)))) {
      return 'address_refused';
    }
    return { url, addresses: found.map((address) => ({ address, family: isIP(address) === 6 ? 6 : 4 })) };
  };
}

async function lookUp(hostname: string): Promise<string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address);
}

// The system's resolver cannot be interrupted, only left alone.
async function before<Value>(signal: AbortSignal, promise: Promise<Value>): Promise<Value> {
  signal.throwIfAborted();
  let abort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(new Error('the name was not looked up in time'));
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (abort !== undefined) signal.removeEventListener('abort', abort);
  }
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}
