const endpointColumns = [
  'id',
  'name',
  'url',
  'event_types',
  'secret',
  'previous_secret',
  'previous_secret_until',
  'is_enabled',
  'note',
  'note_at',
  'failing_since',
  'failures',
  'created_at',
];

const deliveryColumns = [
  'id',
  'event_id',
  'endpoint_id',
  'type',
  'subject_id',
  'occurred_at',
  'state',
  'attempts',
  'last_attempt_at',
  'duration_ms',
  'response_status',
  'error',
  'created_at',
];

const attemptColumns = ['delivery_id', 'number', 'at', 'duration_ms', 'response_status', 'error'];

/**
 * Endpoints belong to the company. The log holds the id of what a delivery was about and nothing of its content; when the
 * subject is deleted the id leads nowhere, and after 30 days it is gone too.
 */
export const columnsWithoutPersonalData: readonly string[] = [
  ...endpointColumns.map((column) => `webhooks.endpoint.${column}`),
  ...deliveryColumns.map((column) => `webhooks.delivery.${column}`),
  ...attemptColumns.map((column) => `webhooks.attempt.${column}`),
];
