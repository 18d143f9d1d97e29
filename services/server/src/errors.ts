import { defineErrors } from '@foyer/runtime';

export const serverError = defineErrors({
  file_unknown: { status: 404, title: 'There is no such file' },
  outbox_closed: { status: 404, title: 'The outbox is shown only to this machine itself' },
  page_switched_off: { status: 404, title: 'This page is not switched on' },
  mail_unknown: { status: 404, title: 'There is no such mail in the outbox' },
});
