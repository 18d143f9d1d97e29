import { defineErrors } from '@foyer/runtime';

export const privacyError = defineErrors({
  consent_text_unknown: { status: 422, title: 'There is no such wording of a consent' },
  consent_text_conflict: { status: 409, title: 'The wording was changed meanwhile' },
  consent_unknown: { status: 404, title: 'There is no such consent' },
  contact_unreadable: { status: 422, title: 'This is neither an e-mail address nor a telephone number' },
  scope_refused: { status: 422, title: 'This cannot be suppressed in this scope' },
  hold_refused: { status: 422, title: 'This cannot be held' },
  hold_unknown: { status: 404, title: 'There is no such hold in force' },
  export_too_large: { status: 422, title: 'The export would be too large' },
});
