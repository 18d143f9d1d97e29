import type { DatabaseOrTx } from '@foyer/database';
import { uuidv7, type Clock } from '@foyer/runtime';
import { coveringScopes, normalised, refuseMixedUp, type Contact, type SuppressionScope } from './contact.ts';
import { digestUnder, type KeyRing } from './key-ring.ts';
import { createSieve } from './suppression-sieve.ts';
import type { Entry, SuppressionStore } from './suppression-store.ts';

export const suppressionReasons = [
  /** Said so themselves: Art. 21(3) GDPR. */
  'objection',
  'unsubscribed',
  /** Said so to an agent on the telephone. */
  'do_not_call',
  'complaint',
  'bounce',
  'erasure',
  'imported',
] as const;

export type SuppressionReason = (typeof suppressionReasons)[number];

/** Who is not to be written to or called. To be asked at import, at sign-up, and at the moment of each send. */
export interface SuppressionPort {
  /** @throws RangeError when the contact cannot be read, or mail is asked of a number */
  isSuppressed(db: DatabaseOrTx, contact: Contact, scope: SuppressionScope): Promise<boolean>;
  /** Those that may be sent to, in their order. @throws RangeError as `isSuppressed` */
  notSuppressed<Some extends Contact>(
    db: DatabaseOrTx,
    contacts: readonly Some[],
    scope: SuppressionScope,
  ): Promise<Some[]>;
  /**
   * For asking about a whole audience: reads the list once.
   *
   * @returns whether an address may be on it: never wrongly false, and wrongly true for one in millions. It throws
   *   RangeError for what is no address
   */
  sieve(db: DatabaseOrTx, scopes: readonly SuppressionScope[]): Promise<(email: string) => boolean>;
  /** Saying it again counts anew from `at`. @throws RangeError as `isSuppressed` */
  suppress(
    trx: DatabaseOrTx,
    contact: Contact,
    entry: { scope: SuppressionScope; reason: SuppressionReason; at: Date },
  ): Promise<void>;
  /**
   * Takes somebody out of just this scope, because they want to be written to or called again.
   *
   * @returns whether they were in it
   */
  lift(trx: DatabaseOrTx, contact: Contact, from: { scope: SuppressionScope }): Promise<boolean>;
}

export interface SuppressionList extends SuppressionPort {
  /** All entries of somebody, under whichever key. */
  entriesOf(db: DatabaseOrTx, contact: Contact): Promise<Entry[]>;
  /** @returns how many of them are new */
  suppressAll(
    trx: DatabaseOrTx,
    contacts: readonly Contact[],
    entry: { scope: SuppressionScope; reason: SuppressionReason; at: Date },
  ): Promise<number>;
}

const dayMilliseconds = 86_400_000;

/** An objection has no end of its own; what nobody has touched for so long is taken for past its purpose. */
export const keptDays = 3653;
export const doNotCallDays = 1095;
const keptDaysOf: Partial<Record<SuppressionReason, number>> = { do_not_call: doNotCallDays };

// Each key makes a digest for each contact: a million of them would be one statement of 64 MB.
const batchSize = 1000;

export function createSuppressionList(deps: {
  store: SuppressionStore;
  keys: KeyRing;
  clock: Clock;
}): SuppressionList {
  const { store, keys, clock } = deps;

  async function find(
    db: DatabaseOrTx,
    contacts: readonly Contact[],
    scopes?: readonly SuppressionScope[],
  ): Promise<Map<string, Entry[]>> {
    const found = new Map<string, Entry[]>();
    for (let start = 0; start < contacts.length; start += batchSize) {
      await findBatch(db, contacts.slice(start, start + batchSize).map(normalised), scopes, found);
    }
    return found;
  }

  async function findBatch(
    db: DatabaseOrTx,
    names: readonly string[],
    scopes: readonly SuppressionScope[] | undefined,
    found: Map<string, Entry[]>,
  ): Promise<void> {
    const ring = keys();
    const nameOf = new Map<string, string>();
    for (const key of ring) for (const name of names) nameOf.set(hex(digestUnder(key, name)), name);
    const entries = await store.find(db, [...nameOf.keys()], scopes);
    const [newest] = ring;
    const outdated: Pick<Entry, 'id' | 'digest' | 'keyId'>[] = [];
    for (const entry of entries) {
      const name = nameOf.get(entry.digest);
      if (name === undefined) continue;
      found.set(name, [...(found.get(name) ?? []), entry]);
      if (newest !== undefined && entry.keyId !== newest.id) {
        outdated.push({ id: entry.id, digest: hex(digestUnder(newest, name)), keyId: newest.id });
      }
    }
    await store.rewrite(db, outdated);
  }

  function newestKey(): ReturnType<KeyRing>[number] {
    const [first] = keys();
    if (first === undefined) throw new Error('the suppression list has no key');
    return first;
  }

  async function suppressAll(
    trx: DatabaseOrTx,
    contacts: readonly Contact[],
    { scope, reason, at }: { scope: SuppressionScope; reason: SuppressionReason; at: Date },
  ): Promise<number> {
    for (const contact of contacts) refuseMixedUp(contact, scope);
    const dates = {
      reason,
      suppressedAt: at,
      expiresAt: new Date(at.getTime() + (keptDaysOf[reason] ?? keptDays) * dayMilliseconds),
    };
    const known = await find(trx, contacts, [scope]);
    await store.renew(
      trx,
      [...known.values()].flatMap((entries) => entries.map(({ id }) => id)),
      dates,
    );
    const key = newestKey();
    const added = [...new Set(contacts.map(normalised))].filter((name) => !known.has(name));
    for (let start = 0; start < added.length; start += batchSize) {
      const entries = added.slice(start, start + batchSize).map((name) => ({
        id: uuidv7(clock.now()),
        digest: hex(digestUnder(key, name)),
        keyId: key.id,
        scope,
        ...dates,
      }));
      await store.insert(trx, entries);
    }
    return added.length;
  }

  return {
    isSuppressed: async (db, contact, scope) => {
      refuseMixedUp(contact, scope);
      return (await find(db, [contact], coveringScopes(scope))).size > 0;
    },
    notSuppressed: async (db, contacts, scope) => {
      for (const contact of contacts) refuseMixedUp(contact, scope);
      const found = await find(db, contacts, coveringScopes(scope));
      return contacts.filter((contact) => !found.has(normalised(contact)));
    },
    sieve: async (db, scopes) => createSieve(db, scopes, { store, keys }),
    suppress: async (trx, contact, entry) => void (await suppressAll(trx, [contact], entry)),
    suppressAll,
    lift: async (trx, contact, { scope }) => {
      refuseMixedUp(contact, scope);
      const entries = [...(await find(trx, [contact], [scope])).values()].flat();
      await store.remove(
        trx,
        entries.map(({ id }) => id),
      );
      return entries.length > 0;
    },
    entriesOf: async (db, contact) => [...(await find(db, [contact])).values()].flat(),
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
