import type { Database } from '@foyer/database';
import { lasting, newCanary, type PersonalDataHolding } from '@foyer/service';
import type { SubjectSeal } from '../subject-seal.ts';
import type { Hold, HoldStore } from './hold-store.ts';
import { describeHolds } from './hold-description.ts';

const keptDays = 365;
const dayMilliseconds = 86_400_000;

/** The holds themselves: who is held, for what reason. */
export function createHoldHolding(deps: {
  db: Database;
  store: HoldStore;
  seal: SubjectSeal;
}): PersonalDataHolding {
  const { db, store, seal } = deps;
  const limitOf = (now: Date): Date => new Date(now.getTime() - keptDays * dayMilliseconds);
  return {
    name: 'privacy.holds',
    describe: (language) => describeHolds(keptDays)[language],
    columns: holdColumns.map((column) => `privacy.hold.${column}`),
    retention: {
      days: keptDays,
      from: 'privacy.hold.until',
    },
    find: async (subject) => (await store.ofSubject(seal.digests(subject))).map(({ id }) => id),
    export: async (subject) => (await store.ofSubject(seal.digests(subject))).map(recordOf),
    correct: async () => 0,
    restrict: async () => 0,
    erase: async (subject, { language }) => {
      const holds = await store.ofSubject(seal.digests(subject));
      return {
        erased: 0,
        retained: holds.map(({ until }) =>
          lasting(describeHolds(keptDays)[language], new Date(until.getTime() + keptDays * dayMilliseconds)),
        ),
      };
    },
    due: ({ now, held }) => store.countBefore(limitOf(now), held),
    purge: async ({ now, limit, held }) => {
      await store.forgetSubjects(now);
      const purged = await store.deleteBefore(limitOf(now), { limit, held });
      return { purged, more: purged === limit };
    },
    oldest: () => store.oldest(),
    plantCanary: async (from) => {
      const { id, word, digest, marks } = newCanary(from);
      const seals = { sealedSubject: null, digests: { email: digest, phone: null } };
      const hold = {
        id,
        holding: null,
        recordId: null,
        why: word,
        until: from,
        createdAt: from,
        createdBy: null,
      };
      await store.insert(db, { ...hold, ...seals });
      return marks;
    },
  };
}

const holdColumns = [
  'id',
  'holding',
  'record_id',
  'email_digest',
  'phone_digest',
  'sealed_subject',
  'why',
  'until',
  'created_at',
  'created_by',
  'ended_at',
  'ended_by',
];

function recordOf({ id, createdAt, why, until, endedAt }: Hold) {
  return {
    id,
    createdAt,
    fields: { why, until: until.toISOString(), endedAt: endedAt?.toISOString() ?? null },
  };
}
