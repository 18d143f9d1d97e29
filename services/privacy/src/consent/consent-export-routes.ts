import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import type { PrivacyDeps } from '../ports.ts';
import type { ConsentExport, ExportFilter } from './consent-export.ts';
import { Purpose } from './consent-schemas.ts';

const Day = z.iso.date();
const Filter = z
  .object({
    from: Day.optional(),
    to: Day.optional().describe('The last day, UTC'),
    purpose: Purpose.optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    error: 'must not be before from',
  });

export function consentExportRoutes(
  deps: Pick<PrivacyDeps, 'db' | 'audit'> & { exports: ConsentExport },
): Route[] {
  const { db, audit, exports } = deps;

  async function note(
    filter: z.output<typeof Filter>,
    format: string,
    actorId: string,
  ): Promise<ExportFilter> {
    const { from, to, purpose } = filter;
    const detail = { format, from: from ?? null, to: to ?? null, purpose: purpose ?? null };
    await audit(db, { actorId, action: 'privacy.consent.export', subject: 'privacy.consent', detail });
    return {
      purpose,
      ...(from !== undefined && { from: new Date(from) }),
      ...(to !== undefined && { to: new Date(new Date(to).getTime() + 86_400_000) }),
    };
  }

  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/consents/export.ndjson',
        summary: 'The records of consents for an authority, with the chain that proves them',
        description:
          'A line of JSON each. Records that the filter leaves out stand there as links of the chain, without their content. `npm run foyer -- consent:verify-export --file …` verifies it anywhere. Written into the audit log.',
        permission: 'privacy.work',
        query: Filter,
        responses: { 200: 'file' },
      },
      async ({ query, actor }) => ({
        status: 200,
        file: exports.ndjson(await note(query, 'ndjson', actor.staffId)),
        type: 'application/x-ndjson; charset=utf-8',
        headers: { 'content-disposition': 'attachment; filename="consents.ndjson"' },
      }),
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/consents/export.csv',
        summary: 'The records of consents as a table',
        description: 'UTF-8 with a byte order mark; no cell is a formula. Written into the audit log.',
        permission: 'privacy.work',
        query: Filter,
        responses: { 200: 'file' },
      },
      async ({ query, actor }) => ({
        status: 200,
        file: exports.csv(await note(query, 'csv', actor.staffId)),
        type: 'text/csv; charset=utf-8; header=present',
        headers: { 'content-disposition': 'attachment; filename="consents.csv"' },
      }),
    ),
  ];
}
