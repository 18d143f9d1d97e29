import { hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { link, mkdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createDkimKey } from './dkim-key.ts';
import { writeDraft } from './secrets-file.ts';
import { createSuppressionKeys, formerNumberKey, type SuppressionKeys } from './suppression-keys.ts';

const hexKey = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');

const SecretsFile = z.object({
  /** Signs puzzles: a new one would make every puzzle that is being solved worthless. */
  puzzleKey: hexKey,
  /** Keys the digests of e-mail addresses and their domains. */
  addressKey: hexKey,
  /** Added by `suppression:rotate-key`, the oldest first; a file without them is as good as ever. */
  suppressionKeys: z.array(hexKey).max(1000).optional(),
  /** PEM; made when the first newsletter is signed or its record for the DNS is asked for. */
  dkimKey: z.string().startsWith('-----BEGIN PRIVATE KEY-----').max(10_000).optional(),
});

export type SecretsFile = z.infer<typeof SecretsFile>;

export interface Secrets {
  puzzleKey: Uint8Array;
  addressKey: Uint8Array;
  /**
   * A key for one purpose, derived (HKDF, RFC 5869) from the one for addresses: an installation that was there before the
   * purpose needs no new secret, and machines that share a database share this key too.
   */
  keyFor(purpose: string): Uint8Array;
  suppressionKeys: SuppressionKeys;
  /** Signs newsletters (DKIM). */
  dkimKey: () => Promise<KeyObject>;
}

/**
 * The server's secrets: those that the configuration gives, and else those made once and kept in `secrets.json` (mode
 * 0600), never anew at each start.
 * Two processes that start at once agree: the file appears whole, by link, and the second one reads it.
 */
export async function loadSecrets(given: {
  dataDir: string;
  puzzleKey: string | undefined;
  addressKey: string | undefined;
  suppressionKeys?: readonly string[] | undefined;
  dkimKeyFile?: string | undefined;
}): Promise<Secrets> {
  const kept = parseSecrets(await readOrCreate(given.dataDir), given.dataDir);
  const addressKey = Buffer.from(given.addressKey ?? kept.addressKey, 'hex');
  const keyFor = (purpose: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', addressKey, '', purpose, 32));
  const parse = (text: string): SecretsFile => parseSecrets(text, given.dataDir);
  return {
    puzzleKey: Buffer.from(given.puzzleKey ?? kept.puzzleKey, 'hex'),
    addressKey,
    keyFor,
    suppressionKeys: createSuppressionKeys({
      path: secretsPath(given.dataDir),
      parse,
      given: given.suppressionKeys,
      firstKeys: [keyFor('foyer suppression'), formerNumberKey(addressKey)],
    }),
    dkimKey: createDkimKey({ path: secretsPath(given.dataDir), parse, keyFile: given.dkimKeyFile }),
  };
}

/** @throws Error when the secrets of a backup are damaged, or the data folder holds others */
export async function refuseOtherSecrets(dataDir: string, text: string): Promise<void> {
  const given = parseSecrets(text, dataDir);
  const existing = await readIfThere(secretsPath(dataDir));
  if (existing !== undefined && existing !== text && !holdsAll(parseSecrets(existing, dataDir), given)) {
    throw new Error(
      `${secretsPath(dataDir)} holds other secrets than the backup: restore into an empty data folder, or move that file away`,
    );
  }
}

/** A ring that has got more keys since the backup opens everything that is in it. */
function holdsAll(existing: SecretsFile, given: SecretsFile): boolean {
  const ring = new Set(existing.suppressionKeys);
  return (
    existing.puzzleKey === given.puzzleKey &&
    existing.addressKey === given.addressKey &&
    (given.suppressionKeys ?? []).every((key) => ring.has(key)) &&
    (given.dkimKey === undefined || existing.dkimKey === given.dkimKey)
  );
}

/** Puts the secrets of a backup in place. An existing file must say the same. */
export async function restoreSecrets(dataDir: string, text: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await createWhole(dataDir, text);
  await refuseOtherSecrets(dataDir, text);
}

export async function readSecretsText(dataDir: string): Promise<string> {
  return await readOrCreate(dataDir);
}

const secretsPath = (dataDir: string): string => join(dataDir, 'secrets.json');

async function readOrCreate(dataDir: string): Promise<string> {
  const existing = await readIfThere(secretsPath(dataDir));
  if (existing !== undefined) return existing;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const fresh = {
    puzzleKey: randomBytes(32).toString('hex'),
    addressKey: randomBytes(32).toString('hex'),
  } satisfies SecretsFile;
  await createWhole(dataDir, `${JSON.stringify(fresh, undefined, 2)}\n`);
  return await readFile(secretsPath(dataDir), 'utf8');
}

/** Whether this call made the file; false when it was there already. */
async function createWhole(dataDir: string, text: string): Promise<boolean> {
  const draft = await writeDraft(secretsPath(dataDir), text);
  try {
    await link(draft, secretsPath(dataDir));
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function parseSecrets(text: string, dataDir: string): SecretsFile {
  const parsed = SecretsFile.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`);
  throw new Error(
    `${secretsPath(dataDir)} is damaged (${problems.join('; ')}); put it back from a backup: a new one makes old links worthless`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
