import { createMail } from '@foyer/mail';
import { createLog } from '@foyer/runtime';
import type { Config } from '../config.ts';
import type { Finding } from './finding.ts';

const about = 'mail';

export async function examineMail(config: Config): Promise<Finding[]> {
  if (config.smtpUrl === undefined) {
    return [
      {
        state: 'odd',
        about,
        says: 'nothing is sent: mails stay in the outbox folder',
        advice: 'set SMTP_URL when visitors are to get mail',
      },
    ];
  }
  const mail = createMail({
    smtpUrl: config.smtpUrl,
    outboxDir: '',
    from: config.mailFrom,
    log: createLog({ level: 'silent' }),
  });
  try {
    await mail.verify();
    return [
      { state: 'well', about, says: 'the SMTP server answers and takes our sign-in' },
      ...examineSender(config),
    ];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      {
        state: 'wrong',
        about,
        says: `the SMTP server refuses or is silent: ${reason}`,
        advice: 'check SMTP_URL: smtps:// for port 465, user and password URL-encoded',
      },
      ...examineSender(config),
    ];
  } finally {
    await mail.close();
  }
}

function examineSender({ mailFrom, staffEmail }: Config): Finding[] {
  const local = [
    ['MAIL_FROM', mailFrom],
    ['STAFF_EMAIL', staffEmail],
  ].filter(([, address]) => address?.includes('@localhost'));
  return local.map(([variable]) => ({
    state: 'wrong',
    about: variable ?? about,
    says: 'still ends in @localhost, which no other server takes',
    advice: `set ${variable} to an address of your domain`,
  }));
}
