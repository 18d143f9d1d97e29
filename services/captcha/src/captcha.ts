import type { Bus, Counters } from '@foyer/bus';
import type { Database, Migration } from '@foyer/database';
import { createVerifier } from '@foyer/pow';
import type { Clock, Log, Metrics } from '@foyer/runtime';
import type { Audit, Service } from '@foyer/service';
import { createActivity } from './activity.ts';
import { createActivityStore } from './activity-store.ts';
import { createAddressKeys } from './address-key.ts';
import { createAddressKeyStore } from './address-key-store.ts';
import { createArgon2Pool } from './argon2-pool.ts';
import { createCaptchaMetrics } from './captcha-metrics.ts';
import { createCheckCaptcha } from './check-captcha.ts';
import type { CheckCaptcha } from './check-captcha.ts';
import { captchaDeskRoutes } from './desk-routes.ts';
import { createFriendlyAnswers } from './friendly.ts';
import { captchaSchedules, createHousekeepingJobs } from './housekeeping.ts';
import { createMemoryHardCheck } from './memory-hard-check.ts';
import { captcha0001 } from './migrations/0001-captcha.ts';
import { captcha0002 } from './migrations/0002-activity.ts';
import { prefixesOf } from './address-prefix.ts';
import { captcha0003 } from './migrations/0003-ladder-version.ts';
import { createAddressCountersHolding } from './personal-data.ts';
import { createPressure, REQUEST_WINDOW_SECONDS } from './pressure.ts';
import { createPuzzleIssuer } from './puzzle.ts';
import { captchaRoutes } from './routes.ts';
import { createSiteStore } from './site-store.ts';
import { createSites } from './sites.ts';
import type { Sites } from './sites.ts';
import { createSolutionCheck } from './solution.ts';
import { createSpendBatcher } from './spend-batcher.ts';
import { createSpentPuzzleStore } from './spent-puzzle-store.ts';

export interface CaptchaConfig {
  /** Written into every puzzle; only installations that share a puzzle key need different ones. 1 when not given. */
  accountId?: number;
  /** Threads for memory-hard puzzles, started when first needed; 1 when not given. */
  argon2Threads?: number;
  /** Memory-hard solutions that may wait; 32 when not given. Beyond it siteverify answers 503. */
  argon2MaxQueued?: number;
  /**
   * Whether siteverify waits until a replay mark is on disk; true when not given. false is for PostgreSQL only: an answer
   * comes about 3 ms earlier, and a crash of the database server may forget the marks of its last 0.6 seconds. In PGlite,
   * which has no process of its own that writes the log, a kill of this process would forget more.
   */
  flushReplayMarks?: boolean;
  /** How often the counts for the desk are written; 5 when not given. */
  activityFlushSeconds?: number;
}

export interface CaptchaDeps {
  db: Database;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  counters: Counters;
  bus: Bus;
  keys: {
    /** 32 bytes that sign puzzles, the same in all processes. */
    puzzleKey: Uint8Array;
  };
  /** Nothing is written down when not given. */
  audit?: Audit;
  config?: CaptchaConfig;
}

export interface Captcha extends Service {
  checkCaptcha: CheckCaptcha;
  sites: Sites;
  /** A keyed digest of the neighbourhood of an address (IPv4 /24, IPv6 /48), comparable for a day (UTC). */
  networkDigest(address: string): Promise<Uint8Array>;
  /** Ends the threads and the subscription, and writes the last counts. */
  close(): Promise<void>;
}

/** Puzzles, their verification, the guard against replay, and the sites that use them. */
export async function createCaptcha(deps: CaptchaDeps): Promise<Captcha> {
  const { db, clock, log, counters, bus, config = {} } = deps;
  const {
    accountId = 1,
    argon2Threads = 1,
    argon2MaxQueued = 32,
    flushReplayMarks = true,
    activityFlushSeconds = 5,
  } = config;

  const verifier = await createVerifier({ key: deps.keys.puzzleKey });
  const argon2Pool = createArgon2Pool({ threads: argon2Threads, maxQueued: argon2MaxQueued });
  const activityStore = createActivityStore(db);
  const activity = createActivity({ store: activityStore, clock, log, flushSeconds: activityFlushSeconds });
  const metrics = createCaptchaMetrics(deps.metrics, activity, () => argon2Pool.length());
  const addressKeyStore = createAddressKeyStore(db);
  const spentPuzzles = createSpentPuzzleStore(db);
  const spend = createSpendBatcher({
    mark: async (marks) =>
      flushReplayMarks ? spentPuzzles.mark(db, marks) : spentPuzzles.markWithoutFlush(marks),
  });
  const {
    sites,
    cache,
    close: closeSites,
  } = await createSites({
    db,
    store: createSiteStore(db),
    bus,
    clock,
    log,
    audit: deps.audit ?? writeNothing,
  });

  const addressKeys = createAddressKeys(addressKeyStore, REQUEST_WINDOW_SECONDS);
  const measure = createPressure({
    counters,
    keys: addressKeys,
    clock,
  });
  const issue = createPuzzleIssuer({ verifier, clock, metrics, accountId });
  const checkMemoryHard = createMemoryHardCheck(argon2Pool);
  const check = createSolutionCheck({
    verifier,
    cache,
    checkMemoryHard,
    spentPuzzles,
    spend,
    clock,
    metrics,
    accountId,
  });

  return {
    name: 'captcha',
    migrations: captchaMigrations,
    routes: captchaRoutes(createFriendlyAnswers({ cache, measure, issue, check, spend, metrics, accountId })),
    deskRoutes: captchaDeskRoutes({ sites, activity }),
    jobs: createHousekeepingJobs({
      spentPuzzles,
      activity: activityStore,
      clock,
    }),
    schedules: captchaSchedules,
    personalData: [createAddressCountersHolding(addressKeyStore, deps.counters)],
    checkCaptcha: createCheckCaptcha({ check, cache, spentPuzzles, metrics }),
    sites,
    networkDigest: async (address) => {
      const digest = await addressKeys.today(clock.now());
      // The first byte keeps it apart from the names of the counters.
      return Buffer.from(digest(Uint8Array.of(255, ...prefixesOf(address).wide)), 'base64url');
    },
    close: async () => {
      await closeSites();
      await argon2Pool.close();
      await activity.close();
    },
  };
}

export const captchaMigrations: Migration[] = [captcha0001, captcha0002, captcha0003];

const writeNothing: Audit = async () => undefined;
