import { z } from 'zod';
import type { Origin } from './source.ts';

const places = [
  'subject',
  'from',
  'replyTo',
  'mjml',
  'slot',
  'template',
  'part',
  'html',
  'text',
  'audience',
  'dns',
] as const;

/** How each kind of finding weighs, and how it is said to somebody who knows no HTML; `{}` is what it is about. */
const kinds = {
  mjml_invalid: ['error', '{}'],
  source_too_large: [
    'error',
    'The mail with its template and shared parts is too long: {} bytes of MJML are the most. Shorten it.',
  ],
  template_unknown: ['error', 'The template was deleted. Choose another one.'],
  slot_unknown: ['error', 'The template has no slot “{}”. Move what stands there into a slot that it has.'],
  slot_missing: ['warning', 'The slot “{}” is empty. Fill it, if readers are to see something there.'],
  part_unknown: ['error', 'There is no shared part “{}”. Check its name under Templates and parts.'],
  part_circular: [
    'error',
    'The shared part “{}” contains itself, or parts stand more than five deep in one another. Take it out of itself.',
  ],
  include_forbidden: [
    'error',
    'mj-include does not work here. Make a shared part of it, and put it in with {{> its-name}}.',
  ],
  font_foreign: [
    'error',
    'Fonts and style sheets of other servers tell them who reads the mail. Take them out, and use fonts that readers have, such as Arial or Georgia.',
  ],
  placeholder_unknown: [
    'error',
    'There is no placeholder “{}”. Write name, salutation, email, unsubscribe_url or preferences_url.',
  ],
  placeholder_misplaced: [
    'error',
    'The placeholder “{}” cannot be filled in here. Words such as the name belong into a text, and the two addresses alone into the href of a link.',
  ],
  placeholders_too_many: ['error', 'The mail has too many placeholders. Take some of them out.'],
  script: ['error', 'Mail programs refuse scripts, and spam filters look for them. Take it out.'],
  element_forbidden: ['error', 'The element <{}> does not work in a mail. Take it out.'],
  event_attribute: [
    'error',
    'The attribute {} would run a script, which no mail program allows. Take it out.',
  ],
  script_url: ['error', 'A link must begin with https:, http:, mailto: or tel:. This one is “{}”.'],
  link_empty: ['error', 'This link leads nowhere. Give it an address, or take it out.'],
  link_not_absolute: [
    'error',
    'A link in a mail needs its whole address, with https:// in front. This one is “{}”.',
  ],
  link_insecure: [
    'warning',
    'This link is not encrypted: “{}”. Write https:// in front, if the site has it.',
  ],
  link_without_words: [
    'warning',
    'This link has no words and no described picture, so nobody can hear where it leads. Write a word into it.',
  ],
  links_too_many: ['error', 'The mail has more than {} different links. Take some of them out.'],
  alt_missing: [
    'error',
    'This picture has no alt text, which readers see before it is loaded. Say what is on it: alt="…". Write alt="" when it is only decoration.',
  ],
  foreign_host: [
    'error',
    'A picture of another server tells it who reads the mail and when. Add it under Images, and insert it from there: “{}”.',
  ],
  image_unknown: ['error', 'There is no picture “{}” under Images. Add it, or choose another one.'],
  too_large: [
    'error',
    'The mail has {} bytes of HTML, and 95,000 are the most: Gmail cuts longer ones off and hides their end. Shorten it.',
  ],
  nearly_too_large: ['warning', 'The mail has {} bytes of HTML; 95,000 are the most.'],
  unsubscribe_missing: [
    'error',
    'There is no way to unsubscribe here, and no newsletter may be sent without. Put in a link with words that leads to {{unsubscribe_url}}.',
  ],
  text_empty: ['error', 'The text part is empty. Write it, or let it be made from the HTML.'],
  subject_empty: ['error', 'The subject is empty. Write one.'],
  subject_too_long: [
    'warning',
    'The subject has {} characters. Most mail programs show about 60, and 78 are the most that fit. Say the main thing first.',
  ],
  sender_invalid: [
    'error',
    'The sender’s address is not a mail address. Write one such as news@your-company.example.',
  ],
  sender_without_name: [
    'warning',
    'The sender has no name, so readers see an address only. Write the name they know you by.',
  ],
  reply_to_invalid: [
    'error',
    'The address for replies is not a mail address. Correct it, or leave it empty.',
  ],
  audience_without_topic: ['error', 'No topic is chosen, so nobody would get it. Choose at least one.'],
  topic_unknown: ['error', 'The topic “{}” was deleted. Choose another one.'],
  one_click_needs_https: [
    'error',
    'The address of this site is not encrypted (https), and Gmail and Yahoo ask for that to let readers unsubscribe by one click (RFC 8058). Whoever runs Foyer has to set PUBLIC_URL.',
  ],
  one_click_on_this_machine: [
    'warning',
    'Links and pictures of the mail lead to this computer, and work nowhere else. Before readers get it, whoever runs Foyer has to set its public address (PUBLIC_URL).',
  ],
  sender_not_public: [
    'notice',
    '{} is not a domain of the public Internet, so it was not looked up whether mail servers would trust it.',
  ],
  spf_missing: [
    'error',
    '{} does not say in the DNS who may send its mail, and Gmail, Yahoo and Microsoft refuse newsletters then. Whoever keeps the domain has to add an SPF record (TXT, v=spf1 …).',
  ],
  spf_multiple: [
    'error',
    '{} has more than one SPF record in the DNS, which counts as none. Whoever keeps the domain has to make one of them.',
  ],
  spf_open: [
    'warning',
    'The SPF record of {} in the DNS lets everybody send in its name (+all). Whoever keeps the domain should close it.',
  ],
  dmarc_missing: [
    'error',
    '{} has no DMARC record in the DNS, and Gmail, Yahoo and Microsoft refuse newsletters then. Whoever keeps the domain has to add one (TXT at _dmarc).',
  ],
  dmarc_multiple: [
    'error',
    '{} has more than one DMARC record in the DNS, which counts as none. Whoever keeps the domain has to leave one.',
  ],
  dkim_missing: [
    'error',
    'The key that proves who sent the mail (DKIM) is not in the DNS at {}. Whoever keeps the domain has to put there what `foyer dkim:record` prints.',
  ],
  dkim_other_key: [
    'error',
    'The DNS has another key at {} than the one that Foyer signs with (DKIM). Whoever keeps the domain has to put there what `foyer dkim:record` prints.',
  ],
  dkim_elsewhere: [
    'notice',
    'Foyer does not sign mail of {} (DKIM), so the mail server has to. Its signature must cover List-Unsubscribe and List-Unsubscribe-Post.',
  ],
  dns_silent: [
    'warning',
    'The DNS did not answer about {}, so nothing is known of it now. Check again in a minute.',
  ],
} as const satisfies Record<string, readonly ['error' | 'warning' | 'notice', string]>;

export type FindingCode = keyof typeof kinds;

const codes = Object.keys(kinds);

export const Finding = z
  .object({
    code: z.string().meta({ enum: codes }),
    severity: z.enum(['error', 'warning', 'notice']).describe('an error keeps the mail from being released'),
    message: z.string(),
    place: z.object({
      in: z.enum(places),
      name: z.string().nullable().describe('of the slot or shared part'),
      line: z.int().nullable(),
      excerpt: z.string().nullable(),
    }),
  })
  .meta({ id: 'NewsletterFinding' });

export type Finding = z.infer<typeof Finding>;
export type Place = Finding['place'];

/** @param about what the sentence names: an address, a number */
export function findingOf(code: FindingCode, place: Partial<Place> & Pick<Place, 'in'>, about = ''): Finding {
  const [severity, words] = kinds[code];
  return {
    code,
    severity,
    // A function, for `$&` in what people write is no pattern.
    message: words.replace('{}', () => shortened(about)),
    place: {
      in: place.in,
      name: place.name ?? null,
      line: place.line ?? null,
      excerpt: typeof place.excerpt === 'string' ? shortened(place.excerpt) : null,
    },
  };
}

export function placeOf(
  origin: Origin | undefined,
  fallback: Place['in'] = 'mjml',
): Pick<Place, 'in' | 'name' | 'line'> {
  return origin ?? { in: fallback, name: null, line: null };
}

export function isBlocking({ severity }: Finding): boolean {
  return severity === 'error';
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
