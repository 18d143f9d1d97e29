import { Resolver } from 'node:dns/promises';
import type { Clock } from '@foyer/runtime';
import { findingOf, type Finding, type FindingCode } from './finding.ts';

/** Asks the DNS for TXT records. `silent`: it did not answer, so nothing is known. */
export type ResolveTxt = (name: string) => Promise<{ records: string[] } | 'silent'>;

/** How we sign, when we do. */
export interface SigningKey {
  domain: string;
  selector: string;
  /** As it stands in the record: base64 of the SubjectPublicKeyInfo. */
  publicKey: string;
}

/** What the DNS says of the sender's domain: SPF, DKIM, DMARC. */
export type CheckSender = (address: string) => Promise<Finding[]>;

const rememberSeconds = 60;
const maxRemembered = 100;
// RFC 2606, RFC 6761, RFC 6762, and what no registry gives out.
const notPublic =
  /(?:^|\.)(?:test|example|invalid|localhost|local|internal|lan|home\.arpa|example\.(?:com|net|org))$/;

/** @param options.servers `127.0.0.1:53`; those of this machine when not given */
export function createResolveTxt(
  options: { servers?: readonly string[]; timeoutMs?: number } = {},
): ResolveTxt {
  const { servers, timeoutMs = 3_000 } = options;
  return async (name) => {
    const resolver = new Resolver({ timeout: timeoutMs / 2, tries: 2 });
    if (servers !== undefined) resolver.setServers(servers);
    const patience = setTimeout(() => resolver.cancel(), timeoutMs);
    try {
      const records = await resolver.resolveTxt(name);
      return { records: records.slice(0, 50).map((pieces) => pieces.join('')) };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      return code === 'ENOTFOUND' || code === 'ENODATA' ? { records: [] } : 'silent';
    } finally {
      clearTimeout(patience);
    }
  };
}

export function createCheckSender(deps: {
  clock: Clock;
  resolve: ResolveTxt;
  signingKey: (domain: string) => Promise<SigningKey | undefined>;
  /** That of the return path, which SPF is about; null: that of the sender. */
  returnDomain: () => string | null;
}): CheckSender {
  const { clock, resolve, signingKey, returnDomain } = deps;
  const remembered = new Map<string, { at: number; findings: Promise<Finding[]> }>();

  async function ask(domain: string): Promise<Finding[]> {
    const key = await signingKey(domain);
    const [spf, dmarc, dkim] = await Promise.all([
      checkSpf(returnDomain() ?? domain),
      checkDmarc(domain),
      key === undefined ? [found('dkim_elsewhere', domain)] : checkDkim(key),
    ]);
    return [...spf, ...dmarc, ...dkim];
  }

  /** RFC 7208 §4.5. */
  async function checkSpf(domain: string): Promise<Finding[]> {
    const answer = await resolve(domain);
    if (answer === 'silent') return [found('dns_silent', domain)];
    const records = answer.records.filter((record) => /^v=spf1(?: |$)/i.test(record));
    if (records.length === 0) return [found('spf_missing', domain)];
    if (records.length > 1) return [found('spf_multiple', domain)];
    return / \+?all(?: |$)/i.test(records[0] ?? '') ? [found('spf_open', domain)] : [];
  }

  /** RFC 7489 §6.6.3, without a list of public suffixes: the nearest domain above that has a record. */
  async function checkDmarc(domain: string): Promise<Finding[]> {
    const labels = domain.split('.').slice(-8);
    for (let from = 0; from <= labels.length - 2; from += 1) {
      const name = `_dmarc.${labels.slice(from).join('.')}`;
      const answer = await resolve(name);
      if (answer === 'silent') return [found('dns_silent', name)];
      const records = answer.records.filter((record) => /^v=dmarc1\s*(?:;|$)/i.test(record));
      if (records.length > 1) return [found('dmarc_multiple', domain)];
      if (records.length === 1) return [];
    }
    return [found('dmarc_missing', domain)];
  }

  /** RFC 6376 §3.6.1. */
  async function checkDkim({ domain, selector, publicKey }: SigningKey): Promise<Finding[]> {
    const name = `${selector}._domainkey.${domain}`;
    const answer = await resolve(name);
    if (answer === 'silent') return [found('dns_silent', name)];
    const keys = answer.records.flatMap(
      (record) => /(?:^|;)\s*p=([^;]*)/i.exec(record)?.[1]?.replaceAll(/\s/g, '') ?? [],
    );
    if (keys.every((one) => one === '')) return [found('dkim_missing', name)];
    return keys.includes(publicKey) ? [] : [found('dkim_other_key', name)];
  }

  return async (address) => {
    const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    if (!domain.includes('.') || notPublic.test(domain)) return [found('sender_not_public', domain)];
    const now = clock.now().getTime();
    const known = remembered.get(domain);
    if (known !== undefined && now - known.at < rememberSeconds * 1000) return await known.findings;
    if (remembered.size >= maxRemembered) remembered.clear();
    const findings = ask(domain);
    remembered.set(domain, { at: now, findings });
    return await findings;
  };
}

function found(code: FindingCode, about: string): Finding {
  return findingOf(code, { in: 'dns' }, about);
}
