import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StaffDeps } from './ports.ts';

/** For tests in which no mail may leave and no job is left behind. */
export const noPost: Pick<
  StaffDeps,
  'mail' | 'mailCompiler' | 'mailFrom' | 'outboxDir' | 'enqueueMany' | 'wakeJobs'
> = {
  mail: {
    kind: 'outbox',
    send: async () => {
      throw new Error('no mail was expected');
    },
    verify: async () => undefined,
    close: async () => undefined,
  },
  mailCompiler: { compile: async (mjml) => mjml, close: async () => undefined },
  mailFrom: 'Nordlicht <hello@nordlicht.example>',
  outboxDir: join(tmpdir(), 'foyer-staff-no-outbox'),
  enqueueMany: async () => {
    throw new Error('no job was expected');
  },
  wakeJobs: () => undefined,
};
