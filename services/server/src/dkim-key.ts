import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { generateDkimKey } from '@foyer/mail';
import { alone, replaceFile } from './secrets-file.ts';
import type { SecretsFile } from './secrets.ts';

const tries = 20;
const tryMilliseconds = 250;

/**
 * The key that signs newsletters: made when it is first asked for, and kept with the other secrets, because its public half
 * stands in the DNS.
 *
 * @param options.keyFile the file of a key given instead, for machines that share a domain and no data folder
 * @returns reads it once
 */
export function createDkimKey(options: {
  path: string;
  parse: (text: string) => SecretsFile;
  keyFile: string | undefined;
}): () => Promise<KeyObject> {
  const { path, parse, keyFile } = options;
  let read: Promise<KeyObject> | undefined;

  async function keptOrMade(): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      const kept = parse(await readFile(path, 'utf8')).dkimKey;
      if (kept !== undefined) return kept;
      try {
        await alone(path, async () => {
          const secrets = parse(await readFile(path, 'utf8'));
          const dkimKey = secrets.dkimKey ?? generateDkimKey();
          await replaceFile(path, `${JSON.stringify({ ...secrets, dkimKey }, undefined, 2)}\n`);
        });
      } catch (error) {
        // Another process may be making it just now.
        if (attempt === tries) throw error;
        await setTimeout(tryMilliseconds);
      }
    }
  }

  async function load(): Promise<KeyObject> {
    return createPrivateKey(keyFile === undefined ? await keptOrMade() : await readFile(keyFile, 'utf8'));
  }

  return async () => {
    read ??= load().catch((error: unknown) => {
      read = undefined;
      throw error;
    });
    return read;
  };
}
