import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { phoneCell, textCell } from './csv-cell.ts';
import { inboxError } from './errors.ts';
import type { Item, ItemFilter } from './item.ts';
import type { ItemStore } from './item-store.ts';
import type { InboxDeps, InboxSource, SourceRecord } from './ports.ts';

type Separator = 'comma' | 'semicolon';

/**
 * All items that the filter lets through as CSV (RFC 4180, UTF-8 with a byte order mark), read in pages while it is
 * sent. Written into the audit log before the first line leaves. Of restricted data only that they are there.
 *
 * @throws AppError export_too_large
 */
export type ExportCsv = (filter: ItemFilter, separator: Separator, actorId: string) => Promise<Readable>;

const pageSize = 200;
const separators: Record<Separator, string> = { comma: ',', semicolon: ';' };

export function createExportCsv(
  deps: Pick<InboxDeps, 'db' | 'audit' | 'source'> & { items: ItemStore; maxRows?: number },
): ExportCsv {
  const { db, audit, source, items, maxRows = 100_000 } = deps;

  async function* lines(filter: ItemFilter, delimiter: string): AsyncGenerator<string> {
    const write = (rows: readonly (readonly string[])[], bom = false): string =>
      stringify([...rows], { delimiter, bom, quoted: true, quoted_empty: true, record_delimiter: '\r\n' });
    yield write([columns.map(([name]) => name)], true);
    let after: Item | undefined;
    // Items that come in meanwhile stand before the first page, so that the rows do not grow without end.
    for (let rows = 0; rows < maxRows; rows += pageSize) {
      const page = await items.list(filter, { after, limit: pageSize });
      if (page.length > 0) yield write(await rowsOf(page));
      after = page.at(-1);
      if (page.length < pageSize) return;
    }
  }

  async function rowsOf(page: readonly Item[]): Promise<string[][]> {
    const records = new Map<string, SourceRecord>();
    for (const kind of new Set(page.map((item) => item.kind))) {
      const ids = page.filter((item) => item.kind === kind).map(({ id }) => id);
      for (const record of await readAll(source(kind), ids)) records.set(record.id, record);
    }
    return page.map((item) => columns.map(([, cell]) => cell(item, records.get(item.id))));
  }

  return async (filter, separator, actorId) => {
    const rows = await items.countUpTo(filter, maxRows + 1);
    if (rows > maxRows) {
      throw inboxError('export_too_large', `an export has at most ${maxRows} rows: narrow the filter`);
    }
    const { search, assignee, ...named } = filter;
    await audit(db, {
      actorId,
      action: 'inbox.export',
      subject: 'inbox.item',
      // What was searched for may be a person's name.
      detail: {
        rows,
        state: named.state ?? null,
        kind: named.kind ?? null,
        topic: named.topic ?? null,
        ...(assignee !== undefined && { assigneeId: assignee.id }),
        hasSearch: search !== undefined,
      },
    });
    return Readable.from(lines(filter, separators[separator]), { objectMode: false });
  };
}

type Cell = (item: Item, record: SourceRecord | undefined) => string;

// Empty where the data are gone or may not be used.
const used =
  (read: (record: SourceRecord) => string | null): Cell =>
  (_item, record) =>
    record === undefined || record.isRestricted ? '' : (read(record) ?? '');

const columns: readonly (readonly [string, Cell])[] = [
  ['reference', ({ reference }) => reference],
  ['kind', ({ kind }) => kind],
  ['state', ({ state }) => state],
  ['received_at', ({ receivedAt }) => receivedAt.toISOString()],
  ['form', ({ form }) => form],
  ['topic', ({ topic }) => topic],
  ['language', ({ language }) => language],
  ['name', used(({ name }) => textCell(name))],
  ['email', used(({ email }) => textCell(email ?? ''))],
  ['phone', used(({ phone }) => phoneCell(phone ?? ''))],
  ['text', used(({ text }) => textCell(text ?? ''))],
  ['held_reasons', ({ heldReasons }) => heldReasons.join(' ')],
  ['assignee_id', ({ assigneeId }) => assigneeId ?? ''],
  ['notes', ({ noteCount }) => String(noteCount)],
  ['replies', ({ replyCount }) => String(replyCount)],
  ['delete_on', (_item, record) => record?.deleteOn ?? ''],
  ['is_restricted', (_item, record) => (record?.isRestricted === true ? 'yes' : 'no')],
];

async function readAll(source: InboxSource | undefined, ids: readonly string[]): Promise<SourceRecord[]> {
  if (source === undefined) return [];
  if (source.readMany !== undefined) return source.readMany(ids);
  const records: SourceRecord[] = [];
  for (const id of ids) {
    const record = await source.read(id);
    if (record !== undefined) records.push(record);
  }
  return records;
}
