import type { ContactStrings } from './strings.ts';

/** Our own words for a bad field, because the server's detail is in English; its codes are the same in every language. Empty for a field that is none of the form's. */
export function fieldSentence(strings: ContactStrings, pointer: string, code: string): string {
  if (code === 'too_long') return strings.tooLong;
  if (code === 'email_or_phone_required') return strings.reachMissing;
  const isMissing = code === 'required' || code === 'too_short';
  switch (pointer) {
    case '/name':
      return isMissing ? strings.nameMissing : strings.wrong;
    case '/email':
      return strings.emailWrong;
    case '/phone':
      return strings.phoneWrong;
    case '/topic':
      return strings.topicMissing;
    case '/message':
      return isMissing ? strings.messageMissing : strings.wrong;
    default:
      return '';
  }
}
