import type { InboxItem, Topics } from '../../api/inbox.ts';
import { inbox as inboxWords } from '../../strings/en/inbox.ts';

/** What an item is about, in words. Requests to be called have no topic of the forms: their kind says it. */
export function topicLabel({ kind, topic }: Pick<InboxItem, 'kind' | 'topic'>, topics: Topics): string {
  const known = topics.find(({ id }) => id === topic);
  if (known !== undefined) return known.label;
  return kind === 'callback' ? inboxWords.kinds.callback : topic;
}
