import { count } from './count.ts';
import { languageName } from './language-name.ts';

export const callbacks = {
  intro: (zone: string, name: string) => `Times are in your zone, ${zone.replaceAll('_', ' ')} (${name}).`,
  hours: 'Opening hours',
  groups: { overdue: 'Overdue', due: 'Due now', soon: 'In the next two hours', later: 'Later' },
  emptyTitle: 'Nobody is waiting for a call',
  empty: 'Requests from the callback form appear here, the longest due first.',
  attempts: (number: number) => count(number, 'attempt', 'attempts'),
  attemptLog: 'Attempts to call',
  noAttempts: 'Nobody has tried to call yet.',
  plannedFor: (at: string) => `Next attempt planned for ${at}.`,
  asap: 'As soon as possible',
  speaks: (language: string) => `speaks ${languageName(language)}`,
  overdueSince: (relative: string) => `overdue, ${relative}`,
  claim: 'Claim',
  claimedBy: (name: string) => `${name} is calling`,
  alreadyClaimed: 'Somebody else is calling this person already.',
  giveBack: 'Give back',
  outcome: 'Outcome…',
  dialRefusal: (reason: string) =>
    `Do not dial: ${dialRefusals[reason] ?? 'this number is not on the list of allowed ones.'}`,
  outcomeTitle: (name: string) => `Call with ${name}`,
  outcomeQuestion: 'What became of it?',
  outcomeMissing: 'Please choose what became of the call.',
  outcomes: {
    reached: { title: 'Reached', hint: 'You spoke with them. The request is done.' },
    no_answer: { title: 'No answer', hint: 'Comes back into the queue at the time you choose.' },
    wrong_number: { title: 'Wrong number', hint: 'The request is closed; nobody calls it again.' },
    do_not_call: {
      title: 'Do not call',
      hint: 'They want no calls. The number is blocked for later requests too.',
    },
  },
  retryAt: 'Try again at',
  retryHint: 'In your own time zone.',
  retryMissing: 'Please choose a time that is still to come.',
  note: 'Note (optional)',
  noteHint: 'For the log of attempts; only colleagues read it.',
  log: 'Log outcome',
  logged: (name: string) => `The call with ${name} is logged.`,
};

const dialRefusals: Readonly<Record<string, string>> = {
  premium_rate: 'a premium-rate number, each minute of which costs a lot.',
  shared_cost: 'a number with extra cost for the caller.',
  special_number: 'a service number, not one of a person.',
  satellite_or_international: 'a satellite or international network number.',
  country_not_allowed: 'its country is not on the list of allowed ones.',
  range_unknown: 'its range is not known, so its cost is not either.',
};
