import type { Service } from '@foyer/service';
import { createCannedReplies } from './canned-replies.ts';
import { createCannedReplyStore } from './canned-reply-store.ts';
import { createChangeStore } from './change-store.ts';
import { createChanges } from './changes.ts';
import { createExportCsv } from './export-csv.ts';
import { createInboxPort, createRemoveItems } from './inbox-port.ts';
import { createItemStore } from './item-store.ts';
import { createGiveUpReply } from './give-up-reply.ts';
import { createPlantItem } from './item-canary.ts';
import { createInboxJobs, inboxLastWords } from './jobs.ts';
import { createComposeReply } from './mails/compose.ts';
import { inboxTables } from './migrations/0001-inbox.ts';
import { failedReplies } from './migrations/0002-failed-replies.ts';
import { canaries } from './migrations/0003-canaries.ts';
import { createNoteStore } from './note-store.ts';
import { createNotes } from './notes.ts';
import { createFindOrphans } from './orphans.ts';
import { createCorrespondenceHolding, createItemsHolding } from './personal-data.ts';
import type { InboxDeps, InboxPort } from './ports.ts';
import { createReadingTokens } from './reading-token.ts';
import { createReleaseItems } from './release.ts';
import { createWriteReply } from './replies.ts';
import { createReplyStore } from './reply-store.ts';
import { createResendReply } from './resend-reply.ts';
import { cannedRoutes } from './routes/canned-routes.ts';
import { exportRoutes } from './routes/export-routes.ts';
import { itemRoutes } from './routes/item-routes.ts';
import { workRoutes } from './routes/work-routes.ts';
import { createSendReply } from './send-reply.ts';
import { createSettleSource } from './settle-source.ts';

export interface Inbox extends Service {
  /** For the services whose messages and callbacks stand in the list. */
  port: InboxPort;
  /** Compiles the mail, so that the first reply need not wait for it. @throws MailSourceError */
  prepareMails(): Promise<void>;
}

export const inboxMigrations = [inboxTables, failedReplies, canaries];

/**
 * The one list that staff work, whatever the channel.
 *
 * @throws RangeError when the sender of the configuration is not one mail address
 */
export function createInbox(deps: InboxDeps): Inbox {
  const { db, clock, audit, source, topics, isStaff, enqueueMany } = deps;
  const items = createItemStore(db);
  const changeStore = createChangeStore(db);
  const noteStore = createNoteStore(db);
  const replyStore = createReplyStore(db);

  const changes = createChanges({ ...deps, store: changeStore, isStaff });
  const removeItems = createRemoveItems({ items, changeStore, replies: replyStore, enqueueMany });
  const mails = createComposeReply(deps);
  const holdingDeps = {
    ...deps,
    items,
    changeStore,
    notes: noteStore,
    replies: replyStore,
    removeItems,
    findOrphans: createFindOrphans({ items, source, latestDays: deps.latestDays }),
    plant: createPlantItem(deps),
  };
  const holdings = [createItemsHolding(holdingDeps), createCorrespondenceHolding(holdingDeps)];

  return {
    name: 'inbox',
    migrations: inboxMigrations,
    routes: [],
    deskRoutes: [
      ...itemRoutes({
        db,
        audit,
        source,
        topics,
        items,
        changeStore,
        notes: noteStore,
        replies: replyStore,
        readings: createReadingTokens(deps.readingKey, () => clock.now()),
      }),
      ...workRoutes({
        changes,
        release: createReleaseItems({ items, source }),
        notes: createNotes({ ...deps, items, store: noteStore }),
        writeReply: createWriteReply({ ...deps, items, store: replyStore, changes }),
        resendReply: createResendReply({ ...deps, items, store: replyStore }),
      }),
      ...cannedRoutes(createCannedReplies({ ...deps, store: createCannedReplyStore(db) })),
      ...exportRoutes(createExportCsv({ ...deps, items })),
    ],
    jobs: createInboxJobs({
      ...deps,
      sendReply: createSendReply({ ...deps, store: replyStore, compose: mails.compose }),
      giveUpReply: createGiveUpReply({ ...deps, store: replyStore, changes }),
      settleSource: createSettleSource({ items, changes: changeStore, source }),
    }),
    lastWords: inboxLastWords,
    personalData: holdings,
    port: createInboxPort({ items, changes, removeItems }),
    prepareMails: mails.prepare,
  };
}
