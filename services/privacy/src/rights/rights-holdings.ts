import type { Database } from '@foyer/database';
import { deleteOutboxMails } from '@foyer/mail';
import type { Clock } from '@foyer/runtime';
import {
  lasting,
  newCanary,
  withoutHeld,
  type DataSubject,
  type Language,
  type PersonalDataHolding,
} from '@foyer/service';
import { linkMailId, requestMailIds } from './request-mails.ts';
import type { LinkStore } from './link-store.ts';
import type { RequestStore } from './request-store.ts';
import type { SubjectSeal } from '../subject-seal.ts';
import { describeLinkRequests, describeRequests } from './rights-descriptions.ts';

const dayMilliseconds = 86_400_000;
/** How long it can be proved that a request was answered: the limitation period of most claims about it. */
const requestDays = 1096;
/** Who was told of an erasure is asked again for as long as deliveries are kept. */
const recordDays = 30;
/** Addresses that asked for a link: as long as the link and its page are good, and a day. */
const linkDays = 2;

/** When an address is forgotten that asked for a link. */
export function linkRule(language: Language): string {
  return describeLinkRequests(linkDays)[language].retention;
}

/** Who asked for what, and what was answered. */
export function createRequestsHolding(deps: {
  db: Database;
  requests: RequestStore;
  seal: SubjectSeal;
  outboxDir: string;
}): PersonalDataHolding {
  const { db, requests, outboxDir } = deps;
  return {
    name: 'privacy.requests',
    describe: (language) => describeRequests(requestDays)[language],
    columns: requestColumns,
    retention: {
      days: requestDays,
      from: 'privacy.request.closed_at',
    },
    find: async (subject) => (await requests.ofSubject(subject)).map(({ id }) => id),
    export: async (subject) =>
      (await requests.ofSubject(subject)).map((request) => ({
        id: request.id,
        createdAt: request.createdAt,
        fields: {
          reference: request.reference,
          kind: request.kind,
          channel: request.channel,
          state: request.state,
          receivedOn: request.receivedOn,
          dueOn: request.dueOn,
          extensionReason: request.extensionReason,
          refusalReason: request.refusal?.reason ?? null,
          closedAt: request.closedAt?.toISOString() ?? null,
        },
      })),
    // What was asked for stays as it was asked; who is answered is read from the open request.
    correct: async () => 0,
    // A restriction would keep the very request from being answered that asks for it.
    restrict: async () => 0,
    erase: async (subject, { language }) => {
      const kept = await requests.ofSubject(subject);
      return {
        erased: 0,
        retained: kept.map(({ closedAt, createdAt, dueOn }) => {
          const from = closedAt ?? new Date(Math.max(createdAt.getTime(), Date.parse(dueOn)));
          return lasting(describeRequests(requestDays)[language], daysAfter(from, requestDays));
        }),
      };
    },
    due: async ({ now, held }) => await requests.countDue(daysAfter(now, -requestDays), held),
    purge: async ({ now, limit, held }) => {
      const ids = await requests.dueForDeletion(daysAfter(now, -requestDays), limit, held);
      await deleteOutboxMails(outboxDir, (await requests.mailDomainsOf(ids)).flatMap(requestMailIds));
      const purged = await requests.remove(db, ids);
      const forgotten = await requests.forgetRecords(daysAfter(now, -recordDays), limit);
      return { purged, more: purged === limit || forgotten === limit };
    },
    oldest: async () => await requests.oldestClosedAt(),
    plantCanary: async (from) => {
      const canary = newCanary(from);
      await db.transaction().execute(async (trx) => {
        const subject: DataSubject = { email: canary.email };
        await requests.insert(
          trx,
          canary.id,
          {
            subject,
            kind: 'access',
            channel: 'my_data',
            language: 'en',
            changes: {},
            purposes: [canary.word],
            receivedOn: from.toISOString().slice(0, 10),
            createdBy: null,
          },
          from,
          'canary.invalid',
        );
        await requests.close(trx, canary.id, { state: 'done', at: from, by: null });
      });
      const digest = deps.seal.digests({ email: canary.email }).email;
      return [canary.id, canary.word, ...(digest === null ? [] : [Buffer.from(digest).toString('hex')])];
    },
  };
}

/** Who asked for a link, for as long as the link and its page are good. */
export function createLinkRequestsHolding(deps: {
  db: Database;
  links: LinkStore;
  seal: SubjectSeal;
  clock: Clock;
  outboxDir: string;
}): PersonalDataHolding {
  const { db, links, seal, outboxDir } = deps;
  const of = async (subject: DataSubject) => await links.ofSubject(seal.digests(subject).email);
  const forget = async (doomed: readonly { id: string; mailDomain: string }[]): Promise<number> => {
    await deleteOutboxMails(outboxDir, doomed.map(linkMailId));
    const removed = await links.remove(doomed.map(({ id }) => id));
    // And after, for the mail that was just on its way.
    await deleteOutboxMails(outboxDir, doomed.map(linkMailId));
    return removed;
  };
  return {
    name: 'privacy.link_requests',
    describe: (language) => describeLinkRequests(linkDays)[language],
    columns: linkColumns,
    retention: {
      days: linkDays,
      from: 'privacy.link_request.requested_at',
    },
    find: async (subject) => (await of(subject)).map(({ id }) => id),
    export: async (subject) =>
      (await of(subject)).map(({ id, requestedAt }) => ({
        id,
        createdAt: requestedAt,
        fields: { requestedAt: requestedAt.toISOString() },
      })),
    // The link was sent to this address, and to no other.
    correct: async () => 0,
    restrict: async () => 0,
    erase: async (subject, { held, language }) => {
      const description = describeLinkRequests(linkDays)[language];
      const { free, retained } = withoutHeld(await of(subject), held, description);
      return { erased: await forget(free), retained };
    },
    due: async ({ now, held }) => await links.countRequestedBefore(daysAfter(now, -linkDays), held),
    purge: async ({ now, limit, held }) => {
      const purged = await forget(await links.requestedBefore(daysAfter(now, -linkDays), limit, held));
      return { purged, more: purged === limit };
    },
    oldest: async () => await links.oldest(),
    plantCanary: async (from) => {
      const canary = newCanary(from);
      await links.insert(db, {
        id: canary.id,
        subject: seal.seal({ email: canary.email }, canary.id),
        emailDigest: canary.digest,
        domainDigest: canary.digest,
        language: 'en',
        isSolved: true,
        requestedAt: from,
        mailDomain: 'canary.invalid',
      });
      return canary.marks;
    },
  };
}

function daysAfter(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * dayMilliseconds);
}

const columnsOf = (table: string, names: string): string[] =>
  names.split(/\s+/).map((name) => `privacy.${table}.${name}`);

const requestColumns = columnsOf(
  'request',
  `id reference kind channel language subject email_digest phone_digest changes purposes received_on due_on
    extension_reason state refusal_reason refusal_proposed_by refusal_approved_by outcome created_at created_by
    closed_at closed_by mail_domain`,
);

const linkColumns = [
  ...columnsOf(
    'link_request',
    'id subject email_digest domain_digest language is_solved requested_at admitted_at mail_domain',
  ),
  ...columnsOf('access_token', 'token_hash link_request_id purpose created_at expires_at uses_left'),
];

/** A link that was good for a day must not be in a backup that is kept for years. */
export const tablesKeptOutOfDumps: readonly string[] = ['privacy.link_request', 'privacy.access_token'];
