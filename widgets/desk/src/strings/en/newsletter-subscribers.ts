import { count } from './count.ts';

export const newsletterSubscribers = {
  intro:
    'Who gets the newsletter. Looking somebody up and taking the list away are written into the audit log.',
  active: 'Subscribed',
  paused: 'Paused',
  pausedHint: 'of them',
  unsubscribed: 'Unsubscribed',
  unsubscribedHint: 'not deleted yet',
  restricted: 'Restricted',
  states: { active: 'Subscribed', unsubscribed: 'Unsubscribed' },

  find: 'Find somebody',
  findIntro: 'By the whole address.',
  email: 'E-mail address',
  search: 'Search',
  emailMissing: 'Please type the address.',
  notFound: 'Nobody is subscribed with this address.',

  list: 'List',
  listIntro: 'Shown when it is asked for: each look is written down.',
  showList: 'Show the list',
  topic: 'Topic',
  everyTopic: 'Every topic',
  state: 'State',
  everyState: 'All',
  empty: 'There is nobody.',
  export: 'Export as CSV',

  number: (number: number) => `No. ${number}`,
  salutations: { mrs: 'Ms', mr: 'Mr', neutral: 'No salutation' },
  sources: { form: 'by the form', import: 'by an import' },
  since: (at: string, how: string) => `Since ${at}, ${how}`,
  pausedUntil: (at: string) => `Paused until ${at}`,
  left: (at: string, reason: string | null): string =>
    `Left ${at}${reason === null ? '' : `: ${leavingReasons[reason] ?? reason}`}`,
  leave: 'Unsubscribe…',
  leaveTitle: (email: string) => `Unsubscribe ${email}?`,
  leaveText: 'They get no newsletter from now on. Only they themselves can subscribe again.',
  leaveDeed: 'Unsubscribe',
  leftNow: 'Unsubscribed.',

  import: 'Import',
  importIntro:
    'A list from another program. Nobody who has left is brought back, and a line that lacks something is not taken.',
  file: 'CSV file',
  fileHint:
    'Its first line names the columns: email, name, salutation and consented_at (such as 2024-05-06). It may have language, topics and old_enough, too. Every other column, such as city, becomes a mark to choose readers by.',
  fileMissing: 'Please choose a file.',
  fileTooLarge: 'The file is larger than 12 MB.',
  source: 'Where and how they agreed',
  sourceHint: 'It stands in the proof of their consents: “the former program, double opt-in”.',
  sourceMissing: 'Please say where they agreed.',
  textVersion: 'Version of the wording they agreed to',
  textVersionHint: 'As under Privacy, Consents, purpose newsletter.',
  textVersionWrong: 'A whole number from 1.',
  topics: 'Topics of lines that name none',
  topicsMissing: 'Please choose at least one topic.',
  language: 'Language of lines that name none',
  dryRun: 'Try it first: only report, take nobody over',
  takeDry: 'Try it',
  take: 'Take them over',
  imports: 'Imports',
  noImports: 'Nothing was imported yet.',
  importStates: { waiting: 'Waiting', running: 'Running', finished: 'Finished', failed: 'Failed' },
  isDryRun: 'Tried only',
  importProgress: (done: number, lines: number) => `${done} of ${count(lines, 'line', 'lines')}`,
  importedAt: (at: string) => `Begun ${at}`,
  report: ({ added, known, optedOut, refused }: Report, isDryRun: boolean) =>
    `${isDryRun ? 'Would be new' : 'New'}: ${added}. Known before: ${known}. Stay out because they left: ${optedOut}. Not taken: ${refused}.`,
  problems: (number: number) => `${count(number, 'line was', 'lines were')} not taken: which, and why`,
  problemLine: (line: number, code: string): string => `Line ${line}: ${importProblems[code] ?? code}`,
  firstProblems: 'The first 500 are kept.',
};

interface Report {
  added: number;
  known: number;
  optedOut: number;
  refused: number;
}

const leavingReasons: Readonly<Record<string, string>> = {
  too_many: 'too many mails',
  not_relevant: 'not what they are interested in',
  never_wanted: 'they never wanted it',
  bounced: 'their mails came back',
  other: 'another reason',
};

const importProblems: Readonly<Record<string, string>> = {
  columns: 'it has another number of columns than the first line.',
  email: 'the address cannot be read.',
  name: 'the name is missing or unusual.',
  salutation: 'the salutation is none that is known.',
  language: 'the language is none of ours.',
  topic: 'there is no such topic.',
  consented_at: 'the time of the consent is missing, or lies ahead.',
  attribute: 'a mark is too long, or there are too many.',
  age: 'it is not said that they are old enough.',
  repeated: 'the address stands in an earlier line.',
  opted_out: 'they have left, or want no mail.',
};
