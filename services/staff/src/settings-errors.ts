import { defineErrors } from '@foyer/runtime';

export const settingsError = defineErrors({
  setting_unknown: { status: 404, title: 'There is no such setting' },
  setting_invalid: { status: 422, title: 'The setting cannot be kept like this' },
  setting_conflict: { status: 409, title: 'Somebody else has changed the setting meanwhile' },
});
