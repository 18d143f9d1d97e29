import { defineErrors } from '@foyer/runtime';

export const inboxError = defineErrors({
  item_unknown: { status: 404, title: 'No such item' },
  item_held: { status: 409, title: 'A held item is released, not changed' },
  item_full: { status: 409, title: 'The item has too many entries' },
  assignee_unknown: { status: 422, title: 'Nobody of the staff has this id' },
  undo_gone: { status: 410, title: 'This cannot be undone any more' },
  note_unknown: { status: 404, title: 'No such note of yours' },
  reply_unknown: { status: 404, title: 'No such reply' },
  reply_not_failed: { status: 409, title: 'Only what did not arrive is sent again' },
  reply_without_address: { status: 409, title: 'There is no e-mail address to reply to' },
  reply_restricted: { status: 409, title: 'The data may be kept but not used' },
  idempotency_key_missing: { status: 422, title: 'The header idempotency-key is missing' },
  idempotency_key_reused: { status: 422, title: 'Another reply had this idempotency key' },
  canned_reply_unknown: { status: 404, title: 'No such canned reply' },
  canned_reply_limit: { status: 409, title: 'There are too many canned replies' },
  export_too_large: { status: 422, title: 'Too many items for one export' },
});
