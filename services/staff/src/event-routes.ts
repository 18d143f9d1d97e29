import { deskRoute, type Route } from '@foyer/http';
import { staffError } from './errors.ts';
import type { Events } from './events.ts';

export function eventRoutes(events: Events): Route[] {
  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/events',
        summary: 'What changes while a page is open, as text/event-stream',
        description:
          'Each event `change` carries `{"topic": …, "ids": […]}`; no ids stand for everything of the topic. A hint, which may be lost: look again after each new connection.',
        permission: 'session',
        responses: { 200: 'file' },
        problems: [staffError.kinds.too_many_streams],
      },
      async ({ actor, headers }) => ({
        status: 200,
        file: await events.open(actor, headers),
        type: 'text/event-stream',
        headers: {
          // Proxies must neither collect events until a buffer is full nor compress them.
          'cache-control': 'no-store, no-transform',
          'x-accel-buffering': 'no',
          // Kept alive after its end, the connection would hold up a server that closes.
          connection: 'close',
        },
      }),
    ),
  ];
}
