import { defineErrors } from '@foyer/runtime';

export const staffError = defineErrors({
  sign_in_failed: { status: 401, title: 'That did not match' },
  sign_in_delayed: { status: 429, title: 'Too many attempts' },
  sign_in_busy: { status: 503, title: 'Too many sign-ins at once' },
  other_origin: { status: 403, title: 'Not sent by our own page' },
  second_factor_not_asked: { status: 409, title: 'No second factor is asked for' },
  second_factor_own: { status: 409, title: 'This is your own second factor' },
  code_wrong: { status: 422, title: 'The code is not right' },
  invitation_unknown: { status: 404, title: 'This link does not work any more' },
  password_weak: { status: 422, title: 'The password is too easy to guess' },
  password_wrong: { status: 422, title: 'The present password is not right' },
  email_taken: { status: 409, title: 'Somebody has this e-mail address already' },
  member_unknown: { status: 404, title: 'No such member of staff' },
  member_disabled: { status: 409, title: 'This member of staff is disabled' },
  last_administrator: { status: 409, title: 'Somebody has to be administrator' },
  totp_active: { status: 409, title: 'There is a second factor already' },
  totp_not_started: { status: 409, title: 'No second factor is being set up' },
  session_unknown: { status: 404, title: 'No such session' },
  too_many_streams: { status: 429, title: 'Too many open pages' },
  correction_refused: { status: 422, title: 'The record cannot be corrected like this' },
});
