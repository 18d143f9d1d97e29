import { fetchSettings } from '@foyer/kit';
import type { FormSettings, Topic } from './form-settings.ts';

/** Asks a Foyer for topics and what is kept. Throws when it does not answer with both. */
export function requestSettings(endpoint: string, form: string, language: string): Promise<FormSettings> {
  const url = `${endpoint}/contact/forms/${encodeURIComponent(form)}?language=${language}`;
  return fetchSettings(url, isFormSettings, 'topics and a notice');
}

function isFormSettings(body: unknown): body is FormSettings {
  const { topics, notice } = Object(body);
  return Array.isArray(topics) && topics.every(isTopic) && typeof Object(notice).until === 'string';
}

function isTopic(value: unknown): value is Topic {
  const { id, label } = Object(value);
  return typeof id === 'string' && typeof label === 'string';
}
