import { parse } from 'csv-parse/sync';
import type { Database } from '@foyer/database';
import { deskRoute, httpError, type Route } from '@foyer/http';
import { uuidv7, type Clock } from '@foyer/runtime';
import { languages, type Audit } from '@foyer/service';
import { z } from 'zod';
import type { NewsletterDeps } from '../ports.ts';
import { subscribingError } from './errors.ts';
import { csvOptions } from './import.ts';
import { requiredColumns, wrongColumns } from './import-line.ts';
import type { ImportRun, ImportStore } from './import-store.ts';
import { newsletterPurpose, type ConsentPort } from './privacy-ports.ts';
import type { TopicStore } from './topic-store.ts';

// 100,000 lines of an ordinary list.
const maxListBytes = 12_582_912;
const path = '/desk/api/newsletter/imports';
const moment = z.iso.datetime();

const Shown = z
  .object({
    id: z.string(),
    state: z.enum(['waiting', 'running', 'finished', 'failed']),
    isDryRun: z.boolean(),
    source: z.string(),
    textVersion: z.int(),
    topics: z.array(z.string()),
    language: z.string(),
    lines: z.int().describe('Without the first, which names the columns; an estimate until it is finished'),
    doneLines: z.int(),
    added: z.int(),
    known: z.int().describe('Subscribed already: only attributes and topics were added'),
    optedOut: z.int().describe('Have left, or want no mail: they stay out'),
    refused: z.int().describe('Could not be taken over: see the problems'),
    problems: z
      .array(z.object({ line: z.int(), code: z.string() }))
      .describe('The first 500. Lines count from 1, without the names of the columns'),
    createdAt: moment,
    createdBy: z.string().nullable(),
    finishedAt: moment.nullable(),
  })
  .meta({ id: 'NewsletterImport' });

/** Lists of other programs. */
export function importRoutes(
  deps: Pick<NewsletterDeps, 'enqueueMany' | 'wakeJobs'> & {
    db: Database;
    clock: Clock;
    imports: ImportStore;
    topics: TopicStore;
    consents: ConsentPort;
    audit: Audit;
    notifyDesk: () => void;
  },
): Route[] {
  const { db, clock, imports, topics, consents, audit } = deps;

  return [
    deskRoute(
      {
        method: 'post',
        path,
        summary: 'Take over subscribers from another program',
        description: `CSV with the columns ${requiredColumns.join(', ')}; language, topics (separated by blanks) and old_enough may be there, and all others become attributes. Nobody who has left is brought back, and nothing is made up for a line that lacks something. A dry run only reports.`,
        permission: 'newsletter.subscribers',
        body: z.strictObject({
          csv: z.string().min(1).max(maxListBytes),
          isDryRun: z.boolean(),
          source: z
            .string()
            .trim()
            .min(1)
            .max(200)
            .regex(/^\P{Cc}*$/u)
            .describe('Where and how these people agreed: it stands in the proof of their consents'),
          textVersion: z.int().min(1).describe('The version of the wording that they agreed to'),
          topics: z.array(z.string().max(40)).min(1).max(50).describe('Of lines that name none'),
          language: z.enum(languages).describe('Of lines that name none'),
        }),
        maxBodyBytes: 2 * maxListBytes,
        responses: { 202: z.object({ id: z.string() }) },
        problems: [subscribingError.kinds.import_running],
      },
      async ({ body, actor }) => {
        const errors = await wrongParts(body);
        if (errors.length > 0) {
          throw httpError('validation_failed', 'this list cannot be taken over like this', { errors });
        }
        const createdAt = clock.now();
        const id = uuidv7(createdAt);
        const { csv: file, ...rest } = body;
        const lines = Math.max(0, file.trimEnd().split('\n').length - 1);
        await db.transaction().execute(async (trx) => {
          const run = { ...rest, id, file, lines, createdAt, createdBy: actor.staffId };
          if (!(await imports.insert(trx, run))) throw subscribingError('import_running');
          await deps.enqueueMany(trx, [
            { name: 'newsletter.import', payload: { importId: id }, key: `newsletter.import:${id}` },
          ]);
          await audit(trx, {
            actorId: actor.staffId,
            action: 'newsletter.import.start',
            subject: `newsletter.import:${id}`,
            detail: { lines, isDryRun: body.isDryRun },
          });
        });
        deps.wakeJobs();
        deps.notifyDesk();
        return { status: 202, body: { id } };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path,
        summary: 'The imports of the last weeks, the newest first',
        permission: 'newsletter.subscribers',
        responses: { 200: z.object({ items: z.array(Shown) }) },
      },
      async () => ({ status: 200, body: { items: (await imports.list(50)).map(shownOf) } }),
    ),
    deskRoute(
      {
        method: 'get',
        path: `${path}/:id`,
        summary: 'How far an import is, and what became of its lines',
        permission: 'newsletter.subscribers',
        params: z.object({ id: z.uuid() }),
        responses: { 200: Shown },
        problems: [subscribingError.kinds.import_unknown],
      },
      async ({ params }) => {
        const run = await imports.byId(params.id);
        if (run === undefined) throw subscribingError('import_unknown');
        return { status: 200, body: shownOf(run) };
      },
    ),
  ];

  async function wrongParts(body: { csv: string; topics: readonly string[]; textVersion: number }) {
    const errors: { pointer: string; detail: string; code: string }[] = [];
    const header = headerOf(body.csv);
    const wrong = header === undefined ? [...requiredColumns] : wrongColumns(header);
    if (wrong.length > 0) {
      errors.push({
        pointer: '/csv',
        detail: `must begin with the names of its columns, each once; look at: ${wrong.slice(0, 10).join(', ').slice(0, 300)}`,
        code: 'columns_wrong',
      });
    }
    const known = new Set((await topics.list(db)).map(({ id }) => id));
    for (const [index, topic] of body.topics.entries()) {
      if (known.has(topic)) continue;
      errors.push({ pointer: `/topics/${index}`, detail: 'must be a topic', code: 'topic_unknown' });
    }
    if (!(await consents.isOffered(db, newsletterPurpose, body.textVersion, 'en'))) {
      errors.push({
        pointer: '/textVersion',
        detail: 'must be a version of the wording that is shown today',
        code: 'consent_outdated',
      });
    }
    return errors;
  }
}

function headerOf(csv: string): string[] | undefined {
  try {
    const [header] = parse(csv.slice(0, 20_000), { ...csvOptions, to: 1 });
    return z.array(z.string()).parse(header);
  } catch {
    return undefined;
  }
}

function shownOf({ createdAt, finishedAt, ...run }: ImportRun): z.input<typeof Shown> {
  return {
    ...run,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
