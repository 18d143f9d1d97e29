import type { InboxStrings } from '../inbox-strings.ts';

export const fr: InboxStrings = {
  reference: (reference) => `Votre référence : ${reference}. Vous pouvez simplement répondre à cet e-mail.`,
  footer: (deletedOn) =>
    deletedOn === undefined
      ? 'Vous recevez cet e-mail parce que vous nous avez écrit. Nous conservons ce que vous nous avez envoyé pour y répondre, et pour rien d’autre.'
      : `Vous recevez cet e-mail parce que vous nous avez écrit. Nous conservons ce que vous nous avez envoyé et nos réponses pour traiter votre demande, et pour rien d’autre, et nous les supprimons au plus tard le ${deletedOn}.`,
};
