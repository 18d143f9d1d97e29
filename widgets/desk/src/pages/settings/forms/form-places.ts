import { forms as words } from '../../../strings/en/forms.ts';
import { conflict as conflictWords } from '../../../strings/en/conflict.ts';
import type { ConflictWords } from '../../../differences.ts';

const members: Readonly<Record<string, string>> = {
  topics: words.topics,
  labels: words.labels,
  mailbox: words.mailbox,
  retentionDays: words.retentionDays.label,
  autoCloseDays: words.autoCloseDays.label,
  siteKey: words.siteKey,
  order: conflictWords.order,
};

/** Names of forms, topics and languages stand as they are; they are the staff's own. */
export const formPlaces: ConflictWords = {
  place: ([form = '', ...path]) =>
    [
      form === 'default' ? words.defaultForm : words.form(form),
      ...path.map((part) => members[part] ?? part),
    ].join(' › '),
  value: textOf,
};

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(', ');
  if (value == null) return '';
  if (typeof value !== 'object') return typeof value === 'string' ? value : JSON.stringify(value);
  // Of a topic its name is enough; a form has none, and a record of labels is read as a list.
  if ('id' in value) return textOf(value.id);
  return Object.values(value).map(textOf).filter(Boolean).join(', ');
}
