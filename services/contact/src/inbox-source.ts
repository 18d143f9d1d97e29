import type { DeskMessage, DeskStore } from './desk-store.ts';
import type { InboxRecord, InboxSource } from './inbox-port.ts';
import { mailIdOf } from './message.ts';
import type { ContactDeps } from './ports.ts';
import type { Release } from './release.ts';

export function createInboxSource(
  deps: Pick<ContactDeps, 'db' | 'clock'> & { desk: DeskStore; release: Release },
): InboxSource {
  const { db, clock, desk, release } = deps;
  return {
    read: async (id) => (await desk.read(db, [id])).map(recordOf)[0],
    readMany: async (ids) => (await desk.read(db, ids)).map(recordOf),
    release: async (id, actorId) => release(id, 'staff', actorId),
    close: async (id, at) => desk.close(id, at),
    reopen: async (id) => desk.reopen(id, clock.now()),
  };
}

function recordOf(message: DeskMessage): InboxRecord {
  return {
    id: message.id,
    reference: message.reference,
    language: message.language,
    topic: message.topic,
    name: message.name,
    email: message.email,
    phone: message.phone,
    text: message.message,
    receivedAt: message.receivedAt,
    heldReasons: message.heldReasons,
    state: message.state,
    deleteOn: message.deleteOn,
    // A held message is confirmed before it is acknowledged.
    threadMessageIds: [
      ...(message.confirmation === 'sent' ? [mailIdOf('confirm', message)] : []),
      ...(message.acknowledgement === 'sent' ? [mailIdOf('acknowledge', message)] : []),
    ],
    isRestricted: message.isRestricted,
  };
}
