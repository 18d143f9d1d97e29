import { defineErrors } from '@foyer/runtime';

export const oidcError = defineErrors({
  oidc_unavailable: { status: 503, title: 'The company sign-in does not answer' },
  oidc_answer_wrong: { status: 502, title: 'The company sign-in gave an answer that cannot be used' },
  oidc_refused: { status: 403, title: 'The company sign-in did not let you in' },
  oidc_expired: { status: 400, title: 'This sign-in took too long or began elsewhere' },
  oidc_no_role: { status: 403, title: 'Your company account has no role here' },
  oidc_no_email: { status: 403, title: 'Your company account has no usable e-mail address' },
  oidc_account_exists: { status: 409, title: 'There is an account of this desk with your e-mail address' },
});
