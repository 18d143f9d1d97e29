import { defineErrors } from '@foyer/runtime';

export const sendingError = defineErrors({
  sending_unknown: { status: 404, title: 'This campaign is not being sent and never was' },
  sending_state: { status: 409, title: 'The campaign is in a state in which this cannot be done' },
  deliveries_forgotten: { status: 410, title: 'The time for keeping who got the campaign is over' },
});
