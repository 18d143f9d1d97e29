import { defineErrors } from '@foyer/runtime';

export const webhookError = defineErrors({
  webhook_endpoint_unknown: { status: 404, title: 'No endpoint has this id' },
  webhook_delivery_unknown: { status: 404, title: 'No delivery has this id' },
  webhook_endpoint_invalid: { status: 422, title: 'The endpoint cannot be kept like this' },
  webhook_endpoints_full: { status: 409, title: 'There are as many endpoints as there may be' },
});
