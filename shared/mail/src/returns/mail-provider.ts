/** The large providers of mailboxes: their own words for the same thing need their own advice. */
export const mailProviders = [
  'google',
  'microsoft',
  'yahoo',
  'apple',
  'united_internet',
  'telekom',
  'amazon',
  'proofpoint',
  'other',
] as const;

export type MailProvider = (typeof mailProviders)[number];

const marks: readonly (readonly [MailProvider, RegExp])[] = [
  ['google', /\.google\.com|gsmtp|googlemail|support\.google/],
  ['microsoft', /outlook\.com|hotmail|office365|exchangelabs|\.microsoft\.com|protection\.outlook/],
  ['yahoo', /yahoodns|yahoo\.(?:com|net)|aol\.com|postmaster\.yahooinc/],
  ['apple', /icloud\.com|\.apple\.com|mail\.me\.com|mx\d*\.mail\.icloud/],
  ['united_internet', /gmx\.(?:net|de|com)|web\.de|kundenserver|1and1|ionos/],
  ['telekom', /t-online\.de|rx\.t-online/],
  ['amazon', /amazonses|amazon ses|\.amazonaws\.com/],
  ['proofpoint', /pphosted|proofpoint/],
];

/** By the name of the server that answered, and by what it said. */
export function mailProviderOf(remote: string | undefined, text: string): MailProvider {
  const words = `${remote ?? ''} ${text}`.slice(0, 2_500).toLowerCase();
  return marks.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other';
}
