import type { RefusedForm } from '@foyer/contact';
import { contactForm, contactStrings } from '@foyer/contact-widget';

/**
 * The form of the page once more, with what was typed and what is wrong with it. It has no captcha: who sees it runs no
 * scripts, or could not solve one, and what it sends is held until its sender releases it.
 */
export function renderRefusedForm(refused: RefusedForm): string {
  const { form, language } = refused;
  return String(
    contactForm({
      ...refused,
      form: form === 'default' ? undefined : form,
      strings: contactStrings[language],
      action: '/contact/messages',
    }),
  );
}
