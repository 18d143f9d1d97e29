import { count } from './count.ts';

export const newsletterResults = {
  progress: 'Progress',
  states: {
    preparing: 'The audience is being counted out',
    sending: 'Sending',
    paused: 'Paused',
    cancelled: 'Cancelled',
    finished: 'Finished',
  },
  bar: (done: number, all: number) => `${done} of ${all} done`,
  left: 'Left',
  rate: 'Rate',
  perMinute: (mails: number) => `${mails} a minute`,
  remaining: 'Remaining',
  unknown: 'not known',
  duration: (seconds: number): string =>
    seconds < 90
      ? `about ${count(Math.max(1, Math.round(seconds)), 'second', 'seconds')}`
      : seconds < 5400
        ? `about ${count(Math.round(seconds / 60), 'minute', 'minutes')}`
        : `about ${count(Math.round(seconds / 3600), 'hour', 'hours')}`,
  since: (at: string) => `Started ${at}`,
  pausedAt: (at: string) => `paused ${at}`,
  finishedAt: (at: string) => `ended ${at}`,
  pause: 'Pause',
  resume: 'Go on',
  cancel: 'Cancel the rest…',
  cancelTitle: 'Cancel the rest?',
  cancelText: (left: number) =>
    `${count(left, 'person has', 'people have')} not got it yet, and will not get it. This cannot be taken back.`,
  cancelDeed: 'Cancel the rest',
  uncertainTitle: (mails: number) => `${count(mails, 'mail is', 'mails are')} uncertain`,
  uncertainText:
    'They were on their way when a process or a connection ended, and nobody knows whether the mail server took them. They are not sent again unless the campaign says so. The table of them says who they are.',

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
  },
  share: (part: number, all: number) => (all === 0 ? '' : `${((part / all) * 100).toFixed(1)} %`),
  people: 'People',
  shareHead: 'Share',
  sum: 'Together',
  table: 'Table',
  csvOf: (state: string) => `CSV of “${state}”`,
  csvAll: 'CSV of everybody',
  csvShort: 'CSV',
  forgotten: 'Who got it is not kept any more; the numbers are.',
  reasons: 'Reasons',
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
  'excluded.cancelled': 'Left out: the rest was cancelled',
  'refused.refused': 'Refused: the mailbox is not there or does not take mail',
  'refused.policy': 'Refused: by a policy of the other side. That is about the sender, not about people',
  'refused.malformed': 'Refused: the address cannot be written to',
  'refused.gave_up': 'Refused: put off too often',
  'uncertain.process_ended': 'Uncertain: a process ended',
  'uncertain.connection_lost': 'Uncertain: a connection was lost',
  'delayed.delayed': 'To be tried again: the other side put it off',
};

function stepWords(minutes: number): string {
  if (minutes >= 1440) return count(minutes / 1440, 'day', 'days');
  return minutes >= 60 ? count(minutes / 60, 'hour', 'hours') : count(minutes, 'minute', 'minutes');
}
