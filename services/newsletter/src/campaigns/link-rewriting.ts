import { decodeReferences, htmlTokens } from '@foyer/mail';
import type { CampaignLink } from './campaign.ts';

export interface RewrittenMail {
  html: string;
  text: string;
  links: CampaignLink[];
}

/**
 * Gives every different http(s) address that the mail links to a number, in the order of its first use, and puts the
 * counted address in its place: the same in the mail of every recipient.
 *
 * @param addressOf undefined leaves the addresses as they are
 */
export function rewriteLinks(
  mail: { html: string; text: string },
  addressOf: ((number: number) => string) | undefined,
): RewrittenMail {
  const numbers = new Map<string, number>();

  const counted = (raw: string): string | undefined => {
    const url = webAddress(raw);
    if (url === undefined) return undefined;
    const number = numbers.get(url) ?? numbers.size + 1;
    numbers.set(url, number);
    return addressOf?.(number);
  };

  const pieces: string[] = [];
  let done = 0;
  for (const token of htmlTokens(mail.html)) {
    if (token.kind !== 'open') continue;
    for (const { name, raw, start, end } of token.attributes) {
      const address = name === 'href' ? counted(decodeReferences(raw)) : undefined;
      if (address === undefined) continue;
      pieces.push(mail.html.slice(done, start), address);
      done = end;
    }
  }
  pieces.push(mail.html.slice(done));

  const text = mail.text.replaceAll(/https?:\/\/[^\s<>"'{}]+/gi, (found) => {
    const trailing = found.slice(endOfAddress(found));
    const address = counted(found.slice(0, found.length - trailing.length));
    return address === undefined ? found : address + trailing;
  });
  return { html: pieces.join(''), text, links: [...numbers].map(([url, number]) => ({ number, url })) };
}

function webAddress(raw: string): string | undefined {
  const trimmed = raw.trim();
  if (trimmed.includes('{{') || !URL.canParse(trimmed)) return undefined;
  const url = new URL(trimmed);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}

/** What ends a sentence is not part of the address. */
function endOfAddress(found: string): number {
  let end = found.length;
  while (end > 0 && '.,;:!?)]'.includes(found[end - 1] ?? ' ')) end -= 1;
  return end;
}
