import type { InboxItem } from './ports.ts';
import type { Reference } from './reference.ts';
import type { NewRequest } from './request.ts';

const previewLength = 160;

/** The request as the list of staff shows it. */
export function inboxItemOf(request: NewRequest, reference: Reference): InboxItem {
  const { message = '', phone } = request;
  const line = message.replaceAll(/\s+/g, ' ');
  const isWaiting = request.state === 'open';
  return {
    id: request.id,
    kind: 'callback',
    reference,
    form: 'callback',
    topic: 'callback',
    language: request.language,
    state: isWaiting ? 'open' : 'held',
    heldReasons: request.state === 'suppressed' ? 'do_not_call' : request.heldReasons.join(','),
    name: request.name,
    preview: line.length > previewLength ? `${line.slice(0, previewLength - 1)}…` : line || phone.typed,
    searchText: [reference, request.name, request.email ?? '', phone.typed, phone.e164, message].join('\n'),
    receivedAt: request.receivedAt,
  };
}
