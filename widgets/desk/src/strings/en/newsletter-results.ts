import { count } from './count.ts';

export const newsletterResults = {
  progress: 'Progress',
  bar: (done: number, all: number) => `${done} of ${all} done`,
  left: 'Still to go',
  rate: 'Rate',
  perMinute: 'a minute',
  remaining: 'Done in about',
  unknown: ['–', 'not known yet'] as const,
  /** A number and its unit. */
  duration: (seconds: number): readonly [string, string] => {
    const [many, one, more] =
      seconds < 90
        ? ([seconds, 'second', 'seconds'] as const)
        : seconds < 5400
          ? ([seconds / 60, 'minute', 'minutes'] as const)
          : ([seconds / 3600, 'hour', 'hours'] as const);
    const rounded = Math.max(1, Math.round(many));
    return [String(rounded), rounded === 1 ? one : more];
  },
  onlyDelayed: (mails: number) =>
    `${count(mails, 'mail is', 'mails are')} tried again later, because the other side put ${mails === 1 ? 'it' : 'them'} off. Nothing is to be done.`,
  since: (at: string) => `Started ${at}`,
  pausedAt: (at: string) => `paused ${at}`,
  finishedAt: (at: string) => `ended ${at}`,
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Stop for good…',
  cancelTitle: 'Stop for good?',
  cancelText: (left: number) =>
    `${count(left, 'person has', 'people have')} not got it yet, and will not get it. This cannot be taken back.`,
  cancelDeed: 'Stop for good',
  uncertainTitle: (mails: number) => `${count(mails, 'mail is', 'mails are')} uncertain`,
  uncertainText:
    'The connection to the mail server ended while they were on their way, so nobody knows whether they arrived. They are not sent again, for nobody is to get a newsletter twice. Below, the table beside “Uncertain” says who they are.',

  outcome: 'What became of it',
  outcomeIntro: 'Everybody whom the audience named is in exactly one line.',
  deliveryStates: {
    accepted: 'Accepted by the mail server',
    refused: 'Refused by the mail server',
    uncertain: 'Uncertain',
    excluded: 'Left out',
    waiting: 'Waiting',
    claimed: 'On their way',
    delayed: 'To be tried again',
    bounced: 'Came back',
    complained: 'Reported as spam',
  },
  share: (part: number, all: number) => (all === 0 ? '' : `${((part / all) * 100).toFixed(1)} %`),
  people: 'People',
  shareHead: 'Share',
  sum: 'Together',
  table: 'Who',
  csvOf: (state: string) => `CSV of “${state}”`,
  csvAll: 'CSV of everybody',
  csvShort: 'CSV',
  forgotten: 'Who got it is not kept any more; the numbers are.',
  reasons: 'Reasons',
  aboutRefusals: 'What to do where we are refused',
  reason: (code: string): string => reasons[code] ?? code,
  accepted: 'Accepted over time',
  acceptedSeries: 'Accepted',
  acceptedHint: (minutes: number) => `In steps of ${stepWords(minutes)}.`,
  acceptedNone: 'Nothing was accepted yet.',

  clicks: 'Clicks',
  clicksIntro:
    'Counted without people, addresses or user agents. “Cleaned” leaves out bursts over many links, as scanners of mail servers make them.',
  raw: 'Raw',
  cleaned: 'Cleaned',
  scanners: 'Taken for scanners',
  link: 'Link',
  links: 'Links',
  clicksNone: 'Nobody has followed a link yet.',
  noLinks: 'The mail has no links that are counted.',
  otherResults:
    'Every number here is of mails that the server handed over. No open is counted: the mail has no pixel.',
};

const reasons: Readonly<Record<string, string>> = {
  'excluded.unsubscribed': 'Left out: unsubscribed',
  'excluded.paused': 'Left out: paused',
  'excluded.restricted': 'Left out: the data are restricted',
  'excluded.suppressed': 'Left out: on the suppression list',
  'excluded.no_consent': 'Left out: no consent that is in force',
  'excluded.gone': 'Left out: erased meanwhile',
  'excluded.cancelled': 'Left out: it was stopped before their turn',
  'refused.refused': 'Refused: the mailbox is not there or does not take mail',
  'refused.policy':
    'Refused: by a policy of the other side. That is about the sender; ask who keeps the mail server',
  'refused.malformed': 'Refused: the address cannot be written to',
  'refused.gave_up': 'Refused: put off too often',
  'uncertain.process_ended': 'Uncertain: a process ended',
  'uncertain.connection_lost': 'Uncertain: a connection was lost',
  'delayed.delayed': 'To be tried again: the other side put it off',
  'bounced.hard': 'Came back: the mailbox is not there',
  'bounced.soft': 'Came back: the mailbox was full, or not there for a while',
  'bounced.policy': 'Came back: refused by a policy of the other side. Ask who keeps the mail server',
  'complained.complaint': 'Reported as spam by its reader, who gets no more',
};

function stepWords(minutes: number): string {
  if (minutes >= 1440) return count(minutes / 1440, 'day', 'days');
  return minutes >= 60 ? count(minutes / 60, 'hour', 'hours') : count(minutes, 'minute', 'minutes');
}
