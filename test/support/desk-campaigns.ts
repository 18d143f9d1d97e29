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

/** Writes a campaign, has it released by a second person and sends it. @returns its id, when it is finished */
export async function sendCampaign(
  { writer, releaser }: { writer: StaffMember; releaser: StaffMember },
  name: string,
): Promise<string> {
  const path = '/desk/api/newsletter/campaigns';
  const written = await writer.call('POST', path, { value: { ...draft, name, subject: name } });
  expect(written.status).toBe(201);
  const { id, version: basedOnVersion } = (await written.json()) as { id: string; version: number };
  const preflight = await releaser.call('GET', `${path}/${id}/preflight`);
  const { contentHash } = (await preflight.json()) as { contentHash: string };
  const released = await releaser.call('POST', `${path}/${id}/release`, { basedOnVersion, contentHash });
  expect(released.status).toBe(200);
  expect((await writer.call('POST', `${path}/${id}/start`, { basedOnVersion })).status).toBe(200);
  await vi.waitFor(async () => expect((await resultsOf(writer, id)).progress.state).toBe('finished'), {
    timeout: 60_000,
    interval: 200,
  });
  return id;
}

export async function resultsOf(
  member: StaffMember,
  campaignId: string,
): Promise<{ progress: { state: string; counts: Record<string, number> }; reasons: Record<string, number> }> {
  const answer = await member.call('GET', `/desk/api/newsletter/sendings/${campaignId}/results`);
  return (await answer.json()) as Awaited<ReturnType<typeof resultsOf>>;
}
