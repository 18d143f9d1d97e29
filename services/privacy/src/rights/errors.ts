import { defineErrors } from '@foyer/runtime';

export const rightsError = defineErrors({
  captcha_unsolved: { status: 422, title: 'The captcha is not solved' },
  request_unknown: { status: 404, title: 'No request has this id' },
  request_closed: { status: 409, title: 'The request is closed' },
  request_not_refused: { status: 409, title: 'Nobody has proposed to refuse the request' },
  request_refused_alone: { status: 403, title: 'A refusal needs a second person' },
  request_being_refused: { status: 409, title: 'Somebody has proposed to refuse the request' },
  received_in_future: { status: 422, title: 'A request cannot have come tomorrow' },
  extension_too_long: { status: 422, title: 'A request cannot be put off that long' },
  correction_refused: { status: 422, title: 'The data cannot be put right like this' },
  receipt_missing: { status: 404, title: 'There is no receipt of this request' },
  link_impossible: { status: 409, title: 'There is no address to send a link to' },
});
