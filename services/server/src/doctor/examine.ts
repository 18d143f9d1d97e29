import { ConfigError, type Environment } from '@foyer/runtime';
import { loadConfig, type Config } from '../config.ts';
import { askObservations } from './observations.ts';
import { examineDataFolder } from './data-folder.ts';
import { examineDatabase } from './database.ts';
import { examineIdentityProvider } from './identity-provider.ts';
import { examineMail } from './mail.ts';
import { examineProxy } from './proxy.ts';
import { examineRedis } from './redis.ts';
import { examineReturnedMail } from './returned-mail.ts';
import { examineSignIn } from './sign-in.ts';
import type { Finding } from './finding.ts';

/** Looks at everything that can be wrong around a server, whether it runs or not, and changes nothing. */
export async function examine(env: Environment): Promise<Finding[]> {
  let config: Config;
  try {
    config = loadConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ variable, problem }) => ({
      state: 'wrong',
      about: variable,
      says: problem,
    }));
  }
  const running = await askObservations(config.dataDir);
  const parts = await Promise.all([
    examineDataFolder(config),
    examineDatabase(config, running !== undefined),
    examineRedis(config),
    examineMail(config),
    examineReturnedMail(config),
    examineIdentityProvider(config),
    examineProxy(config, running),
  ]);
  return [
    { state: 'well', about: 'configuration', says: 'every variable can be read' },
    ...parts.flat(),
    ...examineSignIn(config),
    ...(running === undefined ? [] : examineJobs(running.deadJobs)),
  ];
}

function examineJobs(dead: number): Finding[] {
  if (dead === 0) return [{ state: 'well', about: 'jobs', says: 'none was given up' }];
  return [
    {
      state: 'wrong',
      about: 'jobs',
      says: `${dead} were given up after many attempts`,
      advice: "'npm run foyer -- jobs:dead' lists them; 'jobs:retry --id …' runs one again",
    },
  ];
}
