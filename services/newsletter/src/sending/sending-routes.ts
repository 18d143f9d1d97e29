import { Readable } from 'node:stream';
import type { DatabaseOrTx } from '@foyer/database';
import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import type { NewsletterDeps } from '../ports.ts';
import { deliveryStates } from './delivery-state.ts';
import { deliveryLines } from './delivery-lines.ts';
import { sendingError } from './errors.ts';
import type { OverviewStore } from './overview-store.ts';
import { progressOf, type Progress } from './progress.ts';
import { sendingStates, type Sending } from './sending-row.ts';
import type { SendingStore } from './sending-store.ts';
import type { SendingPort } from './sending.ts';

const Counts = z.record(z.enum(deliveryStates), z.int());
const moment = z.iso.datetime().nullable();
const ProgressAnswer = z
  .object({
    campaignId: z.uuid(),
    campaignNumber: z.int(),
    state: z.enum(sendingStates),
    candidates: z.int().nullable().describe('null until the audience is frozen'),
    counts: Counts.describe('They add up to the candidates'),
    perMinute: z.int(),
    remainingSeconds: z.int().nullable(),
    createdAt: z.iso.datetime(),
    startedAt: moment,
    pausedAt: moment,
    brake: z
      .object({
        refused: z.int().describe('Of the last answers of the mail server'),
        accepted: z.int(),
        says: z.string().describe('What it said most often, without addresses'),
      })
      .nullable()
      .describe('It was stopped because more was refused than is natural, and somebody has to decide'),
    finishedAt: moment,
  })
  .meta({ id: 'NewsletterProgress' });
const ResultsAnswer = z
  .object({
    progress: ProgressAnswer,
    reasons: z
      .record(z.string(), z.int())
      .describe('`excluded.paused`, `refused.policy` and so on, where there are any'),
    acceptedByMinute: z.array(z.object({ minute: z.iso.datetime(), accepted: z.int() })),
    areDeliveriesKept: z.boolean().describe('false: only the counts are left'),
  })
  .meta({ id: 'NewsletterResults' });

const Campaign = z.object({ campaignId: z.uuid() });
const Filter = z.object({
  state: z.enum(deliveryStates).optional().describe('Only these; all when not given'),
});

export function sendingRoutes(
  deps: Pick<NewsletterDeps, 'db' | 'clock' | 'audit' | 'notifyDesk'> & {
    sendings: SendingStore;
    overview: OverviewStore;
    sending: SendingPort;
  },
): Route[] {
  const { db, clock, audit, notifyDesk, sendings, overview, sending } = deps;

  async function found(campaignId: string): Promise<Sending> {
    const one = await sendings.byId(db, campaignId);
    if (one === undefined) throw sendingError('sending_unknown');
    return one;
  }

  const progress = async (campaignId: string) =>
    answerOf(await progressOf(await found(campaignId), { db, clock, sendings, overview }));

  const command = (
    name: 'pause' | 'resume' | 'cancel' | 'believe-refusals' | 'repeat-refused',
    summary: string,
    act: (trx: DatabaseOrTx, campaignId: string) => Promise<void>,
  ): Route =>
    deskRoute(
      {
        method: 'post',
        path: `/desk/api/newsletter/sendings/:campaignId/${name}`,
        summary,
        permission: 'newsletter.send',
        params: Campaign,
        responses: { 200: ProgressAnswer },
        problems: [sendingError.kinds.sending_unknown, sendingError.kinds.sending_state],
      },
      async ({ params: { campaignId }, actor }) => {
        await db.transaction().execute(async (trx) => {
          await act(trx, campaignId);
          const subject = `newsletter.campaign:${campaignId}`;
          await audit(trx, {
            actorId: actor.staffId,
            action: `newsletter.sending.${name.replaceAll('-', '_')}`,
            subject,
            detail: {},
          });
        });
        notifyDesk('newsletter', [campaignId]);
        return { status: 200, body: await progress(campaignId) };
      },
    );

  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/newsletter/sendings/:campaignId',
        summary: 'How far a campaign has come',
        permission: 'newsletter.read',
        params: Campaign,
        responses: { 200: ProgressAnswer },
        problems: [sendingError.kinds.sending_unknown],
      },
      async ({ params: { campaignId } }) => ({ status: 200, body: await progress(campaignId) }),
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/newsletter/sendings/:campaignId/results',
        summary: 'What became of a campaign, in numbers',
        permission: 'newsletter.read',
        params: Campaign,
        responses: { 200: ResultsAnswer },
        problems: [sendingError.kinds.sending_unknown],
      },
      async ({ params: { campaignId } }) => {
        const one = await found(campaignId);
        const { campaignNumber } = one;
        const counts = one.counts ?? (await overview.countLedger(db, campaignNumber));
        const minutes = await sendings.acceptedByMinute(campaignNumber, one.createdAt);
        const body = {
          progress: await progress(campaignId),
          reasons: counts.reasons,
          acceptedByMinute: minutes.map(({ minute, accepted }) => ({
            minute: minute.toISOString(),
            accepted,
          })),
          areDeliveriesKept: one.forgottenAt === null,
        };
        return { status: 200, body };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/newsletter/sendings/:campaignId/recipients.csv',
        summary: 'Who got a campaign, who did not and why, as a table',
        description:
          'UTF-8 with a byte order mark; no cell is a formula. Who is erased stands there without an address. Written into the audit log.',
        permission: 'newsletter.subscribers',
        params: Campaign,
        query: Filter,
        responses: { 200: 'file' },
        problems: [sendingError.kinds.sending_unknown, sendingError.kinds.deliveries_forgotten],
      },
      async ({ params: { campaignId }, query: { state }, actor }) => {
        const { campaignNumber, forgottenAt } = await found(campaignId);
        if (forgottenAt !== null) throw sendingError('deliveries_forgotten');
        const subject = `newsletter.campaign:${campaignId}`;
        const detail = { state: state ?? null };
        await audit(db, { actorId: actor.staffId, action: 'newsletter.recipients.export', subject, detail });
        const states = state === undefined ? deliveryStates : [state];
        return {
          status: 200,
          file: Readable.from(deliveryLines(campaignNumber, states, overview)),
          type: 'text/csv; charset=utf-8; header=present',
          headers: {
            'content-disposition': `attachment; filename="campaign-${campaignNumber}-recipients.csv"`,
          },
        };
      },
    ),
    command('pause', 'Stop a campaign for now: no mail is begun a second later', async (trx, id) =>
      sending.pause(trx, id),
    ),
    command('resume', 'Let a paused campaign go on', async (trx, id) => sending.resume(trx, id)),
    command(
      'believe-refusals',
      'Of a campaign that was stopped for its refusals: they are right. Nobody of them gets mail any more, and it goes on',
      async (trx, id) => sending.believeRefusals(trx, id),
    ),
    command(
      'repeat-refused',
      'Of a campaign that was stopped for its refusals: they are wrong. Whoever was refused gets it again, and it goes on',
      async (trx, id) => sending.repeatRefused(trx, id),
    ),
    command('cancel', 'End a campaign for good: who has not got it does not get it', async (trx, id) =>
      sending.cancel(trx, id),
    ),
  ];
}

function answerOf(progress: Progress) {
  const { createdAt, startedAt, pausedAt, finishedAt } = progress;
  return {
    ...progress,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    pausedAt: pausedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
