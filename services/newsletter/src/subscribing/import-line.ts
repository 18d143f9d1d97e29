import { NewsletterSignUp } from '@foyer/contracts';
import { isMailAddress } from '@foyer/mail';
import { type Language, languageOf } from '@foyer/service';
import { z } from 'zod';
import { spelledAddress } from './sign-up-schema.ts';
import type { Salutation } from './subscriber.ts';

/** One line of a list that can be taken over. */
export interface ImportLine {
  email: string;
  name: string;
  salutation: Salutation;
  language: Language;
  topics: string[];
  consentedAt: Date;
  isOldEnough: boolean;
  /** All other columns. */
  attributes: Record<string, string>;
}

/** Why a line cannot: nothing is made up for it, least of all a name. */
export type LineRefusal =
  | 'columns'
  | 'email'
  | 'name'
  | 'salutation'
  | 'language'
  | 'topic'
  | 'consented_at'
  | 'attribute'
  | 'age'
  | 'repeated';

export const requiredColumns = ['email', 'name', 'salutation', 'consented_at'] as const;
const ownColumns: ReadonlySet<string> = new Set([...requiredColumns, 'language', 'topics', 'old_enough']);

const { email: Email, name: Name } = NewsletterSignUp.shape;
const Moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
const maxColumns = 60;
const attributeName = /^[a-z0-9][a-z0-9_-]{0,39}$/;

// As other programs write them.
const salutationWords: Record<string, Salutation> = {
  mrs: 'mrs',
  ms: 'mrs',
  frau: 'mrs',
  mevrouw: 'mrs',
  madame: 'mrs',
  mr: 'mr',
  herr: 'mr',
  'de heer': 'mr',
  monsieur: 'mr',
  neutral: 'neutral',
};

/** The names of the columns as they count: small letters, without blanks around them. */
export function columnNames(header: readonly string[]): string[] {
  return header.map((name) => name.trim().toLowerCase());
}

/** What is wrong with the columns of a list, in one word each; empty when it can be read. */
export function wrongColumns(header: readonly string[]): string[] {
  const names = columnNames(header);
  const missing = requiredColumns.filter((name) => !names.includes(name));
  const strange = names.filter(
    (name, index) => index >= maxColumns || (!ownColumns.has(name) && !attributeName.test(name)),
  );
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [...missing, ...strange, ...twice];
}

export function readImportLine(
  columns: readonly string[],
  cells: readonly string[],
  defaults: { topics: readonly string[]; language: Language; knownTopics: readonly string[]; now: Date },
): ImportLine | LineRefusal {
  if (cells.length !== columns.length) return 'columns';
  const cell = (name: string): string => cells[columns.indexOf(name)]?.trim() ?? '';
  const email = Email.safeParse(cell('email'));
  if (!email.success || !isMailAddress(email.data)) return 'email';
  const name = Name.safeParse(cell('name'));
  if (!name.success) return 'name';
  const salutation = salutationWords[cell('salutation').toLowerCase().replace(/\.$/, '')];
  if (salutation === undefined) return 'salutation';
  const language = cell('language') === '' ? defaults.language : languageOf(cell('language'));
  if (language === undefined) return 'language';
  const named = cell('topics')
    .split(/[\s|]+/)
    .filter((topic) => topic !== '');
  const topics = named.length === 0 ? [...defaults.topics] : named;
  if (topics.some((topic) => !defaults.knownTopics.includes(topic))) return 'topic';
  const moment = Moment.safeParse(cell('consented_at'));
  const consentedAt = new Date(moment.data ?? Number.NaN);
  if (!moment.success || consentedAt > defaults.now) return 'consented_at';
  const attributes = attributesOf(columns, cells);
  if (attributes === undefined) return 'attribute';
  return {
    email: spelledAddress(email.data),
    name: name.data,
    salutation,
    language,
    topics,
    consentedAt,
    isOldEnough: cell('old_enough').toLowerCase() === 'yes',
    attributes,
  };
}

function attributesOf(
  columns: readonly string[],
  cells: readonly string[],
): Record<string, string> | undefined {
  const attributes: Record<string, string> = {};
  for (const [index, name] of columns.entries()) {
    const value = cells[index]?.trim() ?? '';
    if (ownColumns.has(name) || value === '') continue;
    if (value.length > 200 || /\p{Cc}/u.test(value)) return undefined;
    attributes[name] = value;
  }
  return attributes;
}
