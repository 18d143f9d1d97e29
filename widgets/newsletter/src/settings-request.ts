import { fetchSettings } from '@foyer/kit';
import type { FormSettings } from './form-settings.ts';

/** Asks a Foyer for topics, the wording of the consent and what is kept. Throws when it does not answer with them. */
export function requestSettings(endpoint: string, language: string): Promise<FormSettings> {
  const url = `${endpoint}/newsletter/form?language=${language}`;
  return fetchSettings(url, isFormSettings, 'topics and a notice');
}

function isFormSettings(body: unknown): body is FormSettings {
  const { topics, notice, consent } = Object(body);
  return (
    Array.isArray(topics) &&
    topics.every((topic) => typeof Object(topic).name === 'string') &&
    typeof Object(notice).until === 'string' &&
    (consent === null || typeof Object(consent).wording === 'string')
  );
}
