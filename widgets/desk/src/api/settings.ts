import { ask } from './ask.ts';
import {
  list,
  moment,
  nullable,
  number,
  record,
  shape,
  text,
  withDefault,
  type Decode,
  type Decoded,
} from './decode.ts';

const labels = record(text);
const decodeTopic = shape({ id: text, labels: withDefault(labels, {}), mailbox: nullable(text) });
/** null: as in the default form, and a mailbox as for all staff. */
const decodeForm = shape({
  topics: nullable(list(decodeTopic)),
  retentionDays: nullable(number),
  autoCloseDays: nullable(number),
  siteKey: nullable(text),
});
const decodeForms = record(decodeForm);

export type Topic = Decoded<typeof decodeTopic>;
export type ContactForm = Decoded<typeof decodeForm>;
export type ContactForms = Decoded<typeof decodeForms>;

export interface Setting<T> {
  version: number;
  value: T;
  changedByName: string | null;
  changedAt: Date | null;
}

const decodeSetting = <T>(value: Decode<T>): Decode<Setting<T>> =>
  shape({ version: number, value, changedByName: nullable(text), changedAt: nullable(moment) });

const decodeVersion = shape({
  version: number,
  changedByName: nullable(text),
  changedAt: nullable(moment),
  differences: list(shape({ where: text, before: nullable(text), after: nullable(text) })),
});
export type SettingVersion = Decoded<typeof decodeVersion>;

const FORMS = '/desk/api/settings/contact.forms';

export const readForms = (signal?: AbortSignal): Promise<Setting<ContactForms>> =>
  ask(FORMS, decodeSetting(decodeForms), { signal });

export const saveForms = (value: ContactForms, basedOnVersion: number): Promise<Setting<ContactForms>> =>
  ask(FORMS, decodeSetting(decodeForms), {
    method: 'PUT',
    body: { value: withoutNulls(value), basedOnVersion },
  });

export const readFormVersions = (
  cursor?: string,
  signal?: AbortSignal,
): Promise<{ items: SettingVersion[]; nextCursor: string | null }> =>
  ask(
    `${FORMS}/versions${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
    shape({ items: list(decodeVersion), nextCursor: nullable(text) }),
    { signal },
  );

// What is null here the server wants to be left out.
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, withoutNulls(member)]),
  );
}
