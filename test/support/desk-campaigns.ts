import { expect, vi } from 'vitest';
import type { StaffMember } from './staff-desk.ts';

const draft = {
  language: 'en',
  from: { name: 'Nordlicht', address: 'news@nordlicht.example' },
  replyTo: null,
  templateId: null,
  mjml: `<mjml><mj-body><mj-section><mj-column>
<mj-text>{{salutation}}, this is new. <a href="{{unsubscribe_url}}">Unsubscribe</a></mj-text>
</mj-column></mj-section></mj-body></mjml>`,
  slots: {},
  text: null,
  audience: { topics: ['news'] },
  crashPolicy: 'hold',
};

const path = '/desk/api/newsletter/campaigns';

interface Campaign {
  id: string;
  version: number;
}

/** Begins a campaign with the content of the one that was finished last, changed so. */
export async function copyNewest(staff: StaffMember, change: object = {}): Promise<Campaign> {
  const list = await staff.call('GET', `${path}?sending=finished&limit=1`);
  const { items } = (await list.json()) as { items: Campaign[] };
  const newest = await staff.call('GET', `${path}/${items[0]?.id}`);
  const { value } = (await newest.json()) as { value: object };
  return await write(staff, { ...value, ...change });
}

/** Two people it takes, as at the desk. */
export async function releaseAndStart(
  { id, version }: Campaign,
  { releasing, starting }: { releasing: StaffMember; starting: StaffMember },
): Promise<void> {
  const preflight = await releasing.call('GET', `${path}/${id}/preflight`);
  const { contentHash } = (await preflight.json()) as { contentHash: string };
  const wanted = { basedOnVersion: version, contentHash };
  expect((await releasing.call('POST', `${path}/${id}/release`, wanted)).status).toBe(200);
  expect((await starting.call('POST', `${path}/${id}/start`, { basedOnVersion: version })).status).toBe(200);
}

/** Writes a campaign and sends it. @returns its id, when it is finished */
export async function sendCampaign(
  { writer, releaser }: { writer: StaffMember; releaser: StaffMember },
  name: string,
): Promise<string> {
  const campaign = await write(writer, { ...draft, name, subject: name });
  await releaseAndStart(campaign, { releasing: releaser, starting: writer });
  await vi.waitFor(
    async () => expect((await resultsOf(writer, campaign.id)).progress.state).toBe('finished'),
    { timeout: 60_000, interval: 200 },
  );
  return campaign.id;
}

async function write(writer: StaffMember, value: object): Promise<Campaign> {
  const made = await writer.call('POST', path, { value });
  expect(made.status).toBe(201);
  return (await made.json()) as Campaign;
}

export async function resultsOf(
  member: StaffMember,
  campaignId: string,
): Promise<{ progress: { state: string; counts: Record<string, number> }; reasons: Record<string, number> }> {
  const answer = await member.call('GET', `/desk/api/newsletter/sendings/${campaignId}/results`);
  return (await answer.json()) as Awaited<ReturnType<typeof resultsOf>>;
}
