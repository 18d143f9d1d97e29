import type { Email } from 'postal-mime';
import { statusIn, type RecipientStatus } from './delivery-status.ts';

/**
 * The bounces of servers that do not write RFC 3464: qmail (its own QSBMF), older Exims, some providers. Taken for one only
 * when the mail says that a server wrote it: a person who writes back may well quote "user unknown".
 *
 * @param text the part for people
 */
export function plainBounce(mail: Email, text: string): RecipientStatus | undefined {
  const failed = headerOf(mail, 'x-failed-recipients');
  const isFromServer = failed !== '' || isOfServer(mail) || qmail.test(text);
  if (!isFromServer) return undefined;
  const words = beforeCopy(text);
  const address = /<([^\s<>@]{1,64})@[^\s<>]{1,255}>/.exec(words)?.[1] ?? localPart(failed);
  const diagnostic = serverWordsIn(words);
  if (diagnostic === undefined) return undefined;
  const isDelay =
    /\bdelay|still (?:being )?(?:trying|retried)|not yet been delivered|no action is required/i.test(
      `${mail.subject ?? ''} ${words.slice(0, 1_000)}`,
    );
  return {
    action: isDelay ? 'delayed' : 'failed',
    status: statusIn(diagnostic),
    diagnostic,
    localPart: address,
    remote: /\bhost ([\w.-]{3,200})/i.exec(words)?.[1],
  };
}

const qmail = /^hi\. this is the|qmail-send program at/i;

function isOfServer(mail: Email): boolean {
  const from = mail.from?.address ?? headerOf(mail, 'from');
  const isDaemon = /^<?(?:mailer-daemon|postmaster|mdaemon|mail-daemon|bounces?)(?:@|$)/i.test(
    from.slice(0, 320),
  );
  return isDaemon || headerOf(mail, 'return-path').trim() === '<>';
}

function headerOf({ headers }: Email, name: string): string {
  return headers.find(({ key }) => key === name)?.value.slice(0, 1_000) ?? '';
}

/** What comes after is the mail that went out, which may say anything. */
function beforeCopy(text: string): string {
  const copy =
    /^[ \t]{0,8}-{2,80}.{0,60}(?:copy|original|returned|forwarded|below this line|message header)/im.exec(
      text,
    )?.index;
  return text.slice(0, Math.min(copy ?? text.length, 8_000));
}

/** The paragraph with the server's answer, else the one that says what failed; from a text for people. */
export function serverWordsIn(text: string): string | undefined {
  const paragraphs = beforeCopy(text)
    .split(/\r?\n[ \t]*\r?\n/)
    .slice(0, 60);
  const answer =
    paragraphs.find((paragraph) => /(?:^|[\s:])[45]\d\d[ -]|#?[45]\.\d{1,3}\.\d{1,3}/.test(paragraph)) ??
    paragraphs.find((paragraph) => speaksOfFailure.test(paragraph) && /@|:\s/.test(paragraph));
  if (answer === undefined) return undefined;
  const [, reply] = /((?<![\d.])[45]\d\d[ -][\s\S]*)/.exec(answer) ?? [];
  return (reply ?? answer.replace(/^\s*<[^>]{1,400}>:?\s*/, ''))
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 1_500);
}

const speaksOfFailure =
  /sorry|unknown|unrouteable|not (?:be )?(?:found|exist|delivered)|quota|full|fail|refused|rejected|timeout|disabled|no such|couldn't/i;

function localPart(addresses: string): string | undefined {
  return /([^\s<>@,]{1,64})@/.exec(addresses)?.[1];
}
