import type { RequestKind } from '../../api/privacy-requests.ts';
import { count } from './count.ts';
import { languageName } from './language-name.ts';

export const privacyRequests = {
  intro: 'What people ask about their data. Each is to be answered within a month.',
  all: 'All requests',
  add: 'New request',
  state: 'State',
  states: { open: 'Open', done: 'Done', refused: 'Refused' },
  overdue: (number: number) => (number === 1 ? 'One request is overdue.' : `${number} requests are overdue.`),
  empty: {
    open: [
      'Nobody is waiting',
      'Requests from the page “Your data”, and those that you write down, appear here.',
    ],
    done: ['Nothing done yet', 'Requests that were answered stay here as proof, without saying who asked.'],
    refused: ['Nothing was refused', 'A refusal takes two people and a reason.'],
  } as const,
  kinds: {
    access: 'Access',
    portability: 'Copy for another service',
    rectification: 'Correction',
    erasure: 'Erasure',
    restriction: 'Restriction',
    lift_restriction: 'End of a restriction',
    objection: 'Objection',
    withdrawal: 'Withdrawal of a consent',
  } satisfies Record<RequestKind, string>,
  kindHints: {
    access: 'They want to know what is kept about them (Art. 15).',
    portability: 'They want their data in a form that programs read (Art. 20).',
    rectification: 'Something is wrong and is to be put right (Art. 16).',
    erasure: 'They want to be forgotten (Art. 17).',
    restriction: 'Keep it, but do nothing with it (Art. 18).',
    lift_restriction: 'Work with their data again.',
    objection: 'No more advertising by mail or telephone (Art. 21).',
    withdrawal: 'They take a consent back (Art. 7).',
  } satisfies Record<RequestKind, string>,
  channels: {
    my_data: 'by themselves, on the page',
    phone: 'by telephone',
    letter: 'by letter',
    mail: 'by e-mail',
    in_person: 'in person',
  },
  received: (channel: string, on: string) => `${channel}, ${on}`,
  due: (days: number) =>
    days < 0
      ? `overdue by ${count(-days, 'day', 'days')}`
      : days === 0
        ? 'due today'
        : `due in ${count(days, 'day', 'days')}`,
  closed: (on: string) => `closed ${on}`,
  isExtended: 'Extended',
  needsSecond: 'Refusal needs a second person',

  kind: 'What do they ask for?',
  channel: 'How did they ask?',
  email: 'E-mail address',
  phone: 'Telephone number',
  contactHint: 'One of the two is enough. What is kept is found by it, so be sure that it is theirs.',
  contactMissing: 'Please enter an e-mail address or a telephone number.',
  language: 'Language of the answer',
  languageName,
  receivedOn: 'Received on',
  receivedHint: 'The month counts from this day.',
  receivedWrong: 'Please choose today or a day before.',
  changes: 'What is right',
  changesHint: 'Fill in only what is to be changed.',
  changesMissing: 'Please fill in what is to be changed.',
  newName: 'New name',
  newEmail: 'New e-mail address',
  newPhone: 'New telephone number',
  objectTo: 'They want no more',
  scopes: { mail: 'Advertising by e-mail', calls: 'Calls' },
  scope: (name: string) => (name === 'mail' ? 'advertising by e-mail' : name === 'calls' ? 'calls' : name),
  whichConsents: 'Which consents?',
  noConsents: 'There are no consents that could be withdrawn.',
  purposesMissing: 'Please choose at least one.',
  create: 'Write it down',
  created: (reference: string) => `${reference} is written down.`,
};
