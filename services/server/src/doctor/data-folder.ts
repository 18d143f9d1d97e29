import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { inspectDataFolder } from '../data-folder.ts';
import type { Finding } from './finding.ts';

const lowBytes = 500 * 1024 * 1024;

export async function examineDataFolder({ dataDir }: Config): Promise<Finding[]> {
  const about = 'data folder';
  const state = await inspectDataFolder(dataDir);
  if (!state.isWritable) {
    return [
      {
        state: 'wrong',
        about,
        says: `${dataDir} cannot be written by this user`,
        advice: 'give it to the user that runs Foyer, or set DATA_DIR',
      },
    ];
  }
  const findings: Finding[] = [
    {
      state: 'well',
      about,
      says: state.exists ? `${dataDir} can be written` : `${dataDir} will be made at the first start`,
    },
  ];
  if (!state.isPrivate) {
    findings.push({
      state: 'odd',
      about,
      says: `${dataDir} can be read by other users of this machine`,
      advice: `chmod 700 ${dataDir}`,
    });
  }
  if (state.freeBytes < lowBytes) {
    findings.push({
      state: 'wrong',
      about,
      says: `only ${Math.round(state.freeBytes / 1024 / 1024)} MiB are free`,
      advice: 'a full disk stops every message: make room',
    });
  }
  return [...findings, ...(await examineSecrets(dataDir))];
}

async function examineSecrets(dataDir: string): Promise<Finding[]> {
  const path = join(dataDir, 'secrets.json');
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || (found.mode & 0o077) === 0) return [];
  return [
    {
      state: 'wrong',
      about: 'secrets',
      says: `${path} can be read by other users of this machine`,
      advice: `chmod 600 ${path}`,
    },
  ];
}
