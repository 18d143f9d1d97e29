import type { SendMailOptions } from 'nodemailer';
import { parseMailbox, type Mailbox } from './mailbox.ts';

export interface MailMessage {
  /** Without angle brackets: `<what>.<whom>@<domain>`. The same for every repetition of the same mail. */
  messageId: string;
  /** `Name <address>`; the sender given to `createMail` when not given. */
  from?: string;
  /** Exactly one address. */
  to: string;
  replyTo?: string;
  /** Line breaks and control characters become spaces. */
  subject: string;
  html: string;
  text: string;
  /** Further headers, each on one line; not those that have a field of their own here. */
  headers?: Readonly<Record<string, string>>;
  /** Language of the text (BCP 47), for Content-Language. */
  language?: string;
  /** The moment in the Date header; the moment of sending when not given. */
  date?: Date;
  /** A calendar entry (RFC 5545), also attached as a file for programs that only know those. */
  calendar?: { method: 'PUBLISH' | 'CANCEL'; content: string };
}

// Also the name of the file in the outbox, so nothing that a path could stumble over.
export const messageIdPattern = /^[A-Za-z0-9][\w.-]{0,120}@[A-Za-z0-9][A-Za-z0-9.-]{0,120}$/;

const headerName = /^[A-Za-z][A-Za-z0-9-]{0,70}$/;
const controlCharacter = /\p{Cc}/u;
const ownHeaders = new Set([
  'from',
  'to',
  'cc',
  'bcc',
  'sender',
  'reply-to',
  'return-path',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'content-language',
]);

/**
 * Checks a message and puts it into nodemailer's words.
 *
 * @param defaultFrom sender of a message that names none
 * @throws RangeError when an address, the message id or a header is not as asked: a mistake of the caller, never to be
 *   repeated
 */
export function composeOptions(message: MailMessage, defaultFrom: string): SendMailOptions {
  if (!messageIdPattern.test(message.messageId)) {
    throw new RangeError(`messageId must be like 'kind.id@example.com', got '${oneLine(message.messageId)}'`);
  }
  const { replyTo, language, date, calendar } = message;
  return {
    messageId: `<${message.messageId}>`,
    from: addressee(parseMailbox(message.from ?? defaultFrom, 'from')),
    to: addressee(parseMailbox(message.to, 'to')),
    ...(replyTo !== undefined && { replyTo: addressee(parseMailbox(replyTo, 'replyTo')) }),
    ...(date !== undefined && { date }),
    ...(calendar !== undefined && { icalEvent: { ...calendar, filename: 'invite.ics' } }),
    subject: oneLine(message.subject),
    text: message.text,
    html: message.html,
    textEncoding: 'quoted-printable',
    xMailer: false,
    headers: {
      ...checkedHeaders(message.headers ?? {}),
      ...(language !== undefined && { 'Content-Language': checkedLine('language', language) }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** One line without control characters, 900 characters at most: what a header may carry. */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp} ]+/gu, ' ')
    .trim()
    .slice(0, 900);
}

function addressee({ name, address }: Mailbox): { name: string; address: string } {
  return { name, address };
}

function checkedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!headerName.test(name) || ownHeaders.has(name.toLowerCase())) {
      throw new RangeError(
        `headers must not hold '${oneLine(name)}': it has a field of its own or is no header name`,
      );
    }
    checked[name] = checkedLine(`the header ${name}`, value);
  }
  return checked;
}

function checkedLine(what: string, value: string): string {
  if (controlCharacter.test(value) || value.length > 900) {
    throw new RangeError(`${what} must be one line of 900 characters at most`);
  }
  return value;
}
