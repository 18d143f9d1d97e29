import type { PuzzleRefusal, PuzzleResponse, SiteverifyCode, SiteverifyResponse } from '@foyer/contracts';
import { z } from 'zod';
import { captchaCodes } from './check-captcha.ts';
import type { CaptchaMetrics } from './captcha-metrics.ts';
import type { IssuePuzzle } from './puzzle.ts';
import type { MeasurePressure } from './pressure.ts';
import type { Site } from './site.ts';
import type { SiteCache } from './site-cache.ts';
import { secretHashOf } from './sites.ts';
import type { CheckSolution } from './solution.ts';
import type { SpendPuzzle } from './spend-batcher.ts';

export const AuthInfoAnswer = z.object({ success: z.literal(true), account_id: z.int() });

export interface FriendlyAnswers {
  puzzle(siteKey: string | undefined, address: string): Promise<Answer<200, PuzzleResponse> | Refused<400>>;
  siteverify(body: SiteverifyBody): Promise<Answer<200, SiteverifyResponse> | Refused<400 | 401>>;
  authInfo(body: {
    secret?: unknown;
  }): Promise<Answer<200, z.infer<typeof AuthInfoAnswer>> | Refused<400 | 401>>;
}

interface SiteverifyBody {
  secret?: unknown;
  solution?: unknown;
  sitekey?: unknown;
}

interface Answer<Status extends number, Body> {
  status: Status;
  body: Body;
}
type Refused<Status extends number> = Answer<Status, PuzzleRefusal>;

export interface FriendlyDeps {
  cache: SiteCache;
  measure: MeasurePressure;
  issue: IssuePuzzle;
  check: CheckSolution;
  spend: SpendPuzzle;
  metrics: CaptchaMetrics;
  accountId: number;
}

const SUCCESS = { status: 200, body: { success: true } } as const;

/** The three endpoints of Friendly Captcha v1, without HTTP: parameters in, status and body out. */
export function createFriendlyAnswers(deps: FriendlyDeps): FriendlyAnswers {
  const { cache, measure, issue, check, spend, metrics, accountId } = deps;

  return {
    puzzle: async (siteKey, address) => {
      if (siteKey === undefined || siteKey === '') {
        return refused(400, 'sitekey_missing', 'the query must have sitekey=<key of the site>, got none');
      }
      const site = await cache.byKey(siteKey);
      if (site === undefined) {
        return refused(
          400,
          'sitekey_invalid',
          'no site has this sitekey: compare data-sitekey with the key of the site',
        );
      }
      const pressure = await measure(address, site.number);
      return { status: 200, body: { data: { puzzle: issue(site, pressure) } } };
    },

    siteverify: async (body) => {
      const site = await authenticated(body.secret);
      if ('status' in site) return site;
      const { solution, sitekey } = body;
      if (solution === undefined) {
        return refused(
          400,
          'solution_missing',
          'the body must have solution: the value of the field frc-captcha-solution',
        );
      }
      // Only what the integrator got wrong may be answered with 400, because plug-ins let everybody pass on anything
      // but 200. An empty or strange solution is the visitor's doing.
      const text = typeof solution === 'string' ? solution : '';
      if (sitekey !== undefined && sitekey !== null && sitekey !== '' && sitekey !== site.siteKey) {
        metrics.refused(site.number, 'site');
        return unsuccessful('solution_invalid');
      }
      const checked = await check(text, site);
      if (!checked.ok) {
        const isTimeout = captchaCodes[checked.refusal] === 'solution_timeout_or_duplicate';
        return unsuccessful(isTimeout ? 'solution_timeout_or_duplicate' : 'solution_invalid');
      }
      if (!(await spend(checked.mark))) {
        metrics.refused(site.number, 'replayed');
        return unsuccessful('solution_timeout_or_duplicate');
      }
      metrics.solved(site.number, checked.diagnostics);
      return SUCCESS;
    },

    authInfo: async (body) => {
      const site = await authenticated(body.secret);
      return 'status' in site ? site : { status: 200, body: { success: true, account_id: accountId } };
    },
  };

  async function authenticated(secret: unknown): Promise<Site | Refused<400 | 401>> {
    if (secret === undefined || secret === null || secret === '') {
      return refused(
        400,
        'secret_missing',
        'the body must have secret: the secret shown when the site was made',
      );
    }
    const site = typeof secret === 'string' ? await cache.bySecretHash(secretHashOf(secret)) : undefined;
    return site ?? refused(401, 'secret_invalid', 'no site has this secret');
  }
}

function unsuccessful(code: SiteverifyCode): Answer<200, SiteverifyResponse> {
  return { status: 200, body: { success: false, errors: [code] } };
}

function refused<Status extends number>(status: Status, code: string, details: string): Refused<Status> {
  return { status, body: { success: false, errors: [code], details } };
}
