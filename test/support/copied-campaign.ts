import { expect } from 'vitest';
import type { StaffMember } from './staff-desk.ts';

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
  const made = await staff.call('POST', path, { value: { ...value, ...change } });
  expect(made.status).toBe(201);
  return (await made.json()) as Campaign;
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
