import { inWords, type HoldingDescriptions } from '@foyer/service';

/** Long enough to tell a mailbox that is full for a while from one that nobody empties any more. */
export const returnedKeptDays = 180;

export function describeReturns(): HoldingDescriptions {
  const days = returnedKeptDays;
  return {
    en: {
      title: 'Newsletters that came back',
      category:
        'Which newsletter to which subscriber could not be delivered or was called spam, and what the mail server said about it',
      purpose: 'Not writing to mailboxes that are gone or to people who do not want it',
      legalBasis: 'Art. 6(1)(f) GDPR: keeping a list clean, as mail providers ask for',
      retention: `Deleted ${inWords(days, 'day', 'en')} after the mail came back.`,
    },
    nl: {
      title: 'Teruggekomen nieuwsbrieven',
      category:
        'Welke nieuwsbrief aan welke abonnee niet kon worden bezorgd of als spam is gemeld, en wat de mailserver daarover zei',
      purpose: 'Niet schrijven aan mailboxen die er niet meer zijn of aan mensen die het niet willen',
      legalBasis: 'art. 6 lid 1 onder f AVG: een lijst schoonhouden, zoals mailproviders vragen',
      retention: `Gewist ${inWords(days, 'day', 'nl')} nadat de mail is teruggekomen.`,
    },
    de: {
      title: 'Zurückgekommene Newsletter',
      category:
        'Welcher Newsletter an welche Abonnentin oder welchen Abonnenten nicht zugestellt werden konnte oder als Spam gemeldet wurde, und was der Mailserver dazu sagte',
      purpose: 'Nicht an Postfächer schreiben, die es nicht mehr gibt, oder an Menschen, die es nicht wollen',
      legalBasis: 'Art. 6 Abs. 1 lit. f DSGVO: eine Liste sauber halten, wie es Mailanbieter verlangen',
      retention: `Gelöscht ${inWords(days, 'day', 'de')} nachdem die Mail zurückkam.`,
    },
    fr: {
      title: 'Lettres d’information revenues',
      category:
        'Quelle lettre à quel abonné n’a pas pu être remise ou a été signalée comme indésirable, et ce que le serveur de messagerie en a dit',
      purpose: 'Ne pas écrire à des boîtes qui n’existent plus ni à des personnes qui ne le veulent pas',
      legalBasis:
        'art. 6, par. 1, point f, du RGPD : tenir une liste propre, comme le demandent les fournisseurs',
      retention: `Supprimé ${inWords(days, 'day', 'fr')} après le retour du courriel.`,
    },
  };
}
