import { controlOf, type WrongField } from '@foyer/kit';
import type { ContactStrings } from './strings.ts';

/** What can be said before asking the server, in the order of the form. The server judges again and alone decides. */
export function wrongFields(form: HTMLFormElement, strings: ContactStrings): WrongField[] {
  const wrong: WrongField[] = [];
  const value = (name: string): string => controlOf(form, name)?.value.trim() ?? '';
  const check = (name: string, isWrong: boolean, text: string): void => {
    const control = controlOf(form, name);
    if (control && isWrong) wrong.push({ control, text });
  };
  const isReachable = value('email') !== '' || value('phone') !== '';

  check('name', value('name') === '', strings.nameMissing);
  check('email', !isReachable, strings.reachMissing);
  check('email', controlOf(form, 'email')?.validity.typeMismatch === true, strings.emailWrong);
  check('phone', value('phone') !== '' && value('phone').replace(/\D/g, '').length < 5, strings.phoneWrong);
  check('topic', value('topic') === '', strings.topicMissing);
  check('message', value('message') === '', strings.messageMissing);
  return wrong;
}
