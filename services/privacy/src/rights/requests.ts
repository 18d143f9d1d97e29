import type { Database } from '@foyer/database';
import { uuidv7 } from '@foyer/runtime';
import type { DataSubject } from '@foyer/service';
import { dayOf, latestExtension, type Day } from './due-date.ts';
import { rightsError } from './errors.ts';
import type { Execution } from './execution.ts';
import type { DataRequest, NewRequest } from './request.ts';
import type { RequestStore } from './request-store.ts';
import type { RightsDeps } from './rights-ports.ts';

export interface Requests {
  /** Writes down that somebody asked. */
  receive(request: Omit<NewRequest, 'receivedOn'> & { receivedOn?: Day | undefined }): Promise<DataRequest>;
  /**
   * Does it and closes it. One that is closed already is only answered.
   *
   * @param options.changes of a rectification that came without them
   * @throws AppError request_unknown, request_being_refused, correction_refused
   */
  carryOut(id: string, options: { by: string | null; isAnsweredByMail?: boolean }): Promise<DataRequest>;
  /** For one that turned out not to be one, such as new values that nobody takes. */
  forget(id: string): Promise<void>;
  /** @throws AppError request_unknown, request_closed, extension_too_long */
  extend(id: string, extension: { until: Day; reason: string; by: string }): Promise<DataRequest>;
  /** @throws AppError request_unknown, request_closed, request_being_refused */
  proposeRefusal(id: string, refusal: { reason: string; by: string }): Promise<DataRequest>;
  /** @throws AppError request_unknown, request_closed, request_not_refused */
  takeBackRefusal(id: string, by: string): Promise<DataRequest>;
  /** @throws AppError request_unknown, request_closed, request_not_refused, request_refused_alone */
  approveRefusal(id: string, by: string): Promise<DataRequest>;
}

export function createRequests(
  deps: Pick<RightsDeps, 'audit' | 'clock' | 'enqueueMany' | 'notifyDesk' | 'wakeJobs'> & {
    db: Database;
    store: RequestStore;
    execution: Execution;
    mailDomain: string;
  },
): Requests {
  const { db, audit, clock, enqueueMany, store, execution, mailDomain } = deps;

  async function known(id: string): Promise<DataRequest> {
    const request = await store.byId(id);
    if (request === undefined) throw rightsError('request_unknown');
    return request;
  }

  /** One change of an open request, with its line in the audit log. */
  async function change(
    id: string,
    by: string | null,
    action: string,
    work: (
      trx: Parameters<Parameters<ReturnType<Database['transaction']>['execute']>[0]>[0],
      request: DataRequest & { subject: DataSubject },
    ) => Promise<void>,
  ): Promise<DataRequest> {
    await db.transaction().execute(async (trx) => {
      const request = await store.lock(trx, id);
      if (request === undefined) throw rightsError('request_unknown');
      if (!isOpen(request)) throw rightsError('request_closed');
      await work(trx, request);
      await audit(trx, {
        actorId: by,
        action,
        subject: `privacy.request:${id}`,
        detail: { kind: request.kind },
      });
    });
    deps.wakeJobs();
    deps.notifyDesk('privacy', [id]);
    return await known(id);
  }

  return {
    receive: async (given) => {
      const now = clock.now();
      const id = uuidv7(now);
      const request = { ...given, receivedOn: given.receivedOn ?? dayOf(now) };
      await db.transaction().execute(async (trx) => {
        await store.insert(trx, id, request, now, mailDomain);
        await audit(trx, {
          actorId: request.createdBy,
          action: 'privacy.request.receive',
          subject: `privacy.request:${id}`,
          detail: { kind: request.kind, channel: request.channel },
        });
        // On its own page the person waits for the answer; should this process die over it, the job goes on.
        if (request.channel === 'my_data') {
          const at = new Date(now.getTime() + 60_000);
          await enqueueMany(trx, [{ name: 'privacy.carry_out', payload: { requestId: id }, at }]);
        }
      });
      deps.notifyDesk('privacy', [id]);
      return await known(id);
    },
    carryOut: async (id, { by, isAnsweredByMail = false }) => {
      const request = await known(id);
      if (!isOpen(request)) return request;
      if (request.refusal !== null) throw rightsError('request_being_refused');
      const outcome = await execution.carryOut(request);
      if (isAnsweredByMail && request.subject.email !== undefined) {
        return await change(id, by, 'privacy.request.carry_out', async (trx) => {
          await store.noteOutcome(trx, id, outcome);
          await enqueueMany(trx, [
            { name: 'privacy.answer', payload: { requestId: id, by }, key: `privacy.answer:${id}` },
          ]);
        });
      }
      await execution.close(request, { outcome, state: 'done', by });
      return await known(id);
    },
    forget: async (id) => {
      await store.remove(db, [id]);
    },
    extend: async (id, { until, reason, by }) =>
      await change(id, by, 'privacy.request.extend', async (trx, request) => {
        const latest = latestExtension(request.receivedOn);
        if (until <= request.dueOn || until > latest) {
          throw rightsError(
            'extension_too_long',
            `until must be after ${request.dueOn} and not after ${latest}, got ${until}`,
            {
              errors: [
                { pointer: '/until', code: 'out_of_range', detail: `must be ${latest} at the latest` },
              ],
            },
          );
        }
        await store.extend(trx, id, until, reason);
        if (request.subject.email !== undefined) {
          await enqueueMany(trx, [{ name: 'privacy.tell_extension', payload: { requestId: id } }]);
        }
      }),
    proposeRefusal: async (id, { reason, by }) =>
      await change(id, by, 'privacy.request.propose_refusal', async (trx, request) => {
        if (request.refusal !== null) throw rightsError('request_being_refused');
        await store.proposeRefusal(trx, id, { reason, proposedBy: by });
      }),
    takeBackRefusal: async (id, by) =>
      await change(id, by, 'privacy.request.take_back_refusal', async (trx, request) => {
        if (request.refusal === null) throw rightsError('request_not_refused');
        await store.proposeRefusal(trx, id, null);
      }),
    approveRefusal: async (id, by) =>
      await change(id, by, 'privacy.request.approve_refusal', async (trx, request) => {
        if (request.refusal === null) throw rightsError('request_not_refused');
        if (request.refusal.proposedBy === by) {
          throw rightsError('request_refused_alone', 'who has proposed the refusal cannot approve it');
        }
        if (request.subject.email === undefined) {
          await store.close(trx, id, { state: 'refused', at: clock.now(), by });
        } else {
          await enqueueMany(trx, [
            { name: 'privacy.refuse', payload: { requestId: id, by }, key: `privacy.refuse:${id}` },
          ]);
        }
      }),
  };
}

export function isOpen(request: DataRequest): request is DataRequest & { subject: DataSubject } {
  return request.state === 'open' && request.subject !== undefined;
}
