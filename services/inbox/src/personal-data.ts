import type { Database } from '@foyer/database';
import type { DataSubject, HeldRecord, PersonalDataHolding } from '@foyer/service';
import type { ChangeStore } from './change-store.ts';
import { forgetJobs, type RemoveItems } from './inbox-port.ts';
import type { ItemStore } from './item-store.ts';
import type { PlantItem } from './item-canary.ts';
import type { NoteStore } from './note-store.ts';
import type { FindOrphans } from './orphans.ts';
import type { InboxDeps } from './ports.ts';
import type { ReplyStore } from './reply-store.ts';
import { describeCorrespondence, describeItems } from './descriptions.ts';

const most = 10_000;

interface HoldingDeps extends Pick<InboxDeps, 'latestDays' | 'recordsOf' | 'enqueueMany'> {
  db: Database;
  items: ItemStore;
  changeStore: ChangeStore;
  notes: NoteStore;
  replies: ReplyStore;
  removeItems: RemoveItems;
  findOrphans: FindOrphans;
  plant: PlantItem;
}

/** The lines of the list with their history: copies of what a source keeps, which writes and deletes them itself. */
export function createItemsHolding(deps: HoldingDeps): PersonalDataHolding {
  const { latestDays, recordsOf, db, items, changeStore, removeItems, findOrphans } = deps;
  const idsOf = async (subject: Parameters<typeof recordsOf>[0]): Promise<string[]> =>
    (await items.kindsOf(await recordsOf(subject))).map(({ id }) => id);
  return {
    name: 'inbox.items',
    isCopy: true,
    describe: (language) => describeItems(latestDays())[language],
    columns: itemColumns,
    get retention() {
      return { days: latestDays(), from: 'inbox.item.received_at' };
    },
    find: idsOf,
    export: async (subject) => {
      const found = await Promise.all((await idsOf(subject)).map(async (id) => items.byId(id)));
      return found
        .filter((item) => item !== undefined)
        .map((item) => ({
          id: item.id,
          createdAt: item.receivedAt,
          fields: {
            reference: item.reference,
            kind: item.kind,
            state: item.state,
            name: item.name,
            preview: item.preview,
            topic: item.topic,
            isAssigned: item.assigneeId !== null,
            updatedAt: item.updatedAt.toISOString(),
          },
        }));
    },
    // The source corrects its own record, and the item in the same transaction.
    correct: async () => 0,
    // The source says whether its record may be used, and is asked each time.
    restrict: async () => 0,
    erase: async (subject, { held }) => {
      const ids = withoutThose(held, await idsOf(subject));
      const erased = await db.transaction().execute(async (trx) => removeItems(trx, ids));
      return { erased, retained: [] };
    },
    due: async (options) => (await findOrphans({ ...options, limit: most })).length,
    purge: async ({ now, limit, held }) => {
      const orphans = await findOrphans({ now, limit, held });
      const purged = await db.transaction().execute(async (trx) => removeItems(trx, orphans));
      const undos = await changeStore.deleteExpiredUndos(now, limit);
      return { purged, more: orphans.length === limit || undos === limit };
    },
    oldest: async () => items.oldestReceivedAt(),
    plantCanary: deps.plant,
  };
}

/** What staff wrote about a message, and to the visitor. */
export function createCorrespondenceHolding(deps: HoldingDeps): PersonalDataHolding {
  const { latestDays, recordsOf, db, items, notes, replies, enqueueMany, findOrphans } = deps;
  const ofItems = async (ids: readonly string[]) => ({
    notes: await notes.ofItems(ids, most),
    replies: await replies.ofItems(ids, most),
  });
  const of = async (subject: DataSubject) => ofItems(await recordsOf(subject));
  const removeOf = async (ids: readonly string[]): Promise<number> =>
    db.transaction().execute(async (trx) => {
      const goneNotes = await notes.removeOfItems(trx, ids);
      const goneReplies = await replies.removeOfItems(trx, ids);
      for (const id of new Set([...goneNotes, ...goneReplies.map(({ itemId }) => itemId)])) {
        await items.recount(trx, id);
      }
      await enqueueMany(trx, forgetJobs(goneReplies.map(({ messageId }) => messageId)));
      return goneNotes.length + goneReplies.length;
    });
  return {
    name: 'inbox.correspondence',
    isCopy: true,
    describe: (language) => describeCorrespondence(latestDays())[language],
    columns: correspondenceColumns,
    get retention() {
      return { days: latestDays(), from: 'inbox.reply.created_at' };
    },
    find: async (subject) => {
      const found = await of(subject);
      return [...found.notes, ...found.replies].map(({ id }) => id);
    },
    export: async (subject) => {
      const found = await of(subject);
      return [
        ...found.notes.map(({ id, createdAt, text }) => ({ id, createdAt, fields: { kind: 'note', text } })),
        ...found.replies.map(({ id, createdAt, text, subject: title, state }) => ({
          id,
          createdAt,
          fields: { kind: 'reply', subject: title, text, state },
        })),
      ];
    },
    // What was written stays as it was written.
    correct: async () => 0,
    restrict: async () => 0,
    erase: async (subject, { held }) => ({
      erased: await removeOf(withoutThose(held, await recordsOf(subject))),
      retained: [],
    }),
    due: async (options) => {
      const { notes: overdueNotes, replies: overdueReplies } = await ofItems(
        await findOrphans({ ...options, limit: most }),
      );
      return overdueNotes.length + overdueReplies.length;
    },
    // None: they go with their item.
    purge: async (options) => ({ purged: await removeOf(await findOrphans(options)), more: false }),
    oldest: async () => replies.oldestCreatedAt(),
    plantCanary: deps.plant,
  };
}

/** The holding of the record itself says why it stays. */
function withoutThose(held: readonly HeldRecord[], ids: readonly string[]): string[] {
  const heldIds = new Set(held.map(({ id }) => id));
  return ids.filter((id) => !heldIds.has(id));
}

const columnsOf = (table: string, names: readonly string[]): string[] =>
  names.map((name) => `inbox.${table}.${name}`);

const itemColumns = [
  ...columnsOf('item', [
    'id',
    'kind',
    'reference',
    'form',
    'topic',
    'language',
    'state',
    'held_reasons',
    'name',
    'preview',
    'search',
    'assignee_id',
    'version',
    'note_count',
    'reply_count',
    'received_at',
    'updated_at',
  ]),
  ...columnsOf('change', [
    'id',
    'item_id',
    'version',
    'bulk_id',
    'actor_id',
    'is_undo',
    'state_before',
    'state_after',
    'assignee_before',
    'assignee_after',
    'changed_at',
  ]),
  ...columnsOf('undo', ['token_hash', 'bulk_id', 'actor_id', 'expires_at']),
];

const correspondenceColumns = [
  ...columnsOf('note', ['id', 'item_id', 'author_id', 'text', 'created_at']),
  ...columnsOf('reply', [
    'id',
    'item_id',
    'author_id',
    'idempotency_key',
    'subject',
    'text',
    'message_id',
    'thread_ids',
    'state',
    'refusal',
    'created_at',
    'settled_at',
  ]),
];

/** Canned replies are texts of the company, to nobody in particular. */
export const columnsWithoutPersonalData: readonly string[] = columnsOf('canned_reply', [
  'id',
  'title',
  'text',
  'language',
  'updated_at',
]);
