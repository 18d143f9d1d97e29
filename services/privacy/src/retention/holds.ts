import type { Database } from '@foyer/database';
import { uuidv7, type Clock } from '@foyer/runtime';
import type { Audit, DataSubject, HeldRecord, PersonalDataHolding } from '@foyer/service';
import { privacyError } from '../errors.ts';
import type { NotifyDesk } from '../ports.ts';
import type { SubjectSeal } from '../subject-seal.ts';
import type { Held } from './hold.ts';
import type { Hold, HoldStore } from './hold-store.ts';

export interface HeldRecords {
  /** Those of a holding with the reason; of one that is a copy, the records that its own may belong to. */
  of(holding: Pick<PersonalDataHolding, 'name' | 'isCopy'>): readonly HeldRecord[];
}

export interface Holds {
  /** All records that stay now: those of the holds, and those of the persons that holds are about. */
  inForce(): Promise<HeldRecords>;
  /** @throws AppError hold_refused */
  place(given: { held: Held; why: string; until: Date }, staffId: string): Promise<string>;
  /** @throws AppError hold_unknown when there is none in force */
  end(id: string, staffId: string): Promise<void>;
  list(): Promise<(Hold & { isInForce: boolean })[]>;
}

export function idsOf(held: HeldRecords, holding: PersonalDataHolding): string[] {
  return held.of(holding).map(({ id }) => id);
}

const longestDays = 3653;
const mostListed = 500;

export function createHolds(deps: {
  db: Database;
  clock: Clock;
  audit: Audit;
  notifyDesk: NotifyDesk;
  store: HoldStore;
  seal: SubjectSeal;
  holdings: () => readonly PersonalDataHolding[];
}): Holds {
  const { db, clock, audit, notifyDesk, store, seal, holdings } = deps;

  function check({ held, until }: { held: Held; until: Date }): void {
    const days = (until.getTime() - clock.now().getTime()) / 86_400_000;
    if (!(days > 0 && days <= longestDays)) {
      throw privacyError('hold_refused', `until must be a moment of the next ${longestDays} days`);
    }
    if ('subject' in held) {
      const { email, phone } = seal.digests(held.subject);
      if (email !== null || phone !== null) return;
      throw privacyError('hold_refused', 'subject must have an e-mail address or a telephone number');
    }
    const holding = holdings().find(({ name }) => name === held.holding);
    if (holding === undefined || holding.isCopy === true) {
      const names = holdings().flatMap(({ name, isCopy }) => (isCopy === true ? [] : [name]));
      throw privacyError('hold_refused', `holding must be one of ${names.join(', ')}, got '${held.holding}'`);
    }
  }

  return {
    inForce: async () => {
      const found: (HeldRecord & { holding: string })[] = [];
      for (const { id, holding, recordId, sealedSubject, why, until } of await store.inForce(clock.now())) {
        const records =
          holding === null || recordId === null
            ? await recordsOf(id, sealedSubject)
            : [{ holding, id: recordId }];
        found.push(...records.map((record) => ({ ...record, why, until })));
      }
      // Of two holds on one record the longer one counts.
      found.sort((a, b) => b.until.getTime() - a.until.getTime());
      return {
        of: ({ name, isCopy }) => {
          const byId = new Map<string, HeldRecord>();
          for (const { holding, ...record } of found) {
            if ((isCopy === true || holding === name) && !byId.has(record.id)) byId.set(record.id, record);
          }
          return [...byId.values()];
        },
      };
    },
    place: async ({ held, why, until }, staffId) => {
      check({ held, until });
      const now = clock.now();
      const id = uuidv7(now);
      const ofRecord = 'subject' in held ? { holding: null, recordId: null } : held;
      const ofSubject =
        'subject' in held
          ? { digests: seal.digests(held.subject), sealedSubject: seal.seal(held.subject, id) }
          : { digests: { email: null, phone: null }, sealedSubject: null };
      await db.transaction().execute(async (trx) => {
        const hold = { id, ...ofRecord, ...ofSubject, why, until, createdAt: now, createdBy: staffId };
        await store.insert(trx, hold);
        await audit(trx, {
          actorId: staffId,
          action: 'privacy.hold.place',
          subject: `privacy.hold:${id}`,
          detail: { holding: ofRecord.holding, until: until.toISOString() },
        });
      });
      notifyDesk('privacy', [id]);
      return id;
    },
    end: async (id, staffId) => {
      const wasInForce = await db.transaction().execute(async (trx) => {
        const ended = await store.end(trx, id, staffId, clock.now());
        const event = { actorId: staffId, action: 'privacy.hold.end', subject: `privacy.hold:${id}` };
        if (ended) await audit(trx, event);
        return ended;
      });
      if (!wasInForce) throw privacyError('hold_unknown');
      notifyDesk('privacy', [id]);
    },
    list: async () => {
      const now = clock.now();
      const holds = await store.list(now, mostListed);
      return holds.map((hold) => ({ ...hold, isInForce: hold.endedAt === null && hold.until > now }));
    },
  };

  /** @throws Error when the subject cannot be read any more: then nobody knows what must stay, and nothing may go */
  async function recordsOf(
    holdId: string,
    sealed: Uint8Array | null,
  ): Promise<{ holding: string; id: string }[]> {
    const subject = opened(holdId, sealed);
    const records: { holding: string; id: string }[] = [];
    for (const holding of holdings()) {
      records.push(...(await holding.find(subject)).map((id) => ({ holding: holding.name, id })));
    }
    return records;
  }

  function opened(holdId: string, sealed: Uint8Array | null): DataSubject {
    try {
      if (sealed !== null) return seal.open(sealed, holdId);
    } catch (error) {
      throw new Error('a hold about a person cannot be read: the key of the server is another one', {
        cause: error,
      });
    }
    throw new Error('a hold about a person that is in force has forgotten whom it is about');
  }
}
