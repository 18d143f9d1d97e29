import { Readable } from 'node:stream';
import type { Log } from '@foyer/runtime';
import type { DeskTopic } from './ports.ts';
import { permissionsOf, type Permission } from './roles.ts';
import type { Sessions } from './session.ts';

/** Server-sent events (WHATWG HTML §9.2) for one page of the desk that is open. */
export interface EventStream {
  readonly staffId: string;
  readonly sessionId: string;
  readonly readable: Readable;
  /** Passes on what whoever is there may see. */
  tell(topic: DeskTopic, event: string): void;
  /** Ends the stream unless its session still is what it was; permissions are taken anew. */
  look(): Promise<void>;
  end(): void;
}

const permissionByTopic: Readonly<Record<DeskTopic, Permission>> = {
  inbox: 'inbox.read',
  callback: 'callback.read',
  webhooks: 'webhooks.manage',
  staff: 'staff.manage',
  settings: 'settings.read',
  privacy: 'privacy.read',
  newsletter: 'newsletter.read',
};

/** Of a page that does not read. It comes back and asks for everything anew. */
const maxWaitingBytes = 65_536;
const reconnectMilliseconds = 2000;

export function createEventStream(deps: {
  staffId: string;
  sessionId: string;
  permissions: ReadonlySet<string>;
  /** The request's; of what it carried, all that is kept as long as the page is open. */
  cookie: string | undefined;
  sessions: Pick<Sessions, 'look'>;
  log: Log;
  heartbeatSeconds: number;
  onEnd: () => void;
}): EventStream {
  const { staffId, sessionId, cookie, sessions, log, onEnd } = deps;
  let { permissions } = deps;
  let isOver = false;
  let isLooking = false;
  let mustLookAgain = false;

  const readable = new Readable({ read: () => undefined });
  // Something is said at once, so that the browser knows that it is connected.
  readable.push(`retry: ${reconnectMilliseconds}\n\n`);
  const heartbeat = setInterval(() => void beat(), deps.heartbeatSeconds * 1000).unref();
  readable.once('close', stop);

  return {
    staffId,
    sessionId,
    readable,
    tell: (topic, event) => {
      if (permissions.has(permissionByTopic[topic])) say(event);
    },
    look,
    end,
  };

  function say(text: string): void {
    if (isOver) return;
    if (readable.readableLength > maxWaitingBytes) readable.destroy();
    else readable.push(text);
  }

  async function beat(): Promise<void> {
    await look();
    say(':\n\n');
  }

  async function look(): Promise<void> {
    // A look under way may have seen what was before.
    mustLookAgain = true;
    if (isLooking) return;
    isLooking = true;
    while (mustLookAgain) {
      mustLookAgain = false;
      if (!isOver) await lookOnce();
    }
    isLooking = false;
  }

  async function lookOnce(): Promise<void> {
    if (isOver) return;
    try {
      const open = await sessions.look({ cookie });
      const held: ReadonlySet<string> = permissionsOf(open?.account.roles ?? []);
      if (open?.session.isComplete !== true || !held.has('session')) end();
      permissions = held;
    } catch (error) {
      // Nobody can say whether the session still is there; the page comes back and is asked who it is.
      log.warn({ err: error, sessionId }, 'an event stream was ended, because its session could not be read');
      end();
    }
  }

  function end(): void {
    if (!isOver) readable.push(null);
    stop();
  }

  function stop(): void {
    if (isOver) return;
    isOver = true;
    clearInterval(heartbeat);
    onEnd();
  }
}
