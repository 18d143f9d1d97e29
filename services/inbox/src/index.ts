export { inboxError } from './errors.ts';
export { createInbox, inboxMigrations } from './inbox.ts';
export type { Inbox } from './inbox.ts';
export type { ItemKind, ItemState, NewItem } from './item.ts';
export { columnsWithoutPersonalData } from './personal-data.ts';
export type {
  InboxConfig,
  InboxDeps,
  InboxPort,
  InboxSource,
  NotifyDesk,
  SourceRecord,
  Topic,
} from './ports.ts';
