import { fillPieces, MailDelayedError, MailRefusedError } from '@foyer/mail';
import { uuidv7 } from '@foyer/runtime';
import type { CampaignDeps } from './campaign-ports.ts';
import type { CampaignStore } from './campaign-store.ts';
import { campaignError } from './errors.ts';
import { entry } from './locked.ts';
import { mailboxText } from './mailbox-text.ts';
import type { Preflight } from './preflight.ts';
import { sampleValues } from './sample-reader.ts';
import type { TestMailStore } from './test-mail-store.ts';

/** Sends the saved mail to the one who asks, marked as a test; its links lead straight to where they go. */
export type SendTestMail = (
  campaignId: string,
  reader: { staffId: string; name: string; email: string },
) => Promise<{ sentTo: string; at: Date }>;

const mostInAnHour = 20;
const sendSeconds = 20;

export function createSendTestMail(
  deps: Pick<CampaignDeps, 'db' | 'clock' | 'audit' | 'mail' | 'publicUrl'> & {
    store: CampaignStore;
    testMails: TestMailStore;
    preflight: Preflight;
  },
): SendTestMail {
  const { db, clock, audit, mail: post, publicUrl, store, testMails, preflight } = deps;

  return async (campaignId, { staffId, name, email }) => {
    const campaign = await store.byId(db, campaignId);
    if (campaign === undefined) throw campaignError('campaign_unknown');
    const { mail, answer } = await preflight.look(db, campaign.value);
    const hasSender = !answer.findings.some(
      ({ code }) => code === 'sender_invalid' || code === 'reply_to_invalid',
    );
    if (mail === undefined || !hasSender) {
      throw campaignError(
        'mail_not_compiled',
        'the mail must compile and have a sender to be sent as a test',
      );
    }
    const at = clock.now();
    const id = uuidv7(at);
    await db.transaction().execute(async (trx) => {
      const line = { id, campaignId, staffId, version: campaign.version, sentAt: at };
      const since = new Date(at.getTime() - 3_600_000);
      if (!(await testMails.insert(trx, line, { most: mostInAnHour, since }))) {
        throw campaignError('test_limit', `${mostInAnHour} test mails in an hour are the most`, {
          retryAfterSeconds: 3_600,
        });
      }
      await audit(trx, entry(staffId, 'test', campaignId, { version: campaign.version }));
    });
    const values = sampleValues(mail, { name, email }, publicUrl);
    const { from, replyTo } = campaign.value;
    try {
      await post.send(
        {
          messageId: `newsletter-test.${id}@${new URL(publicUrl).hostname}`,
          from: mailboxText(from),
          to: email,
          ...(replyTo !== null && { replyTo }),
          subject: `[Test] ${fillPieces(mail.subject, values)}`,
          html: fillPieces(mail.html, values),
          text: fillPieces(mail.text, values),
          language: mail.language,
          headers: { 'X-Auto-Response-Suppress': 'All' },
        },
        { signal: AbortSignal.timeout(sendSeconds * 1000) },
      );
    } catch (error) {
      if (!(error instanceof MailRefusedError || error instanceof MailDelayedError)) throw error;
      throw campaignError('test_not_sent', error.message.slice(0, 300), { cause: error });
    }
    return { sentTo: email, at };
  };
}
