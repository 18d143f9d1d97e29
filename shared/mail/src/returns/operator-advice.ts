import type { MailProvider } from './mail-provider.ts';

/** What a refusal of us means, and what to do about it, for somebody who is no mail server. */
export function operatorAdvice(reason: string, provider: MailProvider, status?: string): string {
  const special = byStatus[status ?? ''];
  return `${nameOf[provider]} ${special ?? byReason[reason] ?? byReason.refused}`;
}

const nameOf: Record<MailProvider, string> = {
  google: 'Google',
  microsoft: 'Microsoft',
  yahoo: 'Yahoo',
  apple: 'Apple',
  united_internet: 'GMX, web.de or Ionos',
  telekom: 'Telekom',
  amazon: 'Amazon SES',
  proofpoint: 'Proofpoint',
  other: 'A mail server',
};

const byStatus: Readonly<Record<string, string>> = {
  '5.7.515':
    'takes mails of large senders only with SPF, DKIM and DMARC. Publish a DMARC record for the domain of the sender (p=none is enough), and see that “Check and send” of a campaign finds SPF and DKIM.',
  '5.7.26':
    'takes mails only with SPF or DKIM that pass. Publish the record of `foyer dkim:record`, and name the sending server in the SPF record.',
  '5.7.27': 'did not find our server in the SPF record of the domain. Add it there.',
  '5.7.30': 'did not find a valid DKIM signature. Publish the record of `foyer dkim:record`.',
  '5.7.25':
    'wants the address (IP) of the sending server to have a name in the DNS that leads back to it. Ask the provider of the server for a PTR record.',
  '4.7.32':
    'wants the domain of the sender to be that of SPF or DKIM (DMARC alignment). Sign with the domain that stands in From.',
  '5.7.32':
    'wants the domain of the sender to be that of SPF or DKIM (DMARC alignment). Sign with the domain that stands in From.',
};

const byReason: { refused: string } & Readonly<Record<string, string>> = {
  authentication:
    'does not believe that the mail is ours: SPF, DKIM or DMARC is missing or wrong. Open a campaign at “Check and send”, which says which.',
  reputation:
    'has the sending server or its network on a block list. Look the address (IP) up at the list that the answer names, ask there to be taken off, and send more slowly meanwhile.',
  content:
    'takes the mail for spam or found something in it. Look at its links, pictures and wording, and send a test mail there.',
  rate: 'finds that too many mails come at once. Lower the mails a minute for its domains under Newsletter, Pacing.',
  reverse_dns:
    'wants the address (IP) of the sending server to have a name in the DNS that leads back to it. Ask the provider of the server for a PTR record.',
  encryption: 'takes mails only over TLS. See that the mail server behind SMTP_URL uses STARTTLS.',
  sender:
    'does not take mails from this sender or this server. Check the address of the sender, its domain in the DNS, and SMTP_URL.',
  recipient_restricted: 'lets only certain senders write to this mailbox. Nothing is wrong with our mails.',
  refused:
    'refused the mail by a rule of its own. Read its words, and write to its postmaster if they do not say what to do.',
};
