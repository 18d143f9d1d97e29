import type { InboxStrings } from '../inbox-strings.ts';

export const de: InboxStrings = {
  reference: (reference) => `Ihr Zeichen: ${reference}. Sie können einfach auf diese E-Mail antworten.`,
  footer: (deletedOn) =>
    deletedOn === undefined
      ? 'Sie erhalten diese E-Mail, weil Sie uns geschrieben haben. Was Sie uns geschickt haben, bewahren wir auf, um es zu beantworten, und für nichts anderes.'
      : `Sie erhalten diese E-Mail, weil Sie uns geschrieben haben. Was Sie uns geschickt haben und unsere Antworten bewahren wir auf, um Ihr Anliegen zu bearbeiten, und für nichts anderes; spätestens am ${deletedOn} löschen wir beides.`,
};
