import type { Config } from './config.ts';
import { whyNobodySignsIn } from './sign-in-reach.ts';

/** What `npm start` says once visitors can come. */
export function banner(
  config: Config,
  started: { port: number; seconds: number; administratorLink: string | undefined },
): string {
  const local = `http://localhost:${started.port}`;
  const unreachable = whyNobodySignsIn(config.publicUrl);
  const lines = [
    '',
    `  Foyer is open. (${started.seconds.toFixed(1)} s)`,
    '',
    `  Demo page   ${local}/`,
    `  Desk        ${local}/desk`,
    ...(started.administratorLink === undefined
      ? []
      : [`              first administrator, within a day: ${started.administratorLink}`]),
    ...(unreachable === undefined ? [] : [`              CAUTION: ${unreachable}`]),
    `  API page    ${local}/docs`,
    ...(config.smtpUrl === undefined ? [`  Outbox      ${local}/dev/outbox`] : []),
    '',
    `  Data        ${config.databaseUrl === undefined ? config.dataDir : 'PostgreSQL'}`,
    `  Jobs        ${config.redisUrl === undefined ? 'in this process' : 'Bull on Redis'}`,
    `  Mail        ${config.smtpUrl === undefined ? 'kept in the outbox, nothing leaves this machine' : 'SMTP'}`,
    '',
    '  ctrl-C closes.',
    '',
  ];
  return lines.join('\n');
}
