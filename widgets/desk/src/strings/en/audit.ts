export const audit = {
  title: 'Audit log',
  intro: 'Who saw, exported, changed or deleted what. Ids only, never content; nobody can edit it.',
  chain: 'Is it as it was written?',
  chainIntro: 'Each entry is chained to the one before it, so a change behind the log’s back shows.',
  notVerified: 'Not verified in this visit.',
  verify: 'Verify now',
  intact: (entries: number) => `Intact: all ${entries} entries are as they were written.`,
  broken: (at: number | null, problem: string | null) =>
    `Not intact${at === null ? '' : ` from entry ${at}`}: ${(problem === null ? undefined : chainProblems[problem]) ?? 'it was changed.'} Tell whoever is responsible for the server.`,
  entries: 'Entries',
  everybody: 'Everybody',
  none: 'No entry matches.',
  number: 'No.',
  at: 'When',
  actor: 'Who',
  action: 'What',
  actionHint: 'Action, such as inbox.read',
  subject: 'On what',
  system: 'Foyer itself',
};

const chainProblems: Readonly<Record<string, string>> = {
  content_changed: 'the content of an entry was changed.',
  chain_broken: 'an entry is missing or was put in.',
  content_removed: 'the content of an entry was taken out.',
  end_differs: 'entries at the end are missing.',
  noted_head_differs: 'it differs from the head that was noted elsewhere.',
};
