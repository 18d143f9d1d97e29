import { defineErrors } from '@foyer/runtime';

export const captchaError = defineErrors({
  captcha_busy: { status: 503, title: 'Too many memory-hard solutions are being checked' },
  captcha_site_unknown: { status: 404, title: 'No site has this key' },
  captcha_ladder_conflict: { status: 409, title: 'Somebody else has changed the ladder meanwhile' },
  captcha_site_invalid: { status: 422, title: 'The site cannot be kept like this' },
});
