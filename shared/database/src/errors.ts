import { defineErrors } from '@foyer/runtime';

const databaseError = defineErrors({
  database_busy: { status: 503, title: 'Too much at once' },
});

const retryAfterSeconds = 5;

/** For whoever waited in vain for a connection: nothing was done, and it may be asked again. */
export function databaseBusy(cause: Error): Error {
  const detail =
    'too many requests are waiting for the database; nothing was done, please try again in a moment';
  return databaseError('database_busy', detail, { retryAfterSeconds, cause });
}
