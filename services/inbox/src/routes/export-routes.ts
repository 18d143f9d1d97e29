import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import { inboxError } from '../errors.ts';
import type { ExportCsv } from '../export-csv.ts';
import { filterFields, filterOf } from './filter.ts';

export function exportRoutes(exportCsv: ExportCsv): Route[] {
  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/inbox/export.csv',
        summary: 'The items as CSV, with the filters of the list',
        description:
          'UTF-8 with a byte order mark. No cell is a formula; a telephone number stands as typed after `tel:`. Excel in a language with decimal commas wants `separator=semicolon`. Written into the audit log.',
        permission: 'inbox.export',
        query: z.object({ ...filterFields, separator: z.enum(['comma', 'semicolon']).default('comma') }),
        responses: { 200: 'file' },
        problems: [inboxError.kinds.export_too_large],
      },
      async ({ query, actor }) => {
        const { separator, ...filter } = query;
        return {
          status: 200,
          file: await exportCsv(filterOf(filter, actor.staffId), separator, actor.staffId),
          type: 'text/csv; charset=utf-8; header=present',
          headers: { 'content-disposition': 'attachment; filename="inbox.csv"' },
        };
      },
    ),
  ];
}
