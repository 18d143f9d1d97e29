import { defineErrors } from '@foyer/runtime';

export const callbackError = defineErrors({
  captcha_unsolved: { status: 422, title: 'The captcha is not solved' },
  slot_unavailable: { status: 422, title: 'This time cannot be chosen' },
  request_unknown: { status: 404, title: 'There is no such callback request' },
  already_claimed: { status: 409, title: 'Somebody else is calling this person' },
  not_claimed: { status: 409, title: 'Claim the call before its outcome is logged' },
  retry_refused: { status: 422, title: 'Another attempt cannot be planned for this time' },
  hours_conflict: { status: 409, title: 'The opening hours were changed meanwhile' },
  correction_refused: { status: 422, title: 'The record cannot be corrected like this' },
});
