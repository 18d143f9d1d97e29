import { Readable } from 'node:stream';
import type { Database } from '@foyer/database';
import { csvLine, phoneCell, textCell } from '@foyer/http';
import type { ConsentChainStore } from './consent-chain-store.ts';
import { canaryPurpose } from './consent-record.ts';
import type { ConsentStore, WordedConsent } from './consent-store.ts';
import { howToVerify, lineOf, type ExportLine } from './export-lines.ts';
import type { PersonSeal } from './person-seal.ts';

export interface ExportFilter {
  from?: Date | undefined;
  to?: Date | undefined;
  purpose?: string | undefined;
}

/** What an authority asks for, read in pages while it is sent. */
export interface ConsentExport {
  /** A line each, with the whole chain, so that anybody can verify it. */
  ndjson(filter: ExportFilter): Readable;
  /** To read in a spreadsheet; the newest first. */
  csv(filter: ExportFilter): Readable;
}

const pageSize = 500;

export function createConsentExport(deps: {
  db: Database;
  now: () => Date;
  companyName: string;
  store: ConsentStore;
  chain: ConsentChainStore;
  seal: PersonSeal;
}): ConsentExport {
  const { db, now, companyName, store, chain, seal } = deps;

  async function* jsonLines(filter: ExportFilter): AsyncGenerator<string> {
    yield spelled({
      kind: 'header',
      format: 'foyer-consents-1',
      company: companyName,
      exportedAt: now().toISOString(),
      howToVerify,
    });
    let seq = 0;
    let end = '';
    for (;;) {
      // What a purge deletes while this is read is accounted for by a note, which stands at the new end by then.
      const { head } = await chain.readEnd(db);
      if (head === undefined || head.seq <= seq) break;
      end = Buffer.from(head.chain).toString('hex');
      while (seq < head.seq) {
        const links = await chain.readAfter(db, seq, Math.min(pageSize, head.seq - seq));
        if (links.length === 0) return;
        yield links
          .map((link) =>
            spelled(lineOf(link, seal, link.record !== undefined && matches(link.record, filter))),
          )
          .join('');
        seq = links.at(-1)?.seq ?? seq;
      }
    }
    yield spelled({ kind: 'end', seq, chain: end });
  }

  async function* csvLines(filter: ExportFilter): AsyncGenerator<string> {
    yield `\uFEFF${csvLine(columns.map(([name]) => name))}`;
    let before: { at: Date; id: string } | undefined;
    for (;;) {
      const page = await store.list({ purpose: filter.purpose, before, limit: pageSize });
      yield page
        .filter((record) => matches(record, filter))
        .map((record) => csvLine(columns.map(([, cell]) => cell(record, seal.open(record)))))
        .join('');
      before = page.at(-1);
      if (before === undefined || page.length < pageSize) return;
    }
  }

  return {
    ndjson: (filter) => Readable.from(jsonLines(filter), { objectMode: false }),
    csv: (filter) => Readable.from(csvLines(filter), { objectMode: false }),
  };
}

function spelled(line: ExportLine): string {
  return `${JSON.stringify(line)}\n`;
}

function matches({ at, purpose }: WordedConsent, filter: ExportFilter): boolean {
  if (purpose === canaryPurpose) return false;
  if (filter.purpose !== undefined && purpose !== filter.purpose) return false;
  return (filter.from === undefined || at >= filter.from) && (filter.to === undefined || at < filter.to);
}

type Cell = (
  record: WordedConsent,
  person: { email: string | null; phone: string | null } | undefined,
) => string;

const columns: readonly (readonly [string, Cell])[] = [
  ['seq', ({ seq }) => String(seq ?? '')],
  ['id', ({ id }) => id],
  ['event', ({ event }) => event],
  ['at', ({ at }) => at.toISOString()],
  ['purpose', ({ purpose }) => purpose],
  ['email', (_record, person) => textCell(person?.email ?? '')],
  ['phone', (_record, person) => phoneCell(person?.phone ?? '')],
  ['language', ({ language }) => language],
  ['text_version', ({ textVersion }) => String(textVersion)],
  ['wording', ({ wording }) => textCell(wording ?? '')],
  ['notice_version', ({ noticeVersion }) => textCell(noticeVersion)],
  ['form', ({ form }) => form],
  ['method', ({ method }) => textCell(method)],
  ['is_old_enough', ({ isOldEnough }) => (isOldEnough === null ? '' : isOldEnough ? 'yes' : 'no')],
  ['network', ({ network }) => network ?? ''],
  ['source_id', ({ sourceId }) => sourceId ?? ''],
  ['requested_at', ({ requestedAt }) => requestedAt?.toISOString() ?? ''],
  ['mail_digest', ({ mailDigest }) => mailDigest ?? ''],
  ['withdraws', ({ givenId }) => givenId ?? ''],
  ['keep_until', ({ keepUntil }) => keepUntil.toISOString()],
];
