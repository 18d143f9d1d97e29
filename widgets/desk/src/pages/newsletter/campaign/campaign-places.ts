import type { ConflictWords } from '../../../differences.ts';
import { conflict } from '../../../strings/en/conflict.ts';
import { newsletter } from '../../../strings/en/newsletter.ts';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';

const members: Readonly<Record<string, string>> = {
  name: words.name,
  subject: words.subject,
  language: newsletter.language,
  from: words.place['from'] ?? '',
  address: words.fromAddress,
  replyTo: words.replyTo,
  templateId: words.template,
  mjml: words.mjml,
  text: words.textPart,
  audience: words.audience,
  topics: words.topics,
  exceptTopics: words.exceptTopics,
  languages: words.audienceLanguages,
  attributes: words.attributes,
  exceptAttributes: words.exceptAttributes,
  crashPolicy: words.crashPolicy,
};

// A whole mail beside another is not read: its beginning tells which it is.
const MAX_LETTERS = 400;

export const campaignPlaces: ConflictWords = {
  place: (path) =>
    path
      .filter((part) => part !== 'slots')
      .map((part) => members[part] ?? part)
      .join(' › '),
  value: (value) => {
    const text = textOf(value);
    return text.length > MAX_LETTERS ? `${text.slice(0, MAX_LETTERS)}…` : text;
  },
};

function textOf(value: unknown): string {
  if (value == null || value === '') return conflict.none;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length === 0 ? conflict.none : value.map(textOf).join(', ');
  return JSON.stringify(value);
}
