import type { FormSettings } from './form-settings.ts';

/** Asks a Foyer for the times that are free. Throws when it does not answer with them. */
export async function requestSettings(url: string): Promise<FormSettings> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  const body: unknown = await response.json();
  if (!response.ok || !isFormSettings(body)) {
    throw new Error(`${url} must answer with slots and a notice, got status ${response.status}`);
  }
  return body;
}

function isFormSettings(body: unknown): body is FormSettings {
  const { zone, slots, notice } = Object(body);
  return (
    typeof zone === 'string' &&
    typeof Object(notice).until === 'string' &&
    Array.isArray(slots) &&
    slots.every((slot) => typeof Object(slot).startsAt === 'string')
  );
}
