import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { withoutAddresses } from '../without-addresses.ts';
import { moreExact, readDeliveryStatus, statusIn, type RecipientStatus } from './delivery-status.ts';
import { judgeReturn } from './judge-return.ts';
import { mailProviderOf, type MailProvider } from './mail-provider.ts';
import { originalMail, type OriginalMail } from './original-mail.ts';
import { plainBounce, serverWordsIn } from './plain-bounce.ts';
import type { ReturnJudgement } from './return-reason.ts';

/** What a mail that came in says of one that went out. */
export type ReturnedMail = {
  /** Addresses it was sent to, as its own headers name them; the envelope knows better where there is one. */
  sentTo: string[];
  subject: string;
  /** The same for each copy of the same mail. */
  messageId: string | undefined;
  original: OriginalMail;
} & (
  | ({
      kind: 'delivery';
      /** RFC 3463, when there is one. */
      status: string | undefined;
      /** What the server said, without addresses. */
      diagnostic: string;
      provider: MailProvider;
    } & ReturnJudgement)
  | {
      kind: 'complaint';
      /** RFC 5965 §7.3: 'abuse', 'fraud', 'opt-out', 'not-spam', 'auth-failure', … */
      feedbackType: string;
      provider: MailProvider;
    }
  /** Somebody's mail program answered by itself. */
  | { kind: 'automatic' }
  | { kind: 'other' }
  /** Deeper, or with longer headers, than any server writes; or we stumble over it. `problem` repeats no word of it. */
  | { kind: 'unreadable'; problem: string }
);

/** More of a mail than this is not looked at: what a report says stands at its beginning. */
export const mostReturnBytes = 128 * 1024;
// Reading MIME costs by the line: a mail of nothing but line breaks would hold the process up for seconds.
const mostLines = 2_000;

const limits = { maxNestingDepth: 8, maxHeadersSize: 64 * 1024, maxRfc822NestingDepth: 1 };

/**
 * Reads a mail that came back: a delivery status notification (RFC 3464), a complaint (RFC 5965), or what servers write that
 * know neither. Whatever comes, it answers; only the first `mostReturnBytes` and 2,000 lines are read.
 */
export async function readReturn(source: Uint8Array): Promise<ReturnedMail> {
  try {
    return await read(beginningOf(source));
  } catch (error) {
    const about = { sentTo: [], subject: '', messageId: undefined, original: originalMail('') };
    return { ...about, kind: 'unreadable', problem: placeOf(error) };
  }
}

/** What failed, and where. Not the message, which may repeat words of the mail. */
function placeOf(error: unknown): string {
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  return `${name} ${/^ {4}(at .+)/m.exec(stack)?.[1] ?? ''}`.trim();
}

async function read(source: Uint8Array): Promise<ReturnedMail> {
  const mail = await PostalMime.parse(source, { ...limits, forceRfc822Attachments: true });
  const part = (...types: string[]): string =>
    textOf(mail.attachments.find(({ mimeType }) => types.includes(mimeType)));
  const returned = part('message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers');
  const feedback = part('message/feedback-report');
  const text = (mail.text ?? '').slice(0, 16_000);
  const about = {
    sentTo: recipientsOf(mail),
    subject: (mail.subject ?? '').slice(0, 500),
    messageId: mail.messageId?.slice(0, 500),
    original: originalMail(`${feedback}\n\n${returned === '' ? text : returned}`),
  };
  if (feedback !== '') {
    const feedbackType = /^feedback-type: *([\w-]{1,40})/im.exec(feedback)?.[1]?.toLowerCase() ?? 'other';
    return { ...about, kind: 'complaint', feedbackType, provider: mailProviderOf(undefined, feedback) };
  }
  const statuses = readDeliveryStatus(part('message/delivery-status', 'message/global-delivery-status'));
  const worst = statuses.map((status) => deliveryOf(status, text)).toSorted(byWeight)[0];
  if (worst !== undefined) return { ...about, ...worst };
  const plain = plainBounce(mail, text);
  if (plain !== undefined) return { ...about, ...deliveryOf(plain, text) };
  return { ...about, kind: isAutomatic(mail) ? 'automatic' : 'other' };
}

function beginningOf(source: Uint8Array): Uint8Array {
  const start = source.subarray(0, mostReturnBytes);
  let end = -1;
  for (let line = 0; line < mostLines; line += 1) {
    end = start.indexOf(lineFeed, end + 1);
    if (end === -1) return start;
  }
  return start.subarray(0, end + 1);
}

const lineFeed = 10;

function deliveryOf(status: RecipientStatus, text: string) {
  const { action, diagnostic, localPart, remote } = status;
  // Exchange and others say it in the part for people only.
  const words = diagnostic === '' ? (serverWordsIn(text) ?? text.slice(0, 2_000)) : diagnostic;
  const code = moreExact(status.status, statusIn(words));
  return {
    kind: 'delivery' as const,
    ...judgeReturn({ action, status: code, text: words }),
    status: code,
    diagnostic: withoutAddresses(words, localPart === undefined ? [] : [localPart]),
    provider: mailProviderOf(remote, words),
  };
}

const weights = { hard: 0, policy: 1, soft: 2, delayed: 3, none: 4 } as const;

function byWeight(one: { verdict: keyof typeof weights }, other: { verdict: keyof typeof weights }): number {
  return weights[one.verdict] - weights[other.verdict];
}

function textOf(attachment: Attachment | undefined): string {
  const content = attachment?.content ?? '';
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

const recipientHeaders = new Set([
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-delivered-to',
  'x-forwarded-to',
  'to',
]);
const mostRecipients = 20;

function recipientsOf({ headers }: Email): string[] {
  const texts = headers
    .filter(({ key }) => recipientHeaders.has(key))
    .map(({ value }) => value.slice(0, 2_000));
  return texts.flatMap((text) => text.match(/[\w.+=-]{1,128}@[\w.-]{1,255}/g) ?? []).slice(0, mostRecipients);
}

function isAutomatic({ headers }: Email): boolean {
  const valueOf = (name: string): string =>
    headers.find(({ key }) => key === name)?.value.toLowerCase() ?? '';
  const submitted = valueOf('auto-submitted');
  return (
    (submitted !== '' && !submitted.startsWith('no')) ||
    /auto[_-]?reply|bulk|junk/.test(valueOf('precedence')) ||
    ['x-autoreply', 'x-autorespond', 'x-auto-response-suppress'].some((name) => valueOf(name) !== '')
  );
}
