import type { FormSettings } from './form-settings.ts';

/** Asks a Foyer for topics, the wording of the consent and what is kept. Throws when it does not answer with them. */
export async function requestSettings(endpoint: string, language: string): Promise<FormSettings> {
  const url = `${endpoint}/newsletter/form?language=${language}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  const body: unknown = await response.json();
  if (!response.ok || !isFormSettings(body)) {
    throw new Error(`${url} must answer with topics and a notice, got status ${response.status}`);
  }
  return body;
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
