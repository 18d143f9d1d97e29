import type { OpenedDatabase } from '@foyer/database';
import type { Redis } from 'ioredis';

export interface Readiness {
  /** What is not ready, in words; empty when all is well. */
  problems(): Promise<string[]>;
  /** From now on not ready: a balancer sends new visitors elsewhere while the old ones are answered. */
  close(): void;
}

/** Each question has two seconds: a probe that hangs says less than one that answers no. */
export function createReadiness(parts: {
  database: OpenedDatabase;
  redis: Redis | undefined;
  pendingMigrations: () => Promise<string[]>;
}): Readiness {
  let isClosing = false;
  // Migrations only ever get fewer, so once none is pending there is no need to ask again.
  let isMigrated = false;
  return {
    problems: async () => {
      if (isClosing) return ['shutting down'];
      const answers = await Promise.all([
        ask('database', async () => {
          await parts.database.ping();
          if (isMigrated) return;
          const pending = await parts.pendingMigrations();
          if (pending.length > 0) throw new Error(`migrations are pending: ${pending.join(', ')}`);
          isMigrated = true;
        }),
        ask('redis', async () => void (await parts.redis?.ping())),
      ]);
      return answers.flat();
    },
    close: () => {
      isClosing = true;
    },
  };
}

async function ask(name: string, question: () => Promise<void>): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer within 2 s')), 2000);
  });
  try {
    await Promise.race([question(), late]);
    return [];
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    clearTimeout(timer);
  }
}
