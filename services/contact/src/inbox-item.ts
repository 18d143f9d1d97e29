import type { InboxItem } from './inbox-port.ts';
import type { HoldReason } from './message.ts';

interface Shown {
  id: string;
  form: string;
  topic: string;
  language: string;
  heldReasons: readonly HoldReason[];
  name: string;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  message: string;
  receivedAt: Date;
}

/** A message as a line of the list. */
export function inboxItemOf(message: Shown, reference: string, state: 'open' | 'held'): InboxItem {
  const { id, form, topic, language, heldReasons, name, email, phone, receivedAt } = message;
  return {
    id,
    kind: 'message',
    reference,
    form,
    topic,
    language,
    state,
    heldReasons: heldReasons.join(','),
    name,
    // Enough for 160 characters, whatever they are made of.
    preview: message.message.slice(0, 640).replaceAll(/\s+/g, ' '),
    searchText: [name, email ?? '', phone ?? '', message.message].join('\n'),
    receivedAt,
  };
}
