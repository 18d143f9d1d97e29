import type { SuppressionReason } from '../../api/privacy-suppression.ts';
import { count } from './count.ts';

export const privacySuppression = {
  intro:
    'Who wants no advertising and no calls. The list holds digests only: nobody can read it, and it stays after an erasure.',
  lookUp: 'Look somebody up',
  lookUpIntro: 'Each look is written into the audit log.',
  contact: 'E-mail address or telephone number',
  contactHint: 'A number with its country, such as +31 20 123 4567.',
  contactMissing: 'Please enter an e-mail address, or a number that begins with +.',
  look: 'Look up',
  notOnIt: 'Not on the list: nothing keeps us from writing or calling.',
  onIt: (number: number) => `On the list in ${count(number, 'scope', 'scopes')}.`,
  since: (reason: string, on: string, until: string) => `${reason}, since ${on}, kept until ${until}`,
  scope: 'What is not to be done?',
  scopeName: (scope: string) =>
    scope === 'mail'
      ? 'No advertising mail'
      : scope === 'calls'
        ? 'No calls'
        : `Nothing of the list “${scope.replace(/^list:/, '')}”`,
  listScope: 'Nothing of one list…',
  listName: 'Name of the list',
  listHint: 'Small letters, digits and hyphens.',
  listMissing: 'Please enter the name of the list.',
  reason: 'Why',
  reasonName: (reason: string) => reasons[reason] ?? reason,
  add: 'Add',
  added: 'It is on the list.',
  wasThere: 'It was on the list already.',
  lift: 'Take off',
  liftTitle: 'Take it off the list?',
  liftText: 'Only when the person has said that they want to be written to or called again.',
  lifted: 'It is off the list.',

  counts: 'How many',
  countsIntro: 'By what is not to be done, and why.',
  none: 'Nobody is on the list.',
  entries: (number: number) => count(number, 'entry', 'entries'),

  import: 'Take over a list',
  importIntro:
    'From another program: CSV or one address a line. Of each line the first address or number counts.',
  file: 'File, 4 MB at most',
  fileMissing: 'Please choose a file.',
  fileTooLarge: 'The file is larger than 4 MB. Please split it.',
  take: 'Take it over',
  result: (added: number, alreadyThere: number) =>
    `${count(added, 'entry', 'entries')} added, ${alreadyThere} were there already.`,
  unreadable: (number: number, lines: readonly number[]) =>
    `${count(number, 'line', 'lines')} could not be read: ${lines.join(', ')}${lines.length < number ? ' and more' : ''}.`,
};

const reasons: Readonly<Record<string, string>> = {
  objection: 'Objected',
  unsubscribed: 'Unsubscribed',
  do_not_call: 'Wants no calls',
  complaint: 'Complained',
  bounce: 'Mail came back',
  erasure: 'Had their data erased',
  imported: 'Taken over from a list',
} satisfies Record<SuppressionReason, string>;
