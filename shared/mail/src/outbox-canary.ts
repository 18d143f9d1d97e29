import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageIdPattern } from './message.ts';

/** In front of everything else: what carries it is not shown to anybody. */
const canaryLine = 'X-Foyer-Canary: ';

/**
 * Leaves a copy of a mail that was never sent in the outbox, so that it can be proved that the copy goes with its record.
 *
 * @throws RangeError when `messageId` is none
 */
export async function leaveCanaryCopy(dir: string, messageId: string, word: string): Promise<void> {
  if (!messageIdPattern.test(messageId)) throw new RangeError(`'${messageId}' is no message id`);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(join(dir, `${messageId}.eml`), `${canaryLine}${word}\r\n\r\n${word}\r\n`, { mode: 0o600 });
}

export function isCanaryCopy(source: string): boolean {
  return source.startsWith(canaryLine);
}
