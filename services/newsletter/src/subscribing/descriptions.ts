import { inWords, type HoldingDescriptions } from '@foyer/service';
import { importDays, leftDays, pendingDays } from './retention-days.ts';

export function describeSubscribers(): HoldingDescriptions {
  return {
    en: {
      title: 'Subscriptions to the newsletter',
      category: 'E-mail address, name, salutation, language and the topics that were chosen',
      purpose: 'Sending the newsletter with the right words to those who asked for it',
      legalBasis: 'Art. 6(1)(a) GDPR: your consent, which you may withdraw at any time',
      retention: `Kept until you unsubscribe, and deleted ${inWords(leftDays, 'day', 'en')} later.`,
    },
    nl: {
      title: 'Abonnementen op de nieuwsbrief',
      category: 'E-mailadres, naam, aanhef, taal en de gekozen onderwerpen',
      purpose: 'De nieuwsbrief met de juiste woorden sturen aan wie erom heeft gevraagd',
      legalBasis: 'art. 6 lid 1 onder a AVG: uw toestemming, die u altijd kunt intrekken',
      retention: `Bewaard tot u zich afmeldt, en ${inWords(leftDays, 'day', 'nl')} later gewist.`,
    },
    de: {
      title: 'Abonnements des Newsletters',
      category: 'E-Mail-Adresse, Name, Anrede, Sprache und die gewählten Themen',
      purpose: 'Den Newsletter mit den richtigen Worten an die senden, die darum gebeten haben',
      legalBasis: 'Art. 6 Abs. 1 lit. a DSGVO: Ihre Einwilligung, die Sie jederzeit widerrufen können',
      retention: `Aufbewahrt, bis Sie sich abmelden, und ${inWords(leftDays, 'day', 'de')} später gelöscht.`,
    },
    fr: {
      title: 'Abonnements à la lettre d’information',
      category: 'Adresse e-mail, nom, civilité, langue et thèmes choisis',
      purpose: 'Envoyer la lettre d’information, avec les bons mots, à ceux qui l’ont demandée',
      legalBasis:
        'art. 6, par. 1, point a, du RGPD : votre consentement, que vous pouvez retirer à tout moment',
      retention: `Conservé jusqu’à votre désinscription, puis supprimé ${inWords(leftDays, 'day', 'fr')} plus tard.`,
    },
  };
}

export function describePending(): HoldingDescriptions {
  return {
    en: {
      title: 'Sign-ups to the newsletter that nobody has confirmed',
      category: 'What is entered in the form, and keyed digests of the address',
      purpose: 'Asking the owner of the address whether they want the newsletter, and not too often',
      legalBasis:
        'Art. 6(1)(b) GDPR: steps at your request; otherwise Art. 6(1)(f): protecting the owners of addresses',
      retention: `A sign-up that is not confirmed is deleted after ${inWords(pendingDays, 'day', 'en')}.`,
    },
    nl: {
      title: 'Aanmeldingen voor de nieuwsbrief die niemand heeft bevestigd',
      category: 'Wat in het formulier is ingevuld, en controlegetallen van het adres onder een sleutel',
      purpose: 'De eigenaar van het adres vragen of die de nieuwsbrief wil, en niet te vaak',
      legalBasis:
        'art. 6 lid 1 onder b AVG: stappen op uw verzoek; anders art. 6 lid 1 onder f: de eigenaars van adressen beschermen',
      retention: `Een aanmelding die niet wordt bevestigd, wordt na ${inWords(pendingDays, 'day', 'nl')} gewist.`,
    },
    de: {
      title: 'Anmeldungen zum Newsletter, die niemand bestätigt hat',
      category: 'Was in das Formular eingetragen ist, und Prüfwerte der Adresse unter einem Schlüssel',
      purpose: 'Fragen, ob der Inhaber der Adresse den Newsletter will, und das nicht zu oft',
      legalBasis:
        'Art. 6 Abs. 1 lit. b DSGVO: Schritte auf Ihre Anfrage; sonst Art. 6 Abs. 1 lit. f: die Inhaber von Adressen schützen',
      retention: `Eine Anmeldung, die niemand bestätigt, wird gelöscht, wenn sie ${inWords(pendingDays, 'day', 'de')} alt ist.`,
    },
    fr: {
      title: 'Inscriptions à la lettre d’information que personne n’a confirmées',
      category: 'Ce qui est saisi dans le formulaire, et des empreintes à clé de l’adresse',
      purpose: 'Demander au titulaire de l’adresse s’il veut la lettre d’information, sans insister',
      legalBasis:
        'art. 6, par. 1, point b, du RGPD : démarches à votre demande ; sinon art. 6, par. 1, point f : protéger les titulaires d’adresses',
      retention: `Une inscription qui n’est pas confirmée est supprimée après ${inWords(pendingDays, 'day', 'fr')}.`,
    },
  };
}

export function describeImports(): HoldingDescriptions {
  return {
    en: {
      title: 'Lists of subscribers that were taken over',
      category: 'The list until it is read, and a report with numbers of lines',
      purpose: 'Taking over who subscribed in another program, and saying what became of each line',
      legalBasis: 'Art. 6(1)(a) GDPR: the consent that the list brings with it',
      retention: `The list is deleted when it is read, the report after ${inWords(importDays, 'day', 'en')}.`,
    },
    nl: {
      title: 'Overgenomen lijsten van abonnees',
      category: 'De lijst tot ze is gelezen, en een verslag met regelnummers',
      purpose:
        'Overnemen wie zich in een ander programma heeft aangemeld, en zeggen wat er van elke regel werd',
      legalBasis: 'art. 6 lid 1 onder a AVG: de toestemming die de lijst meebrengt',
      retention: `De lijst wordt gewist zodra ze is gelezen, het verslag na ${inWords(importDays, 'day', 'nl')}.`,
    },
    de: {
      title: 'Übernommene Listen von Abonnenten',
      category: 'Die Liste, bis sie gelesen ist, und ein Bericht mit Zeilennummern',
      purpose:
        'Übernehmen, wer in einem anderen Programm abonniert hat, und sagen, was aus jeder Zeile wurde',
      legalBasis: 'Art. 6 Abs. 1 lit. a DSGVO: die Einwilligung, die die Liste mitbringt',
      retention: `Die Liste wird gelöscht, wenn sie gelesen ist, der Bericht, wenn er ${inWords(importDays, 'day', 'de')} alt ist.`,
    },
    fr: {
      title: 'Listes d’abonnés reprises',
      category: 'La liste jusqu’à sa lecture, et un rapport avec des numéros de ligne',
      purpose: 'Reprendre les abonnés d’un autre programme, et dire ce que chaque ligne est devenue',
      legalBasis: 'art. 6, par. 1, point a, du RGPD : le consentement que la liste apporte',
      retention: `La liste est supprimée dès sa lecture, le rapport après ${inWords(importDays, 'day', 'fr')}.`,
    },
  };
}
