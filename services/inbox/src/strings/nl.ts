import type { InboxStrings } from '../inbox-strings.ts';

export const nl: InboxStrings = {
  reference: (reference) => `Uw kenmerk: ${reference}. U kunt deze e-mail gewoon beantwoorden.`,
  footer: (deletedOn) =>
    deletedOn === undefined
      ? 'U ontvangt deze e-mail omdat u ons hebt geschreven. Wat u ons hebt gestuurd, bewaren wij om het te beantwoorden en voor niets anders.'
      : `U ontvangt deze e-mail omdat u ons hebt geschreven. Wat u ons hebt gestuurd en onze antwoorden bewaren wij om uw vraag af te handelen en voor niets anders, en wij verwijderen ze uiterlijk op ${deletedOn}.`,
};
