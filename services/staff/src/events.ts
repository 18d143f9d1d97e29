import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Bus } from '@foyer/bus';
import { httpError, type Actor } from '@foyer/http';
import type { Log } from '@foyer/runtime';
import { z } from 'zod';
import { staffError } from './errors.ts';
import { createEventStream, type EventStream } from './event-stream.ts';
import { deskChannel } from './notify-desk.ts';
import type { Sessions } from './session.ts';

/** Tells the pages of the desk that are open at this process what changed. */
export interface Events {
  /** @throws AppError too_many_streams, unavailable when the server is closing */
  open(actor: Actor, headers: IncomingHttpHeaders): Promise<Readable>;
  /** Ends all streams and takes no new ones: without that they would hold the server open. */
  close(): Promise<void>;
}

const maxStreamsOfSession = 5;
/** Beyond that, asking for everything once more is cheaper. */
const maxIds = 200;
const retryAfterSeconds = 10;

const Change = z.object({
  topic: z.enum(['inbox', 'callback', 'webhooks', 'staff', 'settings', 'privacy', 'newsletter']),
  ids: z.array(z.string()),
});

export function createEvents(deps: {
  bus: Bus;
  sessions: Pick<Sessions, 'look'>;
  log: Log;
  heartbeatSeconds?: number | undefined;
  maxStreams?: number;
}): Events {
  const { bus, sessions, log, heartbeatSeconds = 20, maxStreams = 500 } = deps;
  const streams = new Set<EventStream>();
  let subscription: Promise<() => Promise<void>> | undefined;
  let isClosed = false;

  return {
    open: async ({ staffId, sessionId, permissions }, { cookie }) => {
      refuseWhenClosed();
      await (subscription ??= bus.subscribe(deskChannel, hear));
      refuseWhenClosed();
      refuseTooMany(sessionId);
      const stream: EventStream = createEventStream({
        staffId,
        sessionId,
        permissions,
        cookie,
        sessions,
        log,
        heartbeatSeconds,
        onEnd: () => streams.delete(stream),
      });
      streams.add(stream);
      return stream.readable;
    },
    close: async () => {
      isClosed = true;
      for (const stream of streams) stream.end();
      await (
        await subscription
      )?.();
    },
  };

  function hear(message: string): void {
    const parsed = Change.safeParse(JSON.parse(message));
    // A newer process may tell of what this one does not know.
    if (!parsed.success) return;
    const { topic, ids } = parsed.data;
    // No ids: everything of the topic.
    const data = JSON.stringify({ topic, ids: ids.length > maxIds ? [] : ids });
    for (const stream of streams) {
      stream.tell(topic, `event: change\ndata: ${data}\n\n`);
      // Their roles may be others, or their session over: not only at the next heartbeat.
      if (topic === 'staff' && ids.includes(stream.staffId)) void stream.look();
    }
  }

  function refuseWhenClosed(): void {
    if (isClosed) throw httpError('unavailable', 'the server is closing', { retryAfterSeconds });
  }

  function refuseTooMany(sessionId: string): void {
    const ofSession = [...streams].filter((stream) => stream.sessionId === sessionId).length;
    if (ofSession >= maxStreamsOfSession) {
      throw staffError(
        'too_many_streams',
        `at most ${maxStreamsOfSession} open pages of a session are told what changes`,
        { retryAfterSeconds },
      );
    }
    if (streams.size >= maxStreams) {
      throw staffError('too_many_streams', 'too many pages are open at this server', { retryAfterSeconds });
    }
  }
}
