import type { ContactForm, ContactForms, Topic } from '../../../api/settings.ts';

export const languages = ['en', 'nl', 'de', 'fr'] as const;

export type TopicProblem = 'id' | 'twice' | 'label';

const idShape = /^[a-z0-9-]{1,40}$/;

/** What is wrong with one of the topics; the server would refuse it. */
export function topicProblem(topic: Topic, all: readonly Topic[]): TopicProblem | undefined {
  if (!idShape.test(topic.id)) return 'id';
  if (all.filter(({ id }) => id === topic.id).length > 1) return 'twice';
  return languages.some((language) => (topic.labels[language] ?? '').trim() === '') ? 'label' : undefined;
}

export function hasProblems(forms: ContactForms): boolean {
  return Object.values(forms).some(
    ({ topics }) =>
      topics !== null &&
      (topics.length === 0 || topics.some((topic) => topicProblem(topic, topics) !== undefined)),
  );
}

export function isFormName(name: string, forms: ContactForms): boolean {
  return idShape.test(name) && !Object.hasOwn(forms, name);
}

export const newTopic: Topic = { id: '', labels: {}, mailbox: null };

/** Says nothing itself: everything is as in the default form. */
export const newForm: ContactForm = { topics: null, retentionDays: null, autoCloseDays: null, siteKey: null };

/** One place up or down. */
export function moved<T>(list: readonly T[], index: number, step: -1 | 1): T[] {
  const next = [...list];
  const [taken] = next.splice(index, 1);
  if (taken !== undefined) next.splice(Math.max(0, index + step), 0, taken);
  return next;
}
