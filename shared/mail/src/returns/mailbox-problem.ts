import type { ReturnMailboxPlace } from './mailbox-place.ts';

const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const silent = new Set([
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
  'GREETING_TIMEOUT',
  'UPGRADE_TIMEOUT',
]);
const broken = new Set([
  'ECONNRESET',
  'EConnectionClosed',
  'EPIPE',
  'ETIMEOUT',
  'NoConnection',
  'StateLogout',
]);

/**
 * What went wrong with a mailbox, in words that say what to do. Our client's own are 'Command failed'.
 *
 * @returns an error with the other one as its cause; errors that are not the mailbox's come back as they are
 */
export function mailboxProblem(error: unknown, place: ReturnMailboxPlace): unknown {
  const at = `${place.host}:${place.port}`;
  const code = textOf(error, 'code');
  const reason = reasonOf(error instanceof Error ? error.message : String(error));
  const says = textOf(error, 'responseText');
  const because = (words: string): Error => new Error(words, { cause: error });

  if (Reflect.get(Object(error), 'authenticationFailed') === true) {
    return because(
      `the mail server ${at} refuses the sign-in of ${place.user} (${says}): check the user and the password in the URL of the mailbox; both stand there URL-encoded`,
    );
  }
  if (untrusted.has(code)) {
    return because(
      `the certificate of the mail server ${at} is not trusted (${reason}): start with NODE_EXTRA_CA_CERTS=<file with the certificate (PEM) of the authority that signed it>`,
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return because(
      `the certificate of the mail server ${at} is for another name (${reason}): write a name in the URL that stands in the certificate`,
    );
  }
  if (code.startsWith('CERT_')) {
    return because(`the certificate of the mail server ${at} does not count (${reason}): have it renewed`);
  }
  if (Reflect.get(Object(error), 'tlsFailed') === true || /^(?:EPROTO|ERR_SSL)/.test(code)) {
    return because(
      `no encrypted connection to the mail server ${at} (${reason}): imaps:// is for ports with TLS from the start, as 993; imap:// is for those with STARTTLS, as 143`,
    );
  }
  if (silent.has(code)) {
    return because(
      `no mail server answers at ${at} (${reason}): check host and port in the URL of the mailbox`,
    );
  }
  if (broken.has(code)) {
    return because(
      `the connection to the mail server ${at} broke (${reason}): the next run goes on from there`,
    );
  }
  return says === '' ? error : because(`the mail server ${at} refused: ${says}`);
}

/** OpenSSL puts file names and numbers of its own around what it says. */
function reasonOf(message: string): string {
  const [line = ''] = message.split('\n');
  return /:error:\w+:[^:]*:[^:]*:([^:]+)/.exec(line)?.[1] ?? line;
}

export function textOf(error: unknown, name: string): string {
  const value: unknown = Reflect.get(Object(error), name);
  return typeof value === 'string' ? value.slice(0, 300) : '';
}
