import type { Database, DatabaseOrTx } from '@foyer/database';
import { deleteOutboxMails } from '@foyer/mail';
import type { DataSubject, PersonalDataHolding } from '@foyer/service';
import type { createReceiptSigner } from './erasure-receipt.ts';
import { countRecords, eraseSubject } from './erase-subject.ts';
import { receiptOf } from './receipt-of.ts';
import { rectifySubject } from './rectify-subject.ts';
import { requestMailIds } from './request-mails.ts';
import type { DataRequest, Outcome } from './request.ts';
import type { RequestStore } from './request-store.ts';
import type { DisclosureEvent, MarketingScope, RightsDeps } from './rights-ports.ts';

export interface Execution {
  /**
   * Does what the request asks for, and writes down what was done. May be repeated until the request is closed.
   *
   * @throws AppError correction_refused
   */
  carryOut(request: DataRequest & { subject: DataSubject }): Promise<Outcome>;
  /** Closes it, tells whoever was given the data, and forgets who asked. @returns whether it was open */
  close(
    request: DataRequest,
    end: { outcome: Outcome; state: 'done' | 'refused'; by: string | null },
  ): Promise<boolean>;
}

const maxRecordsTold = 1000;

export function createExecution(
  deps: Pick<
    RightsDeps,
    | 'clock'
    | 'audit'
    | 'companyName'
    | 'consents'
    | 'held'
    | 'holdings'
    | 'notifyDesk'
    | 'objected'
    | 'objections'
    | 'outboxDir'
    | 'recipients'
    | 'scrubLater'
    | 'wakeJobs'
  > & { db: Database; requests: RequestStore; signer: ReturnType<typeof createReceiptSigner> },
): Execution {
  const { db, clock, audit, consents, holdings, objections, recipients, requests, signer } = deps;

  return {
    carryOut: async (request) => {
      const { subject } = request;
      // The ids are gone with the records, so they are written down before.
      const outcome = await withRecords(request);
      switch (request.kind) {
        case 'access':
        case 'portability':
          return outcome;
        case 'rectification':
          return { ...outcome, ...(await rectifySubject(subject, request.changes, holdings())) };
        case 'erasure': {
          const note = async (done: Outcome['holdings']) =>
            await requests.noteOutcome(db, request.id, { ...outcome, holdings: done });
          const counted = outcome.holdings;
          const done = await eraseSubject(subject, {
            holdings: holdings(),
            held: await deps.held(),
            counted,
            note,
          });
          return { ...outcome, holdings: done };
        }
        case 'restriction':
        case 'lift_restriction': {
          const done = await restrict(holdings(), subject, request.kind === 'restriction');
          return { ...outcome, holdings: done };
        }
        case 'objection':
          await db.transaction().execute(async (trx) => {
            for (const scope of request.purposes.filter(isScope)) {
              await objections.record(trx, subject, scope);
              await deps.objected?.(trx, subject, scope);
            }
          });
          return outcome;
        case 'withdrawal': {
          const done = await db.transaction().execute(async (trx) => {
            let count = 0;
            for (const purpose of request.purposes) count += await consents.withdraw(trx, subject, purpose);
            return count;
          });
          return { ...outcome, holdings: { 'privacy.consents': { found: done, done, retained: [] } } };
        }
        default:
          return request.kind satisfies never;
      }
    },
    close: async (request, { outcome, state, by }) => {
      const at = clock.now();
      const isDone = state === 'done';
      const receipt =
        isDone && request.kind === 'erasure'
          ? signer.sign(
              receiptOf({ request, outcome, at, companyName: deps.companyName, holdings: holdings() }),
            )
          : undefined;
      // Asked before: inside the transaction nothing else can be read.
      const alsoTo = isDone ? await receiversOf(request, outcome) : [];
      const isClosed = await db.transaction().execute(async (trx) => {
        if (!(await requests.close(trx, request.id, { state, at, by }))) return false;
        await requests.noteOutcome(trx, request.id, {
          ...outcome,
          ...(receipt !== undefined && { receipt }),
        });
        if (isDone) await tell(trx, request, outcome, { at, alsoTo });
        if (isDone && request.kind === 'erasure') await deps.scrubLater(trx);
        await audit(trx, {
          actorId: by,
          action: `privacy.request.${state}`,
          subject: `privacy.request:${request.id}`,
          detail: { kind: request.kind, channel: request.channel },
        });
        return true;
      });
      deps.wakeJobs();
      deps.notifyDesk('privacy', [request.id]);
      return isClosed;
    },
  };

  async function withRecords(request: DataRequest & { subject: DataSubject }): Promise<Outcome> {
    // A second run would find fewer.
    if (Object.keys(request.outcome.holdings).length > 0) return request.outcome;
    const { subject, kind, id } = request;
    if (kind === 'erasure') await forgetMails(subject);
    if (eventOf[kind] === undefined) return request.outcome;
    const found = await Promise.all(holdings().map(async (holding) => await holding.export(subject)));
    const records = found.flat().map((record) => {
      const { reference } = record.fields;
      return { id: record.id, reference: typeof reference === 'string' ? reference : null };
    });
    const traced = await recipients.traced(records.map((record) => record.id));
    const outcome = {
      ...request.outcome,
      holdings: kind === 'erasure' ? await countRecords(holdings(), subject) : {},
      records: records.slice(0, maxRecordsTold),
      recipients: traced.map(({ name, host }) => `${name} (${host})`),
    };
    await requests.noteOutcome(db, id, outcome);
    return outcome;
  }

  /** Copies of mails about earlier requests of the same person. */
  async function forgetMails(subject: DataSubject): Promise<void> {
    const earlier = await requests.ofSubject(subject);
    const domains = await requests.mailDomainsOf(earlier.map(({ id }) => id));
    await deleteOutboxMails(deps.outboxDir, domains.flatMap(requestMailIds));
  }

  /** Ids of the systems that were given any of the records. */
  async function receiversOf({ kind }: DataRequest, { records }: Outcome): Promise<string[]> {
    if (eventOf[kind] === undefined || records.length === 0) return [];
    const traced = await recipients.traced(records.map(({ id }) => id));
    return traced.map(({ id }) => id);
  }

  async function tell(
    trx: DatabaseOrTx,
    request: DataRequest,
    outcome: Outcome,
    { at, alsoTo }: { at: Date; alsoTo: readonly string[] },
  ): Promise<void> {
    const type = eventOf[request.kind];
    if (type === undefined || outcome.records.length === 0) return;
    await recipients.tell(trx, { type, subjectId: request.id, occurredAt: at, alsoTo });
  }
}

const eventOf: Partial<Record<DataRequest['kind'], DisclosureEvent>> = {
  erasure: 'privacy.erased',
  rectification: 'privacy.rectified',
  restriction: 'privacy.restricted',
  lift_restriction: 'privacy.restricted',
};

function isScope(purpose: string): purpose is MarketingScope {
  return purpose === 'mail' || purpose === 'calls';
}

async function restrict(
  holdings: readonly PersonalDataHolding[],
  subject: DataSubject,
  on: boolean,
): Promise<Outcome['holdings']> {
  const outcomes: Outcome['holdings'] = {};
  for (const holding of holdings) {
    const done = await holding.restrict(subject, on);
    if (done > 0) outcomes[holding.name] = { found: done, done, retained: [] };
  }
  return outcomes;
}
