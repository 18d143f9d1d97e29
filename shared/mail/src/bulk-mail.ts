import { createHash } from 'node:crypto';
import type { DkimSigner, MailHeader } from './dkim.ts';
import { headerMailbox, headerText } from './header-text.ts';
import { listHeaders, wayOutHeaders, type MailingList, type WayOut } from './list-headers.ts';
import { fillPieces, preparePart, type MailPiece } from './mail-pieces.ts';
import { parseMailbox, type Mailbox } from './mailbox.ts';
import { messageIdPattern } from './message.ts';

/** A mail to many: compiled, and cut where something differs from recipient to recipient. */
export interface BulkMailSource<Hole extends string> {
  subject: readonly MailPiece<Hole>[];
  html: readonly MailPiece<Hole>[];
  text: readonly MailPiece<Hole>[];
  /** BCP 47. */
  language: string;
  /** `Name <address>`. */
  from: string;
  replyTo?: string | undefined;
  list: MailingList;
}

/** What differs from recipient to recipient. */
export interface BulkRecipient<Hole extends string> {
  /** Without angle brackets; the same for every repetition, so that receivers can tell a copy. */
  messageId: string;
  to: Mailbox;
  values: Readonly<Record<Hole, string>>;
  wayOut: WayOut;
}

export interface BulkMail<Hole extends string> {
  /**
   * The whole mail as it goes over the wire, signed when there is a signer.
   *
   * @throws RangeError when an address, the message id or the value of a link is not as asked
   */
  compose(recipient: BulkRecipient<Hole>, now: Date): Promise<Buffer>;
}

/**
 * Encodes a mail once, so that each recipient costs little more than their signature: composing anew takes some milliseconds
 * for each mail, filling holes some hundredths of one.
 *
 * @throws RangeError when the sender, the list or the language is not as asked
 */
export function prepareBulkMail<Hole extends string>(
  source: BulkMailSource<Hole>,
  signer?: DkimSigner,
): BulkMail<Hole> {
  const { subject, language, from, replyTo, list } = source;
  if (!/^[A-Za-z0-9-]{2,35}$/.test(language)) {
    throw new RangeError(`language must be a tag such as 'de', got '${language.slice(0, 50)}'`);
  }
  const [text, html] = [preparePart(source.text), preparePart(source.html)];
  // No quoted-printable text holds '=_', so it needs no looking.
  const boundary = `=_${createHash('sha256').update(JSON.stringify(source)).digest('hex').slice(0, 24)}`;
  const heads = { from: headerMailbox(parseMailbox(from, 'from')), lists: listHeaders(list) };
  const reply: MailHeader[] =
    replyTo === undefined ? [] : [['Reply-To', headerMailbox(parseMailbox(replyTo, 'replyTo'))]];
  const content: MailHeader[] = [
    ['MIME-Version', '1.0'],
    ['Content-Language', language],
    ['Content-Type', `multipart/alternative;\r\n boundary="${boundary}"`],
  ];
  const [textHead, htmlHead] = ['plain', 'html'].map(
    (kind) =>
      `--${boundary}\r\nContent-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`,
  );

  return {
    compose: async ({ messageId, to, values, wayOut }, now) => {
      if (!messageIdPattern.test(messageId)) {
        throw new RangeError(
          `messageId must be like 'kind.id@example.com', got ${messageId.length} characters`,
        );
      }
      const headers: MailHeader[] = [
        ['From', heads.from],
        ['To', headerMailbox({ name: to.name, address: parseMailbox(to.address, 'to').address })],
        ['Subject', headerText(fillPieces(subject, values))],
        ['Date', now.toUTCString().replace('GMT', '+0000')],
        ['Message-ID', `<${messageId}>`],
        ...reply,
        ...wayOutHeaders(wayOut),
        ...heads.lists,
        ...content,
      ];
      const parts = `${textHead}${text(values)}\r\n${htmlHead}${html(values)}\r\n--${boundary}--\r\n`;
      const signature = await signer?.sign(headers, parts, now);
      const all = signature === undefined ? headers : [signature, ...headers];
      const head = `${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
      // At a thousand mails a second each copy of one is tens of megabytes of garbage: there is this one.
      const mail = Buffer.allocUnsafeSlow(Buffer.byteLength(head) + parts.length);
      mail.write(parts, mail.write(head, 'utf8'), 'latin1');
      return mail;
    },
  };
}
