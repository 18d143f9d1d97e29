import type { Tx } from '@foyer/database';
import type { Mail, MailCompiler } from '@foyer/mail';
import type { VisitorPage } from '@foyer/service';
import type { ConsentPort, SuppressionPort } from './privacy-ports.ts';
import type { RefusedSignUp } from './refused-sign-up.ts';

/** What the captcha says of a solution; handed in by the server. */
type CaptchaCheck =
  | {
      ok: true;
      /** Marks the puzzle in the caller's transaction; false when it was used before. */
      spend(trx: Tx): Promise<boolean>;
    }
  | { ok: false; code: string };

/** What the server hands in for subscribing alone. */
export interface SubscribingPorts {
  mail: Mail;
  mailCompiler: MailCompiler;
  /** Where copies of mails lie that go when their sign-up goes. */
  outboxDir: string;
  /** `Name <address>`; its domain is also in the ids of the mails. */
  mailFrom: string;
  privacyUrl?: string | undefined;
  /** Keys the digests of recipients; 32 bytes. */
  addressKey: Uint8Array;
  checkCaptcha: (solution: string, options: { siteKey?: string }) => Promise<CaptchaCheck>;
  /** Site key of the server's own pages. */
  siteKey: () => Promise<string>;
  /** Draws a whole page. */
  renderPage: (page: VisitorPage) => string;
  /** The form as it stands on a page, filled in, as HTML. Without it visitors are told to go back. */
  renderForm?: (form: RefusedSignUp) => string;
  suppression: SuppressionPort;
  consents: ConsentPort;
  /** A keyed digest of a visitor's neighbourhood (IPv4 /24, IPv6 /48), with a key of the day. */
  networkDigest: (address: string) => Promise<Uint8Array>;
  /** Whether the cut-off address of a visitor is kept with the proof of their consent. */
  keepsNetwork?: boolean;
}
