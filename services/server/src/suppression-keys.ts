import { createHash, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { KeyRing, RingKey } from '@foyer/privacy';
import { alone, replaceFile } from './secrets-file.ts';
import type { SecretsFile } from './secrets.ts';

export interface SuppressionKeys {
  ring: KeyRing;
  /**
   * Adds a key, under which everything is written from now on, in all processes that share the file.
   *
   * @returns its id
   * @throws Error when the keys come from the configuration, or somebody else is at it
   */
  rotate(): Promise<string>;
}

/** Under which callbacks kept the numbers that are not to be called, before they moved into the list of all. */
export function formerNumberKey(addressKey: Uint8Array): Uint8Array {
  return createHmac('sha256', addressKey).update('callback.do_not_call').digest();
}

/**
 * The keys of the suppression list: those derived from the other secrets, which were there first, and those added since.
 * The file is read again whenever it has changed: a process that did not know a new key would not find what another one has
 * written under it, and would write to somebody who wants no mail.
 *
 * @param given from the configuration, for machines that share a database and no file; the oldest first
 */
export function createSuppressionKeys(options: {
  path: string;
  parse: (text: string) => SecretsFile;
  given: readonly string[] | undefined;
  firstKeys: readonly Uint8Array[];
}): SuppressionKeys {
  const { path, parse, given, firstKeys } = options;
  const first = firstKeys.map(ringKey);
  let seen = '';
  let current = ringOf(given ?? []);

  function ringOf(added: readonly string[]): RingKey[] {
    return [...added.map((key) => ringKey(Buffer.from(key, 'hex'))).toReversed(), ...first];
  }

  function ring(): readonly RingKey[] {
    if (given !== undefined) return current;
    const { mtimeNs, ino, size } = statSync(path, { bigint: true });
    const now = `${mtimeNs}.${ino}.${size}`;
    if (now !== seen) {
      current = ringOf(parse(readFileSync(path, 'utf8')).suppressionKeys ?? []);
      seen = now;
    }
    return current;
  }

  return {
    ring,
    rotate: async () => {
      const key = randomBytes(32);
      if (given !== undefined) {
        throw new Error(
          `the keys are given as SUPPRESSION_KEYS: append a comma and ${key.toString('hex')} there, on all machines at once`,
        );
      }
      await alone(path, async () => {
        const secrets = parse(readFileSync(path, 'utf8'));
        const suppressionKeys = [...(secrets.suppressionKeys ?? []), key.toString('hex')];
        await replaceFile(path, `${JSON.stringify({ ...secrets, suppressionKeys }, undefined, 2)}\n`);
      });
      return ringKey(key).id;
    },
  };
}

function ringKey(key: Uint8Array): RingKey {
  return { id: createHash('sha256').update(key).digest('hex').slice(0, 16), key: createSecretKey(key) };
}
