import type { Page } from 'playwright-core';
import { startChromium } from './browser.ts';
import { openSignedIn } from './desk-visit.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from './foyer-process.ts';
import { setPacing, takeReadersOver } from './newsletter-readers.ts';
import { startSmtpSink, type SmtpSink } from './smtp-sink.ts';
import { becomeAdministrator, invite, type StaffMember } from './staff-desk.ts';

/** Two people before a newsletter, each in a browser of their own. */
export interface NewsletterDesk {
  foyer: FoyerProcess;
  sink: SmtpSink;
  administrator: StaffMember;
  /** Writes newsletters, and may do nothing else. */
  willem: StaffMember;
  writer: Page;
  /** The administrator's page. */
  colleague: Page;
  close(): Promise<void>;
}

/** A server with some readers, a mail server and a browser; both are signed in. */
export async function openNewsletterDesk(given: {
  env?: Record<string, string>;
  pacing: Record<string, unknown>;
}): Promise<NewsletterDesk> {
  const folder = await temporaryFolder();
  const sink = await startSmtpSink();
  const env = { LOG_LEVEL: 'warn', SMTP_URL: sink.url, ...given.env };
  const foyer = await startFoyer({ dataDir: folder.path, env });
  const administrator = await becomeAdministrator(foyer);
  const marketing = { name: 'Willem Writer', email: 'willem@example.org', roles: ['marketing'] };
  const willem = await invite(foyer, administrator, marketing);
  await takeReadersOver(foyer, administrator);
  await setPacing(administrator, given.pacing);
  const browser = await startChromium();

  return {
    foyer,
    sink,
    administrator,
    willem,
    writer: await openSignedIn(browser, willem),
    colleague: await openSignedIn(browser, administrator),
    close: async () => {
      await browser.close();
      await foyer.end('SIGTERM');
      await sink.close();
      await folder.remove();
    },
  };
}
