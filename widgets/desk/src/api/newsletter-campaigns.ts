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
  withDefault,
} from './decode.ts';
import type { Decoded } from './decode.ts';

export const mailLanguages = ['en', 'nl', 'de', 'fr'] as const;
const campaignStates = ['draft', 'released', 'scheduled', 'late', 'started'] as const;
/** How far a campaign is that was started; `braked`: it was stopped because too much was refused. */
export const sendingStandings = [
  'preparing',
  'sending',
  'paused',
  'braked',
  'finished',
  'cancelled',
] as const;
export type CampaignStanding = (typeof campaignStates)[number] | (typeof sendingStandings)[number];

const decodeAttribute = shape({ name: text, is: text });
const decodeAudience = shape({
  topics: list(text),
  exceptTopics: withDefault(list(text), []),
  languages: withDefault(list(oneOf(...mailLanguages)), []),
  attributes: withDefault(list(decodeAttribute), []),
  exceptAttributes: withDefault(list(decodeAttribute), []),
});
export type Audience = Decoded<typeof decodeAudience>;

const decodeValue = shape({
  name: text,
  subject: text,
  language: oneOf(...mailLanguages),
  from: shape({ name: text, address: text }),
  replyTo: nullable(text),
  /** null: `mjml` is the whole mail. */
  templateId: nullable(text),
  mjml: text,
  slots: record(text),
  /** null: made from the HTML. */
  text: nullable(text),
  audience: decodeAudience,
  crashPolicy: oneOf('hold', 'resend'),
});
export type CampaignValue = Decoded<typeof decodeValue>;

const summary = {
  id: text,
  number,
  state: oneOf(...campaignStates),
  /** null until it is started. */
  sending: nullable(oneOf(...sendingStandings)),
  version: number,
  changedBy: text,
  changedByName: nullable(text),
  changedAt: moment,
  createdAt: moment,
  /** None of them may release it. */
  writtenBy: list(shape({ id: text, name: nullable(text) })),
  release: nullable(shape({ by: text, byName: nullable(text), at: moment })),
  schedule: nullable(shape({ at: moment, localTime: text, timeZone: text })),
  startedAt: nullable(moment),
};
const decodeSummary = shape({ ...summary, name: text, subject: text });
export type CampaignSummary = Decoded<typeof decodeSummary>;

const decodeCampaign = shape({ ...summary, value: decodeValue });
export type Campaign = Decoded<typeof decodeCampaign>;

const decodeFinding = shape({
  code: text,
  severity: oneOf('error', 'warning', 'notice'),
  /** For people who know no HTML. */
  message: text,
  place: shape({ in: text, name: nullable(text), line: nullable(number), excerpt: nullable(text) }),
});
export type Finding = Decoded<typeof decodeFinding>;

const preflight = {
  htmlBytes: number,
  maxHtmlBytes: number,
  /** As the reader of the preview sees them. */
  subject: text,
  text,
  links: list(shape({ number, url: text })),
  findings: list(decodeFinding),
  mayBeReleased: flag,
};
const decodePreflight = shape({ ...preflight, contentHash: nullable(text) });
export type Preflight = Decoded<typeof decodePreflight>;

const decodePreview = shape({ ...preflight, id: text });
export type Preview = Decoded<typeof decodePreview>;

const decodeCount = shape({
  named: number,
  reached: number,
  excluded: shape({ unsubscribed: number, paused: number, restricted: number }),
});
export type Scheme = 'light' | 'dark';

const NEWSLETTER = '/desk/api/newsletter';
const CAMPAIGNS = `${NEWSLETTER}/campaigns`;
const of = (id: string): string => `${CAMPAIGNS}/${encodeURIComponent(id)}`;
const post = <T>(path: string, decode: (value: unknown, path: string) => T, body: unknown): Promise<T> =>
  ask(path, decode, { method: 'POST', body });

export const readCampaigns = (
  standing: CampaignStanding | undefined,
  cursor?: string,
  signal?: AbortSignal,
): Promise<{ items: CampaignSummary[]; nextCursor: string | null }> => {
  const isOnItsWay = sendingStandings.some((one) => one === standing);
  const query = new URLSearchParams({
    ...(standing && { [isOnItsWay ? 'sending' : 'state']: standing }),
    ...(cursor !== undefined && { cursor }),
  });
  return ask(
    `${CAMPAIGNS}?${query.toString()}`,
    shape({ items: list(decodeSummary), nextCursor: nullable(text) }),
    { signal },
  );
};

export const readCampaign = (id: string, signal?: AbortSignal): Promise<Campaign> =>
  ask(of(id), decodeCampaign, { signal });

export const addCampaign = (value: CampaignValue): Promise<Campaign> =>
  post(CAMPAIGNS, decodeCampaign, { value: onWire(value) });

export const saveCampaign = (id: string, value: CampaignValue, basedOnVersion: number): Promise<Campaign> =>
  ask(of(id), decodeCampaign, { method: 'PUT', body: { value: onWire(value), basedOnVersion } });

export const deleteCampaign = (id: string): Promise<undefined> => ask(of(id), nothing, { method: 'DELETE' });

export const cloneCampaign = (id: string): Promise<Campaign> =>
  ask(`${of(id)}/clone`, decodeCampaign, { method: 'POST' });

// It asks the DNS, which may take its time.
export const readPreflight = (id: string, signal?: AbortSignal): Promise<Preflight> =>
  ask(`${of(id)}/preflight`, decodePreflight, { signal, timeoutSeconds: 40 });

export const sendTest = (id: string): Promise<{ sentTo: string }> =>
  post(`${of(id)}/test`, shape({ sentTo: text }), {});

export const releaseCampaign = (
  id: string,
  body: { basedOnVersion: number; contentHash: string },
): Promise<Campaign> =>
  ask(`${of(id)}/release`, decodeCampaign, { method: 'POST', body, timeoutSeconds: 40 });

export const scheduleCampaign = (
  id: string,
  body: { basedOnVersion: number; localTime: string; timeZone: string },
): Promise<Campaign> => post(`${of(id)}/schedule`, decodeCampaign, body);

export const unscheduleCampaign = (id: string, basedOnVersion: number): Promise<Campaign> =>
  post(`${of(id)}/unschedule`, decodeCampaign, { basedOnVersion });

export const startCampaign = (id: string, basedOnVersion: number): Promise<Campaign> =>
  post(`${of(id)}/start`, decodeCampaign, { basedOnVersion });

/** Of what is being written; nothing is saved. */
export const makePreview = (value: CampaignValue, signal?: AbortSignal): Promise<Preview> =>
  ask(`${NEWSLETTER}/previews`, decodePreview, { method: 'POST', body: { value: onWire(value) }, signal });

export const previewPath = (id: string, scheme: Scheme): string =>
  `${NEWSLETTER}/previews/${encodeURIComponent(id)}/html?scheme=${scheme}`;

export const savedPreviewPath = (id: string, scheme: Scheme): string =>
  `${of(id)}/preview.html?scheme=${scheme}`;

export const countAudience = (
  audience: Audience,
  signal?: AbortSignal,
): Promise<Decoded<typeof decodeCount>> =>
  ask(`${NEWSLETTER}/audience/count`, decodeCount, {
    method: 'POST',
    body: { audience: audienceOnWire(audience) },
    signal,
  });

function onWire(value: CampaignValue): unknown {
  return { ...value, audience: audienceOnWire(value.audience) };
}

/** An empty list says "none of them", for languages too: what is not asked for is left out. */
export function audienceOnWire(audience: Audience): Partial<Audience> {
  const { topics, exceptTopics, languages, attributes, exceptAttributes } = audience;
  return {
    topics,
    ...(exceptTopics.length > 0 && { exceptTopics }),
    ...(languages.length > 0 && { languages }),
    ...(attributes.length > 0 && { attributes }),
    ...(exceptAttributes.length > 0 && { exceptAttributes }),
  };
}
