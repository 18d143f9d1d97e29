import { defineErrors } from '@foyer/runtime';

export const subscribingError = defineErrors({
  captcha_unsolved: { status: 422, title: 'The captcha is not solved' },
  consent_outdated: { status: 422, title: 'The wording of a consent has changed' },
  newsletter_closed: { status: 409, title: 'Nobody can subscribe at the moment' },
  topic_unknown: { status: 404, title: 'No topic has this id' },
  topic_exists: { status: 409, title: 'There is a topic with this id' },
  topic_changed: { status: 409, title: 'The topic was changed in the meantime' },
  topic_in_use: { status: 409, title: 'Somebody has subscribed to this topic' },
  subscriber_unknown: { status: 404, title: 'No subscriber has this id' },
  import_unknown: { status: 404, title: 'No import has this id' },
  import_running: { status: 409, title: 'An import is running' },
  correction_refused: { status: 422, title: 'The record cannot be corrected like this' },
});
