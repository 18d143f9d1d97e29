import type { Database } from '@foyer/database';
import { lasting, newCanary, type DataSubject, type PersonalDataHolding } from '@foyer/service';
import { isReadable, type Contact } from './contact.ts';
import { doNotCallDays, keptDays, type SuppressionList } from './suppression-list.ts';
import { canaryKeyId, type Entry, type SuppressionStore } from './suppression-store.ts';
import { describeSuppression } from './suppression-description.ts';

/** The list that outlives everything else: without it nobody could keep to an objection. */
export function createSuppressionHolding(deps: {
  db: Database;
  list: SuppressionList;
  store: SuppressionStore;
}): PersonalDataHolding {
  const { db, list, store } = deps;
  const descriptions = describeSuppression({ usual: keptDays, doNotCall: doNotCallDays });

  async function entriesOf(subject: DataSubject): Promise<Entry[]> {
    const found: Entry[] = [];
    for (const contact of contactsOf(subject)) found.push(...(await list.entriesOf(db, contact)));
    return found;
  }

  return {
    name: 'privacy.suppression',
    describe: (language) => descriptions[language],
    columns: ['id', 'digest', 'key_id', 'scope', 'reason', 'suppressed_at', 'expires_at'].map(
      (column) => `privacy.suppression.${column}`,
    ),
    retention: {
      days: keptDays,
      from: 'privacy.suppression.suppressed_at',
    },
    find: async (subject) => (await entriesOf(subject)).map(({ id }) => id),
    export: async (subject) =>
      (await entriesOf(subject)).map(({ id, scope, reason, suppressedAt, expiresAt }) => ({
        id,
        createdAt: suppressedAt,
        fields: {
          scope,
          reason,
          suppressedAt: suppressedAt.toISOString(),
          deletedAt: expiresAt.toISOString(),
        },
      })),
    // Of a digest nothing can be put right, and it is used for nothing but keeping to what was asked for.
    correct: async () => 0,
    restrict: async () => 0,
    erase: async (subject, { language }) => ({
      erased: 0,
      retained: (await entriesOf(subject)).map(({ scope, expiresAt }) => {
        const entry = lasting(descriptions[language], expiresAt);
        return { ...entry, what: `${entry.what} (${scope})` };
      }),
    }),
    due: async ({ now, held }) => store.countDue(now, held),
    purge: async ({ now, limit, held }) => {
      const purged = await store.purge(now, limit, held);
      return { purged, more: purged === limit };
    },
    oldest: async () => store.oldest(),
    plantCanary: async (from) => {
      const { id, digest, marks } = newCanary(from);
      const expiresAt = new Date(from.getTime() + keptDays * 86_400_000);
      const entry = { keyId: canaryKeyId, scope: 'mail' as const, reason: 'imported', suppressedAt: from };
      await store.insert(db, [{ id, digest: Buffer.from(digest).toString('hex'), expiresAt, ...entry }]);
      return marks;
    },
  };
}

/** Requests of data subjects may name a number by its digits alone. */
function contactsOf({ email, phone }: DataSubject): Contact[] {
  const contacts: Contact[] = [];
  if (email !== undefined) contacts.push({ email });
  if (phone !== undefined) contacts.push({ phone: /^[1-9]/.test(phone.trim()) ? `+${phone.trim()}` : phone });
  return contacts.filter(isReadable);
}
