import { resolve } from 'node:path';
import type { OidcConfig } from '@foyer/staff';
import {
  flagVariable,
  listVariable,
  readConfig,
  textVariable,
  urlVariable,
  wholeNumberVariable,
} from '@foyer/runtime';
import { z } from 'zod';
import { bounceConfig, bounceVariables, type BounceConfig } from './bounce-config.ts';
import { oidcConfig, oidcVariables } from './oidc-config.ts';

const port = wholeNumberVariable({ minimum: 0, maximum: 65_535 });
const httpUrl = urlVariable(['http', 'https']);
const key = z
  .string()
  .regex(/^[0-9a-f]{64}$/i)
  .describe('64 hexadecimal digits')
  .meta({ secret: true });

const Environment = z.object({
  PORT: port.default(8080),
  HOST: textVariable('an address to listen on, 0.0.0.0 for all').default('127.0.0.1'),
  PUBLIC_URL: httpUrl.optional(),
  DATA_DIR: textVariable('a folder').default('data'),
  DATABASE_URL: urlVariable(['postgres', 'postgresql']).optional(),
  REDIS_URL: urlVariable(['redis', 'rediss']).optional(),
  SMTP_URL: urlVariable(['smtp', 'smtps']).optional(),
  TRUST_PROXY: wholeNumberVariable({ minimum: 0, maximum: 10 }).default(0),
  METRICS_PORT: port.optional(),
  MAIL_FROM: textVariable('a sender such as Foyer <hello@example.org>').default('Foyer <foyer@localhost>'),
  STAFF_EMAIL: textVariable('an e-mail address').default('staff@localhost'),
  COMPANY_NAME: textVariable('the name that visitors read', 200).default('Nordlicht Systems'),
  PRIVACY_URL: httpUrl.optional(),
  DUMP_KEEP: wholeNumberVariable({ minimum: 1, maximum: 1000 }).default(24),
  AUTO_MIGRATE: flagVariable().optional(),
  PUZZLE_KEY: key.optional(),
  ADDRESS_KEY: key.optional(),
  SUPPRESSION_KEYS: z
    .string()
    .regex(/^[0-9a-f]{64}(,[0-9a-f]{64})*$/i)
    .describe('64 hexadecimal digits each, separated by commas, the newest last')
    .meta({ secret: true })
    .optional(),
  DKIM_KEY_FILE: textVariable('a file with a private key (PEM)').optional(),
  ...bounceVariables,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NEWSLETTER_KEEPS_NETWORK: flagVariable().default(false),
  ...oidcVariables,
  FOYER_ROLES: listVariable(['web', 'worker']).default(['web', 'worker']),
});

type Environment = z.infer<typeof Environment>;

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Where visitors reach this server; without a slash at its end. */
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  /** How many reverse proxies stand in front; 0 ignores X-Forwarded-For. */
  readonly trustProxy: number;
  /** undefined: the default port, and no harm if it is taken. */
  readonly metricsPort: number | undefined;
  readonly mailFrom: string;
  readonly staffEmail: string;
  readonly companyName: string;
  readonly privacyUrl: string | undefined;
  /** Given instead of `secrets.json`, for machines that share a database. */
  readonly puzzleKey: string | undefined;
  readonly addressKey: string | undefined;
  /** Instead of those in `secrets.json`; the oldest first. */
  readonly suppressionKeys: readonly string[] | undefined;
  /** Signs newsletters, instead of the key in `secrets.json`; for machines that share a database. */
  readonly dkimKeyFile: string | undefined;
  /** Where mails come that newsletters were answered with. */
  readonly bounces: BounceConfig;
  /** The company's identity provider, for staff. */
  readonly oidc: OidcConfig | undefined;
  /** Whether the cut-off address of who signs up stays with the proof of their consent. */
  readonly newsletterKeepsNetwork: boolean;
  readonly dumpKeep: number;
  readonly autoMigrate: boolean;
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly roles: ReadonlySet<'web' | 'worker'>;
}

/**
 * Reads the whole configuration.
 *
 * @param env the process's environment
 * @throws ConfigError naming every variable that is wrong, at once
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = readConfig(Environment, env);
  return Object.freeze({
    port: read.PORT,
    host: read.HOST,
    publicUrl: (read.PUBLIC_URL ?? `http://localhost:${read.PORT}`).replace(/\/+$/, ''),
    dataDir: resolve(read.DATA_DIR),
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    smtpUrl: read.SMTP_URL,
    trustProxy: read.TRUST_PROXY,
    metricsPort: read.METRICS_PORT,
    mailFrom: read.MAIL_FROM,
    staffEmail: read.STAFF_EMAIL,
    companyName: read.COMPANY_NAME,
    privacyUrl: read.PRIVACY_URL,
    puzzleKey: read.PUZZLE_KEY,
    addressKey: read.ADDRESS_KEY,
    suppressionKeys: read.SUPPRESSION_KEYS?.split(','),
    dkimKeyFile: read.DKIM_KEY_FILE,
    bounces: bounceConfig(read),
    oidc: oidcConfig(read),
    newsletterKeepsNetwork: read.NEWSLETTER_KEEPS_NETWORK,
    dumpKeep: read.DUMP_KEEP,
    // The embedded database belongs to this process alone, so nobody else can be surprised by a migration.
    autoMigrate: read.AUTO_MIGRATE ?? read.DATABASE_URL === undefined,
    logLevel: read.LOG_LEVEL,
    roles: new Set(read.FOYER_ROLES),
  });
}
