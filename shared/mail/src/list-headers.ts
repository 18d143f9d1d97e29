import { headerText } from './header-text.ts';
import type { MailHeader } from './dkim.ts';

/** Which list a mail came over, the same in all its mails for ever. */
export interface MailingList {
  /** RFC 2919: `news.example.org`. */
  id: string;
  /** What people call it. */
  name: string;
  /** RFC 2369: a page or an address that explains it. */
  helpUrl?: string | undefined;
  /** Gmail's Feedback-ID, `campaign:list:kind:sender`: each part counts by itself, and none may name a person. */
  feedbackId?: string | undefined;
}

/** The way out for one recipient. */
export interface WayOut {
  /** RFC 8058: takes a POST without cookies, and a GET shows a page. */
  oneClickUrl: string;
  /** A mail to it unsubscribes: `leave+token@example.org`. */
  mailto?: string | undefined;
}

/**
 * The headers by which mail programs and receiving servers tell that a mail is one of many, and offer a way out of them.
 * Precedence and X-Auto-Response-Suppress keep most out-of-office answers away. Auto-Submitted is for answers that nobody
 * asked for (RFC 3834), and not for these.
 *
 * @throws RangeError when an id, an address or a URL is none, or the one-click URL is not https (RFC 8058 §3.1)
 */
export function listHeaders({ id, name, helpUrl, feedbackId }: MailingList): MailHeader[] {
  if (!listId.test(id))
    throw new RangeError(`a list's id must be like 'news.example.org', got '${id.slice(0, 100)}'`);
  const label = headerText(name.replaceAll(/["\\<>]/g, ''));
  return [
    ['List-Id', label === '' ? `<${id}>` : `${label.startsWith('=?') ? label : `"${label}"`}\r\n <${id}>`],
    ...(helpUrl === undefined ? [] : [['List-Help', `<${checkedUrl(helpUrl)}>`] as const]),
    ...(feedbackId === undefined ? [] : [['Feedback-ID', checkedFeedbackId(feedbackId)] as const]),
    ['Precedence', 'bulk'],
    ['X-Auto-Response-Suppress', 'OOF, AutoReply'],
  ];
}

/** @throws RangeError as `listHeaders` */
export function wayOutHeaders({ oneClickUrl, mailto }: WayOut): MailHeader[] {
  const url = `<${checkedUrl(oneClickUrl)}>`;
  const isHttps = oneClickUrl.startsWith('https:');
  return [
    ['List-Unsubscribe', mailto === undefined ? url : `${url},\r\n <${checkedMailto(mailto)}>`],
    // Promises that the URL takes a POST, which may only be said of https.
    ...(isHttps ? [['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'] as const] : []),
  ];
}

const listId =
  /^(?=.{3,255}$)[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i;
const url = /^https?:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]{1,400}$/;
const mailtoAddress = /^[\w.+=-]{1,64}@[a-z0-9.-]{1,253}$/i;
const mailtoQuery = /^\?subject=[\w%.-]{1,200}$/;

function checkedUrl(text: string): string {
  if (!url.test(text))
    throw new RangeError('a URL in a header must be http or https, of 400 characters at most');
  return text;
}

function checkedMailto(text: string): string {
  const [address = '', ...query] = text.split(/(?=\?)/);
  const isQuery = query.length === 0 || mailtoQuery.test(query.join(''));
  if (!mailtoAddress.test(address) || !isQuery)
    throw new RangeError('mailto must be one address, perhaps with a subject');
  return `mailto:${text}`;
}

function checkedFeedbackId(text: string): string {
  if (!/^[\w.-]{1,60}(?::[\w.-]{1,60}){1,3}$/.test(text)) {
    throw new RangeError(
      `a Feedback-ID must be like 'campaign:list:kind:sender', got '${text.slice(0, 100)}'`,
    );
  }
  return text;
}
