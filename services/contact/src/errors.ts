import { defineErrors } from '@foyer/runtime';

export const contactError = defineErrors({
  captcha_unsolved: { status: 422, title: 'The captcha is not solved' },
  consent_outdated: { status: 422, title: 'The wording of a consent has changed' },
  contact_busy: { status: 503, title: 'Too many messages at once' },
  idempotency_key_malformed: { status: 400, title: 'Malformed Idempotency-Key' },
  idempotency_key_reused: { status: 422, title: 'The Idempotency-Key belongs to another message' },
  form_unknown: { status: 404, title: 'No form has this name' },
  correction_refused: { status: 422, title: 'The record cannot be corrected like this' },
});
