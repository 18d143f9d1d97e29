import { ApiError } from './api-error.ts';
import { ask } from './ask.ts';
import { list, moment, nullable, number, record, shape, text, withDefault, type Decoded } from './decode.ts';

const siteMembers = {
  siteKey: text,
  name: text,
  origins: list(text),
  ladder: list(
    shape({
      above: number,
      solutions: number,
      difficulty: number,
      expirySeconds: number,
      expectedHashes: number,
    }),
  ),
  ladderVersion: withDefault(number, 1),
  ladderChangedBy: nullable(text),
  ladderChangedAt: nullable(moment),
  memoryHard: nullable(
    shape({ memoryMebibytes: number, passes: number, gateDifficulty: number, solutions: number }),
  ),
  createdAt: moment,
};
const decodeSite = shape(siteMembers);
export type CaptchaSite = Decoded<typeof decodeSite>;
export type LadderStep = CaptchaSite['ladder'][number];
export type LadderRung = Omit<LadderStep, 'expectedHashes'>;

export interface SavedLadder {
  version: number;
  value: readonly LadderRung[];
  changedBy: string | null;
  changedAt: Date | null;
}

const decodeSeconds = shape({ count: number, p50: nullable(number), p95: nullable(number) });
const noSeconds = { count: 0, p50: null, p95: null };
const decodeActivity = shape({
  stepHours: number,
  items: list(
    shape({
      at: moment,
      puzzles: number,
      solved: number,
      refused: record(number),
      secondsBySolver: shape({
        js: withDefault(decodeSeconds, noSeconds),
        wasm: withDefault(decodeSeconds, noSeconds),
      }),
    }),
  ),
});
export type Activity = Decoded<typeof decodeActivity>;
export type ActivityBucket = Activity['items'][number];

const CAPTCHA = '/desk/api/captcha';

export const readSites = async (signal?: AbortSignal): Promise<CaptchaSite[]> =>
  (await ask(`${CAPTCHA}/sites`, shape({ items: list(decodeSite) }), { signal })).items;

export interface SiteDescription {
  name: string;
  origins: readonly string[];
}

export const createSite = (body: SiteDescription): Promise<CaptchaSite & { secret: string }> =>
  ask(`${CAPTCHA}/sites`, shape({ ...siteMembers, secret: text }), { method: 'POST', body });

export const changeSite = (siteKey: string, body: SiteDescription): Promise<CaptchaSite> =>
  ask(`${CAPTCHA}/sites/${encodeURIComponent(siteKey)}`, decodeSite, { method: 'PATCH', body });

export function savedLadder(site: CaptchaSite): SavedLadder {
  return {
    version: site.ladderVersion,
    value: site.ladder.map(({ above, solutions, difficulty, expirySeconds }) => ({
      above,
      solutions,
      difficulty,
      expirySeconds,
    })),
    changedBy: site.ladderChangedBy,
    changedAt: site.ladderChangedAt,
  };
}

/** @throws ApiError captcha_ladder_conflict when another version is in force */
export const saveLadder = async (
  siteKey: string,
  ladder: readonly LadderRung[],
  basedOnVersion: number,
): Promise<SavedLadder> =>
  savedLadder(
    await ask(`${CAPTCHA}/sites/${encodeURIComponent(siteKey)}/ladder`, decodeSite, {
      method: 'PUT',
      body: { ladder, basedOnVersion },
    }),
  );

/** @throws ApiError as of a site that is gone */
export async function readLadder(siteKey: string): Promise<SavedLadder> {
  const site = (await readSites()).find((one) => one.siteKey === siteKey);
  if (site === undefined) throw new ApiError('problem', { status: 404, code: 'captcha_site_unknown' });
  return savedLadder(site);
}

export const renewSecret = (siteKey: string): Promise<{ secret: string }> =>
  ask(`${CAPTCHA}/sites/${encodeURIComponent(siteKey)}/secret`, shape({ secret: text }), { method: 'POST' });

export const activityHours = ['24', '168', '720'] as const;
export type ActivityHours = (typeof activityHours)[number];

export const readActivity = (hours: ActivityHours, signal?: AbortSignal): Promise<Activity> =>
  ask(`${CAPTCHA}/activity?hours=${hours}`, decodeActivity, { signal });
