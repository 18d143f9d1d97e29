import { createPublicKey, generateKeyPairSync, hash, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** A header as it stands in the mail: the value may be folded. */
export type MailHeader = readonly [name: string, value: string];

export interface DkimSigner {
  /**
   * Signs (RFC 6376; rsa-sha256, relaxed/simple). The arithmetic is done in libuv's threads, beside the loop.
   *
   * @param headers all of the mail that are to be covered, each once
   * @param body as it goes over the wire, ending in exactly one CRLF; as text it holds ASCII only
   * @returns the header to put before the others
   */
  sign(headers: readonly MailHeader[], body: Uint8Array | string, now: Date): Promise<MailHeader>;
}

const signInThread = promisify(sign);

// Signed once more than they are there, so that nobody can add a second one and let it count (RFC 6376 §8.15).
const oversigned = ['From', 'To', 'Subject', 'List-Unsubscribe', 'List-Unsubscribe-Post'];
const lineLength = 72;

/**
 * @param options.key RSA, as an object: parsing a PEM for each mail would take longer than signing it
 * @throws RangeError when the key is not RSA of 2048 bits or more, or domain or selector are none
 */
export function createDkimSigner(options: { domain: string; selector: string; key: KeyObject }): DkimSigner {
  const { domain, selector, key } = options;
  checkName('domain', domain);
  checkName('selector', selector);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < 2048) {
    throw new RangeError(`key must be RSA of 2048 bits or more, got ${key.asymmetricKeyType} of ${bits}`);
  }
  return {
    sign: async (headers, body, now) => {
      const names = [...headers.map(([name]) => name), ...oversigned];
      const bodyHash = hash('sha256', body, 'base64');
      const unsigned = [
        `v=1; a=rsa-sha256; c=relaxed/simple; d=${domain}; s=${selector};`,
        `t=${Math.floor(now.getTime() / 1000)};`,
        `h=${folded(names.join(':'), ':')};`,
        `bh=${bodyHash};`,
        'b=',
      ].join('\r\n ');
      const signed = [...headers, ['DKIM-Signature', unsigned] as const].map(relaxed).join('\r\n');
      const signature = await signInThread('sha256', Buffer.from(signed, 'utf8'), key);
      return ['DKIM-Signature', unsigned + inLines(signature.toString('base64'))];
    },
  };
}

/** A key for `createDkimSigner`, as PEM (PKCS #8). Takes a tenth of a second or more. */
export function generateDkimKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/**
 * What has to stand in the DNS for the signature to be found (RFC 6376 §3.6).
 *
 * @returns the name of the record, its text, and the text as a zone file takes it: in strings of 255 bytes at most
 */
export function dkimRecord(options: { domain: string; selector: string; key: KeyObject }): {
  name: string;
  text: string;
  zoneLine: string;
} {
  const { domain, selector, key } = options;
  checkName('domain', domain);
  checkName('selector', selector);
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
  const name = `${selector}._domainkey.${domain}`;
  const text = `v=DKIM1; k=rsa; p=${publicKey}`;
  const strings = text.match(/.{1,255}/g) ?? [];
  return { name, text, zoneLine: `${name}. IN TXT ${strings.map((part) => `"${part}"`).join(' ')}` };
}

/** RFC 6376 §3.4.2. */
function relaxed([name, value]: MailHeader): string {
  return `${name.toLowerCase()}:${value.replaceAll(/[ \t\r\n]+/g, ' ').trim()}`;
}

function folded(text: string, separator: string): string {
  let line = '';
  let all = '';
  for (const part of text.split(separator)) {
    if (line.length + part.length > lineLength) {
      all += `${line}\r\n  `;
      line = '';
    }
    line += `${part}${separator}`;
  }
  return (all + line).slice(0, -separator.length);
}

function inLines(base64: string): string {
  return base64.replaceAll(/.{1,72}/g, '\r\n  $&');
}

const dnsName =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

function checkName(what: string, name: string): void {
  if (!dnsName.test(name))
    throw new RangeError(`${what} must be a name in the DNS, got '${name.slice(0, 100)}'`);
}
