import type { FormSettings, Topic } from './form-settings.ts';

/** Asks a Foyer for topics and what is kept. Throws when it does not answer with both. */
export async function requestSettings(
  endpoint: string,
  form: string,
  language: string,
): Promise<FormSettings> {
  const url = `${endpoint}/contact/forms/${encodeURIComponent(form)}?language=${language}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  const body: unknown = await response.json();
  if (!response.ok || !isFormSettings(body)) {
    throw new Error(`${url} must answer with topics and a notice, got status ${response.status}`);
  }
  return body;
}

function isFormSettings(body: unknown): body is FormSettings {
  const { topics, notice } = Object(body);
  return Array.isArray(topics) && topics.every(isTopic) && typeof Object(notice).until === 'string';
}

function isTopic(value: unknown): value is Topic {
  const { id, label } = Object(value);
  return typeof id === 'string' && typeof label === 'string';
}
