import { parse } from 'csv-parse';
import type { Database, DatabaseOrTx } from '@foyer/database';
import type { JobHandler } from '@foyer/jobs';
import { uuidv7, type Clock } from '@foyer/runtime';
import type { Audit } from '@foyer/service';
import { z } from 'zod';
import { columnNames, readImportLine, type ImportLine, type LineRefusal } from './import-line.ts';
import type { ImportRun, ImportStore, Tally } from './import-store.ts';
import {
  newsletterPurpose,
  wholeNewsletter,
  type ConsentPort,
  type SuppressionPort,
} from './privacy-ports.ts';
import type { SubscriberStore } from './subscriber-store.ts';
import type { TopicStore } from './topic-store.ts';

const Payload = z.object({ importId: z.uuid() });
const Cells = z.array(z.string());

const chunkLines = 200;

/** How a list is read: whatever stands between the cells, quotes as RFC 4180 has them. */
export const csvOptions = {
  bom: true,
  delimiter: [',', ';', '\t'],
  relax_column_count: true,
  skip_empty_lines: true,
  max_record_size: 20_000,
};

type Outcome = 'added' | 'known' | 'optedOut';

/**
 * Takes over a list, some lines a transaction, and may be stopped and go on at any line. It never lifts an opt-out: who is
 * on the suppression list or has left stays out, whatever the list says.
 */
export function createImportJob(deps: {
  db: Database;
  clock: Clock;
  imports: ImportStore;
  subscribers: SubscriberStore;
  topics: TopicStore;
  suppression: SuppressionPort;
  consents: ConsentPort;
  audit: Audit;
  notifyDesk: () => void;
}): JobHandler {
  const { db, clock, imports, subscribers, suppression, consents } = deps;

  return async (job, { signal }) => {
    const { importId } = Payload.parse(job.payload);
    const run = await imports.byId(importId);
    const file = await imports.fileOf(importId);
    if (run === undefined || file === undefined) return;
    const knownTopics = (await deps.topics.list(db)).map(({ id }) => id);
    const defaults = { topics: run.topics, language: run.language, knownTopics, now: clock.now() };
    const seen = new Set<string>();
    let columns: string[] | undefined;
    let line = 0;
    let done = run.doneLines;
    let chunk: { line: number; read: ImportLine | LineRefusal }[] = [];
    let isReadable = true;

    const flush = async (): Promise<boolean> => {
      if (line <= done) return true;
      const isOurs = await db.transaction().execute(async (trx) => {
        const tally = await takeOver(trx, run, chunk);
        return await imports.add(trx, importId, done, { ...tally, doneLines: line });
      });
      done = line;
      chunk = [];
      deps.notifyDesk();
      return isOurs;
    };

    try {
      for await (const record of parse(file, csvOptions)) {
        const cells = Cells.parse(record);
        if (columns === undefined) {
          columns = columnNames(cells);
          continue;
        }
        line += 1;
        if (line <= done) continue;
        const read = readImportLine(columns, cells, defaults);
        chunk.push({ line, read: isRepeated(read) ? 'repeated' : read });
        if (chunk.length < chunkLines) continue;
        // Another process goes on with it.
        if (!(await flush()) || signal.aborted) return;
      }
    } catch (error) {
      // What is wrong with the text itself; all else is tried again.
      if (!isCsvError(error)) throw error;
      isReadable = false;
    }
    if (!(await flush())) return;
    await db.transaction().execute(async (trx) => {
      const state = isReadable ? 'finished' : 'failed';
      if (!(await imports.finish(trx, importId, state, clock.now()))) return;
      await deps.audit(trx, {
        actorId: run.createdBy,
        action: `newsletter.import.${state}`,
        subject: `newsletter.import:${importId}`,
        detail: { lines: line, isDryRun: run.isDryRun },
      });
    });
    deps.notifyDesk();

    function isRepeated(read: ImportLine | LineRefusal): boolean {
      if (typeof read === 'string') return false;
      const key = read.email.toLowerCase();
      if (seen.has(key)) return true;
      seen.add(key);
      return false;
    }
  };

  async function takeOver(
    trx: DatabaseOrTx,
    run: ImportRun,
    chunk: readonly { line: number; read: ImportLine | LineRefusal }[],
  ): Promise<Tally> {
    const tally: Tally = { doneLines: 0, added: 0, known: 0, optedOut: 0, refused: 0, problems: [] };
    const refuse = (line: number, code: string) => {
      tally.problems.push({ line, code });
      if (code !== 'opted_out') tally.refused += 1;
    };
    const people = chunk.flatMap(({ read }) => (typeof read === 'string' ? [] : [read]));
    const known = await knownOf(trx, people);
    for (const { line, read } of chunk) {
      if (typeof read === 'string') {
        refuse(line, read);
        continue;
      }
      const outcome = await takeOne(trx, run, read, known);
      if (outcome === 'age') refuse(line, 'age');
      else tally[outcome] += 1;
      if (outcome === 'optedOut') refuse(line, 'opted_out');
    }
    return tally;
  }

  /** What must be known of all of them, asked once for all. */
  async function knownOf(trx: DatabaseOrTx, people: readonly ImportLine[]) {
    const open = await suppression.notSuppressed(trx, people, wholeNewsletter);
    const topicsOf = new Map<ImportLine, string[]>(open.map((line) => [line, []]));
    for (const topic of new Set(open.flatMap(({ topics }) => topics))) {
      const asked = open.filter(({ topics }) => topics.includes(topic));
      for (const line of await suppression.notSuppressed(trx, asked, `list:${topic}`)) {
        topicsOf.get(line)?.push(topic);
      }
    }
    const there = await subscribers.lockMany(
      trx,
      people.map(({ email }) => email),
    );
    const asksAge = new Set<string>();
    for (const language of new Set(people.map((line) => line.language))) {
      const [offer] = await consents.consentOffers(trx, [newsletterPurpose], language);
      if (offer?.asksAge === true) asksAge.add(language);
    }
    return { topicsOf, there, asksAge };
  }

  async function takeOne(
    trx: DatabaseOrTx,
    run: ImportRun,
    line: ImportLine,
    known: Awaited<ReturnType<typeof knownOf>>,
  ): Promise<Outcome | 'age'> {
    const { email } = line;
    const topics = known.topicsOf.get(line) ?? [];
    const there = known.there.get(email.toLowerCase());
    if (there?.state === 'unsubscribed' || there?.isRestricted === true || topics.length === 0) {
      return 'optedOut';
    }
    const at = clock.now();
    if (there !== undefined) {
      if (!run.isDryRun) {
        await subscribers.mergeAttributes(trx, there.id, line.attributes, at);
        await subscribers.addTopics(trx, there.id, topics, at);
      }
      return 'known';
    }
    if (known.asksAge.has(line.language) && !line.isOldEnough) return 'age';
    if (run.isDryRun) return 'added';
    const { name, salutation, language, attributes } = line;
    const id = uuidv7(at);
    const person = { id, email, name, salutation, language, topics, attributes, at };
    if (!(await subscribers.addImported(trx, person))) return 'known';
    await consents.recordConsent(trx, {
      purpose: newsletterPurpose,
      subject: { email },
      language,
      textVersion: run.textVersion,
      form: 'newsletter/import',
      method: `taken over: ${run.source}`,
      at: line.consentedAt,
      ...(line.isOldEnough && { isOldEnough: true }),
      sourceId: run.id,
    });
    return 'added';
  }
}

function isCsvError(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('CSV_')
  );
}
