import { expect, vi } from 'vitest';
import type { FoyerProcess } from './foyer-process.ts';
import type { StaffMember } from './staff-desk.ts';

export const newsletterReaders = ['anna', 'bea', 'carl'].map((name) => `${name}@example.org`);

const cities = ['Utrecht', 'Leiden', 'Delft'];

/** Three people of three cities, or others, taken over from another program as subscribers of the topic `news`. */
export async function takeReadersOver(
  foyer: FoyerProcess,
  administrator: StaffMember,
  readers: readonly string[] = newsletterReaders,
): Promise<void> {
  const form = (await (await fetch(`${foyer.url}/newsletter/form`)).json()) as {
    consent: { version: number };
  };
  const lines = readers.map(
    (email, index) => `${email},Reader ${index},neutral,2024-05-06,${cities[index % cities.length]}`,
  );
  const answer = await administrator.call('POST', '/desk/api/newsletter/imports', {
    csv: ['email,name,salutation,consented_at,city', ...lines].join('\n'),
    isDryRun: false,
    source: 'the former program',
    textVersion: form.consent.version,
    topics: ['news'],
    language: 'en',
  });
  expect(answer.status).toBe(202);
  const { id } = (await answer.json()) as { id: string };
  const state = async () =>
    (
      (await (await administrator.call('GET', `/desk/api/newsletter/imports/${id}`)).json()) as {
        state: string;
      }
    ).state;
  await vi.waitFor(async () => expect(await state()).toBe('finished'), { timeout: 30_000, interval: 200 });
}

/** @param change what is to be other than it comes with Foyer */
export async function setPacing(administrator: StaffMember, change: Record<string, unknown>): Promise<void> {
  const path = '/desk/api/settings/newsletter.sending';
  const { version, value } = (await (await administrator.call('GET', path)).json()) as {
    version: number;
    value: Record<string, unknown>;
  };
  const answer = await administrator.call('PUT', path, {
    value: { ...value, ...change },
    basedOnVersion: version,
  });
  expect(answer.status).toBe(200);
}
