/** A mailbox in which returned mail lands. */
export interface ReturnMailboxPlace {
  host: string;
  port: number;
  isSecure: boolean;
  user: string;
  password: string;
  folder: string;
  /** Where mails go that are dealt with; undefined: they are deleted. */
  moveTo: string | undefined;
}

/**
 * @param url `imaps://user:password@host:993/INBOX?move=Done`; parts URL-encoded. `imap://` asks for STARTTLS
 * @throws RangeError when it is none
 */
export function mailboxPlace(url: string): ReturnMailboxPlace {
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(url);
  if (!['imap:', 'imaps:'].includes(protocol) || hostname === '' || username === '') {
    throw new RangeError('a mailbox must be like imaps://user:password@host/INBOX');
  }
  const isSecure = protocol === 'imaps:';
  return {
    // An IPv6 address stands in brackets in a URL only.
    host: hostname.replaceAll(/[[\]]/g, ''),
    port: port === '' ? (isSecure ? 993 : 143) : Number(port),
    isSecure,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    folder: decodeURIComponent(pathname.slice(1)) || 'INBOX',
    moveTo: searchParams.get('move') ?? undefined,
  };
}
