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
  mjml_invalid: ['error', 'The MJML is not right: {}'],
  source_too_large: ['error', 'The source with all its parts must be at most {} bytes.'],
  template_unknown: ['error', 'The template is not there any more.'],
  slot_unknown: ['error', 'The template has no slot “{}”.'],
  slot_missing: ['warning', 'The slot “{}” is empty.'],
  part_unknown: ['error', 'There is no shared part “{}”.'],
  part_circular: [
    'error',
    'The shared part “{}” contains itself, or parts stand more than five deep in one another.',
  ],
  include_forbidden: ['error', 'mj-include is switched off. Put a shared part instead: {{> name}}.'],
  font_foreign: [
    'error',
    'Fonts and style sheets of other servers tell them who reads the mail. Use fonts that readers have.',
  ],
  placeholder_unknown: [
    'error',
    'There is no placeholder “{}”. There are name, salutation, email, unsubscribe_url and preferences_url.',
  ],
  placeholder_misplaced: [
    'error',
    'The placeholder “{}” cannot be filled in here. Words go into texts, addresses alone into the href of a link.',
  ],
  placeholders_too_many: ['error', 'The mail has too many placeholders.'],
  script: ['error', 'Mail programs refuse scripts, and spam filters look for them.'],
  element_forbidden: ['error', 'The element <{}> does not belong into a mail.'],
  event_attribute: ['error', 'The attribute {} would run a script. No mail program allows that.'],
  script_url: ['error', 'A link must begin with https:, http:, mailto: or tel:, got “{}”.'],
  link_empty: ['error', 'This link leads nowhere.'],
  link_not_absolute: ['error', 'A link in a mail needs its whole address, got “{}”.'],
  link_insecure: ['warning', 'This link is not encrypted: “{}”. Use https.'],
  link_without_words: [
    'warning',
    'This link has no words and no described picture: nobody can hear where it leads.',
  ],
  links_too_many: ['error', 'The mail has more than {} different links.'],
  alt_missing: [
    'error',
    'This picture has no alt text. Say what is on it, or write alt="" when it is decoration.',
  ],
  foreign_host: [
    'error',
    'Pictures of other servers tell them who reads the mail and when. Put the picture into the image library: “{}”.',
  ],
  image_unknown: ['error', 'The image library has no picture “{}”.'],
  too_large: [
    'error',
    'The HTML has {} bytes. Gmail cuts a mail off at about 102 kB and hides its end: 95,000 at most.',
  ],
  nearly_too_large: ['warning', 'The HTML has {} bytes; 95,000 is the most.'],
  unsubscribe_missing: [
    'error',
    'A link with words to {{unsubscribe_url}} is missing here. Without a way out no newsletter may be sent.',
  ],
  text_empty: ['error', 'The text part is empty.'],
  subject_empty: ['error', 'The subject is empty.'],
  subject_too_long: [
    'warning',
    'The subject has {} characters. Most mail programs show about 60, and 78 are the most that fit.',
  ],
  sender_invalid: ['error', 'The sender’s address is not a mail address.'],
  sender_without_name: ['warning', 'Without a name readers see an address only.'],
  reply_to_invalid: ['error', 'The address for replies is not a mail address.'],
  audience_without_topic: ['error', 'The campaign names no topic, so it has no readers.'],
  topic_unknown: ['error', 'There is no topic “{}”.'],
  one_click_needs_https: [
    'error',
    'PUBLIC_URL is not https. Gmail and Yahoo ask for an encrypted one-click unsubscribe address (RFC 8058).',
  ],
  one_click_on_this_machine: [
    'warning',
    'PUBLIC_URL is an address of this machine: links in the mail work nowhere else.',
  ],
  sender_not_public: ['notice', '{} is not a domain of the public Internet, so its DNS was not asked.'],
  spf_missing: [
    'error',
    '{} has no SPF record (TXT, v=spf1 …). Gmail, Yahoo and Microsoft refuse bulk mail without one.',
  ],
  spf_multiple: ['error', '{} has more than one SPF record, which counts as none.'],
  spf_open: ['warning', 'The SPF record of {} lets everybody send (+all).'],
  dmarc_missing: [
    'error',
    '{} has no DMARC record (TXT at _dmarc). Gmail, Yahoo and Microsoft refuse bulk mail without one.',
  ],
  dmarc_multiple: ['error', '{} has more than one DMARC record, which counts as none.'],
  dkim_missing: ['error', 'There is no DKIM record at {}. Put there what `foyer dkim:record` prints.'],
  dkim_other_key: ['error', 'The DKIM record at {} has another key than the one that signs.'],
  dkim_elsewhere: [
    'notice',
    'Foyer signs no mail for {}: the mail server has to, with List-Unsubscribe and List-Unsubscribe-Post.',
  ],
  dns_silent: ['warning', 'The DNS did not answer about {}. Nothing is known of it now.'],
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
