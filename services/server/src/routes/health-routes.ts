import { route, type Route } from '@foyer/http';
import { z } from 'zod';
import type { Readiness } from '../readiness.ts';

const Alive = z.object({ status: z.literal('alive'), instance: z.string() }).meta({ id: 'Alive' });
const Ready = z.object({ status: z.literal('ready') }).meta({ id: 'Ready' });
const NotReady = z
  .object({ status: z.literal('not ready'), problems: z.array(z.string()) })
  .meta({ id: 'NotReady' });

/** @param instance tells this process from others; doctor looks for it behind PUBLIC_URL */
export function healthRoutes(readiness: Readiness, instance: string): Route[] {
  const fresh = { 'Cache-Control': 'no-store' };
  return [
    route(
      {
        method: 'get',
        path: '/livez',
        summary: 'Whether the process answers at all; asks nobody else',
        tag: 'health',
        responses: { 200: Alive },
      },
      () => ({ status: 200, body: { status: 'alive', instance }, headers: fresh }),
    ),
    route(
      {
        method: 'get',
        path: '/readyz',
        summary:
          'Whether visitors may be sent here: database, migrations, Redis if configured, not shutting down',
        tag: 'health',
        responses: { 200: Ready, 503: NotReady },
      },
      async () => {
        const problems = await readiness.problems();
        if (problems.length === 0) return { status: 200, body: { status: 'ready' }, headers: fresh };
        return { status: 503, body: { status: 'not ready', problems }, headers: fresh };
      },
    ),
  ];
}
