import { defineErrors } from '@foyer/runtime';

/** What can be wrong with any request, before a service sees it. */
export const httpError = defineErrors({
  path_malformed: { status: 400, title: 'Malformed path' },
  query_malformed: { status: 400, title: 'Malformed query' },
  body_malformed: { status: 400, title: 'Malformed body' },
  body_too_complex: { status: 400, title: 'Body with too many fields' },
  body_aborted: { status: 400, title: 'Body broken off' },
  bad_request: { status: 400, title: 'Bad request' },
  unauthenticated: { status: 401, title: 'Not signed in' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  body_too_large: { status: 413, title: 'Body too large' },
  body_type_unsupported: { status: 415, title: 'Unsupported type of body' },
  body_encoding_unsupported: { status: 415, title: 'Unsupported encoding of body' },
  validation_failed: { status: 422, title: 'Some fields are not right' },
  internal_error: { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'Not available at the moment' },
});
