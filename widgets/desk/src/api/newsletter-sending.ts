import { ask } from './ask.ts';
import { flag, list, moment, nullable, number, oneOf, record, shape, text, type Decoded } from './decode.ts';
import type { Setting } from './settings.ts';

export const deliveryStates = [
  'accepted',
  'refused',
  'uncertain',
  'excluded',
  'waiting',
  'claimed',
  'delayed',
  'bounced',
  'complained',
] as const;
type DeliveryState = (typeof deliveryStates)[number];

const decodeProgress = shape({
  state: oneOf('preparing', 'sending', 'paused', 'cancelled', 'finished'),
  /** null until the audience is frozen. */
  candidates: nullable(number),
  counts: shape({
    waiting: number,
    claimed: number,
    accepted: number,
    refused: number,
    uncertain: number,
    excluded: number,
    delayed: number,
    bounced: number,
    complained: number,
  }),
  perMinute: number,
  remainingSeconds: nullable(number),
  startedAt: nullable(moment),
  pausedAt: nullable(moment),
  /** It was stopped because too much was refused, and somebody has to decide. */
  brake: nullable(shape({ refused: number, accepted: number, says: text })),
  finishedAt: nullable(moment),
});
export type Progress = Decoded<typeof decodeProgress>;

const decodeResults = shape({
  progress: decodeProgress,
  reasons: record(number),
  acceptedByMinute: list(shape({ minute: moment, accepted: number })),
  areDeliveriesKept: flag,
});
export type SendingResults = Decoded<typeof decodeResults>;

const clicks = { raw: number, likelyHuman: number };
const decodeLinks = shape({
  ...clicks,
  links: list(shape({ number, url: text, ...clicks, hours: list(shape({ hour: moment, ...clicks })) })),
});
export type LinkResults = Decoded<typeof decodeLinks>;

const decodePacing = shape({
  perSecond: number,
  parallel: number,
  domains: list(shape({ domain: text, perMinute: number })),
  hours: nullable(shape({ timeZone: text, days: list(number), from: text, to: text })),
  warmUp: nullable(shape({ startsOn: text, firstDay: number, lastDay: number, days: number })),
  returnDomain: nullable(text),
  dkim: nullable(shape({ domain: nullable(text), selector: text })),
});
export type Pacing = Decoded<typeof decodePacing>;

const decodePacingSetting = shape({
  version: number,
  value: decodePacing,
  changedByName: nullable(text),
  changedAt: nullable(moment),
});

const SENDINGS = '/desk/api/newsletter/sendings';
const PACING = '/desk/api/settings/newsletter.sending';
const of = (id: string): string => `${SENDINGS}/${encodeURIComponent(id)}`;

export const readResults = (id: string, signal?: AbortSignal): Promise<SendingResults> =>
  ask(`${of(id)}/results`, decodeResults, { signal });

export const commandSending = (
  id: string,
  command: 'pause' | 'resume' | 'cancel' | 'believe-refusals' | 'repeat-refused',
): Promise<Progress> => ask(`${of(id)}/${command}`, decodeProgress, { method: 'POST' });

export const recipientsPath = (id: string, state?: DeliveryState): string =>
  `${of(id)}/recipients.csv${state === undefined ? '' : `?state=${state}`}`;

export const readLinks = (id: string, signal?: AbortSignal): Promise<LinkResults> =>
  ask(`/desk/api/newsletter/campaigns/${encodeURIComponent(id)}/links`, decodeLinks, { signal });

export const readPacing = (signal?: AbortSignal): Promise<Setting<Pacing>> =>
  ask(PACING, decodePacingSetting, { signal });

export const savePacing = (value: Pacing, basedOnVersion: number): Promise<Setting<Pacing>> =>
  ask(PACING, decodePacingSetting, { method: 'PUT', body: { value, basedOnVersion } });
