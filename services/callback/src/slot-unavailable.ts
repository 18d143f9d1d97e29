import { callbackError } from './errors.ts';

const details = {
  slot_unknown: 'must be the start of a slot of the list',
  slot_passed: 'must be further ahead',
  slot_taken: 'must be a slot with a place left',
  closed_now: 'must be a slot, since the company is closed now',
};

/** With a pointer to the field, so that the form can offer the times that are left. */
export function slotUnavailable(code: keyof typeof details): Error {
  return callbackError('slot_unavailable', 'this time cannot be chosen any more', {
    errors: [{ pointer: '/slot', detail: details[code], code }],
  });
}
