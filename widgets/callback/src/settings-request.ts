import { fetchSettings } from '@foyer/kit';
import type { FormSettings } from './form-settings.ts';

/** Asks a Foyer for the times that are free. Throws when it does not answer with them. */
export function requestSettings(url: string): Promise<FormSettings> {
  return fetchSettings(url, isFormSettings, 'slots and a notice');
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
