import type { RefusedSignUp } from '@foyer/newsletter';
import { newsletterForm, newsletterStrings } from '@foyer/newsletter-widget';

/**
 * The form of the page once more, with what was typed and what is wrong with it. It has no captcha: who sees it runs no
 * scripts, or could not solve one.
 */
export function renderRefusedSignUp(refused: RefusedSignUp): string {
  const strings = newsletterStrings[refused.language];
  return String(newsletterForm({ ...refused, strings, action: '/newsletter/subscriptions' }));
}
