import { count } from './count.ts';

export const newsletterReturns = {
  intro:
    'What mail servers sent back or refused at once, and what readers reported as spam. Kept for 180 days.',
  period: 'Period',
  periods: { '7': '7 days', '30': '30 days', '180': '180 days' },

  refusedTitle: (mails: number, days: string) =>
    `${count(mails, 'newsletter was', 'newsletters were')} refused because of us in the last ${days} days`,
  refusedText:
    'The readers have nothing to do with it, and nobody was taken off the list. But they get nothing until it is put right:',
  says: (words: string) => `It said: “${words}”`,
  refusal: (mails: number, lastAt: string, status: string | null) =>
    `${count(mails, 'newsletter', 'newsletters')}, the last on ${lastAt}${status === null ? '' : ` · status ${status}`}`,

  came: 'What came back',
  verdicts: {
    hard: ['Mailbox not there', 'unsubscribed once it is sure'],
    soft: ['Full or away for now', 'get the next one'],
    policy: ['Refused because of us', 'see above'],
    complaint: ['Reported as spam', 'unsubscribed for good'],
    unclear: ['Not to be understood', 'nothing follows'],
  } as const,
  nothing: 'Nothing came back',
  nothingText: (days: string) =>
    `In the last ${days} days no newsletter was sent back or refused, and nobody reported one as spam. When that happens it stands here, with what to do about it.`,
  nothingKnown: (days: string) =>
    `In the last ${days} days no newsletter was refused at once. What is sent back later cannot be known: it has no way to come here yet.`,

  ways: 'How it comes here',
  waysIntro: 'Most servers take a mail first, and send it back later.',
  port: 'A port of this server',
  portText: (domain: string) => `Mail servers deliver to it what is sent to ${domain} (BOUNCE_SMTP_PORT).`,
  mailbox: 'A mailbox',
  mailboxText: 'It is read once a minute (BOUNCE_IMAP_URL).',
  atOnce: 'Answers while a mail is handed over',
  atOnceText: 'They always count.',
  isOn: 'In use',
  isOff: 'Not set up',
  theDomain: 'the return domain',

  noWay: 'What is sent back does not come here',
  noWayText:
    'Mailboxes that are gone stay on the list, and readers who report spam go on getting mail: large providers refuse everything of such a sender after a while. Whoever runs Foyer has to set one of these, and start it anew:',
  settings: [
    ['BOUNCE_SMTP_PORT', 'a port of this server, to which the MX record of the return domain leads'],
    ['BOUNCE_IMAP_URL', 'a mailbox that is read once a minute: imaps://user:password@host/INBOX'],
  ] as const,

  noDomain: 'Newsletters come back to their sender',
  noDomainText: 'There is a way for returned mail, but no return domain that leads to it.',
  setDomain: 'Set it under Pacing',
};
