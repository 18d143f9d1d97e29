import { ask } from './ask.ts';
import {
  flag,
  list,
  moment,
  nothing,
  nullable,
  number,
  oneOf,
  record,
  shape,
  text,
  type Decoded,
} from './decode.ts';

const words = shape({ en: text, nl: text, de: text, fr: text });
const decodeTopic = shape({
  id: text,
  position: number,
  /** Open to new subscribers. */
  isActive: flag,
  names: words,
  descriptions: words,
  version: number,
  subscribers: number,
});
export type NewsletterTopic = Decoded<typeof decodeTopic>;
type TopicFields = Pick<NewsletterTopic, 'position' | 'isActive' | 'names' | 'descriptions'>;

const decodeCounts = shape({ active: number, paused: number, unsubscribed: number, restricted: number });
export type SubscriberCounts = Decoded<typeof decodeCounts>;

const decodeSubscriber = shape({
  id: text,
  number,
  email: text,
  name: text,
  salutation: oneOf('mrs', 'mr', 'neutral'),
  language: text,
  state: oneOf('active', 'unsubscribed'),
  topics: list(text),
  attributes: record(text),
  source: oneOf('form', 'import'),
  pausedUntil: nullable(moment),
  isRestricted: flag,
  confirmedAt: moment,
  unsubscribedAt: nullable(moment),
  unsubscribeReason: nullable(text),
});
export type Subscriber = Decoded<typeof decodeSubscriber>;

const decodeImport = shape({
  id: text,
  state: oneOf('waiting', 'running', 'finished', 'failed'),
  isDryRun: flag,
  source: text,
  lines: number,
  doneLines: number,
  added: number,
  known: number,
  optedOut: number,
  refused: number,
  /** The first 500. */
  problems: list(shape({ line: number, code: text })),
  createdAt: moment,
  finishedAt: nullable(moment),
});
export type SubscriberImport = Decoded<typeof decodeImport>;

const NEWSLETTER = '/desk/api/newsletter';
const TOPICS = `${NEWSLETTER}/topics`;
const SUBSCRIBERS = `${NEWSLETTER}/subscribers`;
const IMPORTS = `${NEWSLETTER}/imports`;

export const readTopics = async (signal?: AbortSignal): Promise<NewsletterTopic[]> =>
  (await ask(TOPICS, shape({ items: list(decodeTopic) }), { signal })).items;

export const addTopic = (id: string, fields: TopicFields): Promise<undefined> =>
  ask(TOPICS, nothing, { method: 'POST', body: { id, ...fields } });

export const saveTopic = (id: string, fields: TopicFields, version: number): Promise<undefined> =>
  ask(`${TOPICS}/${encodeURIComponent(id)}`, nothing, { method: 'PUT', body: { ...fields, version } });

export const deleteTopic = (id: string): Promise<undefined> =>
  ask(`${TOPICS}/${encodeURIComponent(id)}`, nothing, { method: 'DELETE' });

export const readSubscriberCounts = (signal?: AbortSignal): Promise<SubscriberCounts> =>
  ask(`${SUBSCRIBERS}/counts`, decodeCounts, { signal });

export const readSubscribers = async (
  filter: { topic: string; state: string },
  cursor?: string,
  signal?: AbortSignal,
): Promise<{ items: Subscriber[]; nextCursor: string | null }> => {
  const query = filterQuery(filter);
  query.set('limit', '50');
  if (cursor !== undefined) query.set('before', cursor);
  const page = await ask(
    `${SUBSCRIBERS}?${query.toString()}`,
    shape({ items: list(decodeSubscriber), next: nullable(number) }),
    { signal },
  );
  return { items: page.items, nextCursor: page.next === null ? null : String(page.next) };
};

/** By the whole address. Written into the audit log. */
export const findSubscriber = async (email: string): Promise<Subscriber[]> =>
  (
    await ask(`${SUBSCRIBERS}/search`, shape({ items: list(decodeSubscriber) }), {
      method: 'POST',
      body: { email },
    })
  ).items;

export const unsubscribe = (id: string): Promise<{ wasActive: boolean }> =>
  ask(`${SUBSCRIBERS}/${encodeURIComponent(id)}/unsubscribe`, shape({ wasActive: flag }), {
    method: 'POST',
    body: {},
  });

export const subscriberExportPath = (filter: { topic: string; state: string }): string =>
  `${SUBSCRIBERS}/export.csv?${filterQuery(filter).toString()}`;

export const readImports = async (signal?: AbortSignal): Promise<SubscriberImport[]> =>
  (await ask(IMPORTS, shape({ items: list(decodeImport) }), { signal })).items;

export const startImport = (body: {
  csv: string;
  isDryRun: boolean;
  source: string;
  textVersion: number;
  topics: string[];
  language: string;
}): Promise<{ id: string }> =>
  ask(IMPORTS, shape({ id: text }), { method: 'POST', body, timeoutSeconds: 120 });

/** The version of the wording that people agree to now. */
export const readConsentVersion = async (signal?: AbortSignal): Promise<number | null> =>
  (
    await ask('/newsletter/form', shape({ consent: nullable(shape({ version: number })) }), {
      signal,
    })
  ).consent?.version ?? null;

function filterQuery({ topic, state }: { topic: string; state: string }): URLSearchParams {
  return new URLSearchParams({ ...(topic !== '' && { topic }), ...(state !== '' && { state }) });
}
