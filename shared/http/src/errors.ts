import { defineErrors } from '@foyer/runtime';

/** What can be wrong with any request, before a service sees it. */
export const httpError = defineErrors({
  request_malformed: { status: 400, title: 'Malformed request' },
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
  request_timeout: { status: 408, title: 'Request too slow' },
  body_too_large: { status: 413, title: 'Body too large' },
  body_type_unsupported: { status: 415, title: 'Unsupported type of body' },
  body_encoding_unsupported: { status: 415, title: 'Unsupported encoding of body' },
  expectation_failed: { status: 417, title: 'Unknown expectation' },
  validation_failed: { status: 422, title: 'Some fields are not right' },
  headers_too_large: { status: 431, title: 'Headers too large' },
  internal_error: { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'Not available at the moment' },
});
