import { mailboxPlace, type ReturnMailboxPlace } from '@foyer/mail';
import { ConfigError, textVariable, wholeNumberVariable } from '@foyer/runtime';
import { z } from 'zod';

/** Where returned mail comes to: a port of our own, a mailbox, both or neither. */
export const bounceVariables = {
  BOUNCE_SMTP_PORT: wholeNumberVariable({ minimum: 0, maximum: 65_535 }).optional(),
  BOUNCE_SMTP_HOST: textVariable('an address to take returned mail on, 0.0.0.0 for all').default('127.0.0.1'),
  BOUNCE_TLS_CERT_FILE: textVariable('a file with a certificate (PEM)').optional(),
  BOUNCE_TLS_KEY_FILE: textVariable('a file with a private key (PEM)').optional(),
  BOUNCE_IMAP_URL: z
    .string()
    .refine(isMailbox)
    .describe('a mailbox such as imaps://user:password@host:993/INBOX, perhaps with ?move=Folder')
    .meta({ secret: true })
    .optional(),
};

interface BounceEnvironment {
  BOUNCE_SMTP_PORT?: number | undefined;
  BOUNCE_SMTP_HOST: string;
  BOUNCE_TLS_CERT_FILE?: string | undefined;
  BOUNCE_TLS_KEY_FILE?: string | undefined;
  BOUNCE_IMAP_URL?: string | undefined;
}

export interface BounceConfig {
  readonly port: number | undefined;
  readonly host: string;
  readonly tlsFiles: { readonly cert: string; readonly key: string } | undefined;
  readonly mailbox: ReturnMailboxPlace | undefined;
}

/** @throws ConfigError when a certificate is given without its key, or the other way round */
export function bounceConfig(read: BounceEnvironment): BounceConfig {
  const { BOUNCE_TLS_CERT_FILE: cert, BOUNCE_TLS_KEY_FILE: key, BOUNCE_IMAP_URL: url } = read;
  if ((cert === undefined) !== (key === undefined)) {
    const variable = cert === undefined ? 'BOUNCE_TLS_CERT_FILE' : 'BOUNCE_TLS_KEY_FILE';
    throw new ConfigError([{ variable, problem: 'must be given, because the other BOUNCE_TLS_ file is' }]);
  }
  return {
    port: read.BOUNCE_SMTP_PORT,
    host: read.BOUNCE_SMTP_HOST,
    tlsFiles: cert === undefined || key === undefined ? undefined : { cert, key },
    mailbox: url === undefined ? undefined : mailboxPlace(url),
  };
}

function isMailbox(url: string): boolean {
  try {
    mailboxPlace(url);
    return true;
  } catch {
    return false;
  }
}
