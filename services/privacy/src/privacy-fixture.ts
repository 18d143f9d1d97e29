import { generateKeySync } from 'node:crypto';
import type { OpenedDatabase, ServiceMigrations } from '@foyer/database';
import { authorizeAs, startTestServer, testActor } from '@foyer/http/testing';
import { jobMigrations } from '@foyer/jobs';
import { createMetrics } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { createPrivacy, privacyMigrations, type Privacy } from './privacy.ts';
import { quietRightsPorts } from './rights/quiet-rights-ports.ts';
import type { RingKey } from './suppression/key-ring.ts';

export const testServices: ServiceMigrations[] = [
  { name: 'jobs', migrations: jobMigrations },
  { name: 'privacy', migrations: privacyMigrations },
];

type Deps = Parameters<typeof createPrivacy>[0];

export const start = new Date('2026-11-23T10:00:00Z');

/** The privacy service with a real database and real routes, a clock that stands, and nothing else around it. For tests only. */
export async function openPrivacy({ db }: OpenedDatabase, deps: Partial<Deps> = {}) {
  const clock = fakeClock(start);
  const log = silentLog();
  /** `privacy.suppression.add {"added":1}`, in order. */
  const audited: string[] = [];
  const ring: RingKey[] = [newKey('first')];
  const privacy: Privacy = createPrivacy({
    db,
    clock,
    log,
    metrics: createMetrics(),
    enqueueMany: async () => undefined,
    wakeJobs: () => undefined,
    audit: async (_trx, { action, detail }) => void audited.push(`${action} ${JSON.stringify(detail ?? {})}`),
    notifyDesk: () => undefined,
    keyFor: (purpose) => new Uint8Array(32).fill(purpose.length),
    suppressionKeys: () => ring,
    ...quietRightsPorts(),
    holdings: () => privacy.personalData,
    scrub: async () => undefined,
    renewDumps: async () => undefined,
    otherStores: [],
    companyName: 'Nordlicht Systems',
    publicUrl: 'https://hall.nordlicht.example',
    ...deps,
  });
  const server = await startTestServer([...privacy.routes, ...privacy.deskRoutes], {
    authorize: authorizeAs(testActor('privacy.read', 'privacy.work')),
  });

  return {
    privacy,
    server,
    clock,
    log,
    audited,
    /** The newest first. */
    ring,
    rotateKey: (id: string) => void ring.unshift(newKey(id)),
    desk: async (method: string, path: string, body?: object) => {
      const response = await server.fetch(`/desk/api/privacy/${path}`, {
        method,
        ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    close: async () => await server.close(),
  };
}

export type OpenPrivacy = Awaited<ReturnType<typeof openPrivacy>>;

function newKey(id: string): RingKey {
  return { id, key: generateKeySync('hmac', { length: 256 }) };
}
