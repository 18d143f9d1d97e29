import { inWords, type HoldingDescriptions } from '@foyer/service';

const legalBasis = {
  en: 'Art. 6(1)(b) GDPR: steps at your request; otherwise Art. 6(1)(f): answering',
  nl: 'art. 6 lid 1 onder b AVG: stappen op uw verzoek; anders art. 6 lid 1 onder f: antwoorden',
  de: 'Art. 6 Abs. 1 lit. b DSGVO: Schritte auf Ihre Anfrage; sonst Art. 6 Abs. 1 lit. f: antworten',
  fr: 'art. 6, par. 1, point b, du RGPD : démarches à votre demande ; sinon art. 6, par. 1, point f : répondre',
};

export function describeItems(latestDays: number): HoldingDescriptions {
  return {
    en: {
      title: 'Lines in our list of messages',
      category:
        'Name, topic and beginning of a message or callback, its words for searching, and who worked on it when',
      purpose: 'Showing our staff what is to be answered, by whom, and what became of it',
      legalBasis: legalBasis.en,
      retention: `Deleted in the same moment as the message or callback it belongs to; where that is gone, after ${inWords(latestDays, 'day', 'en')} at the latest.`,
    },
    nl: {
      title: 'Regels in onze lijst van berichten',
      category:
        'Naam, onderwerp en begin van een bericht of terugbelverzoek, de woorden om het te vinden, en wie er wanneer aan werkte',
      purpose: 'Onze medewerkers tonen wat er te beantwoorden is, door wie, en wat ervan werd',
      legalBasis: legalBasis.nl,
      retention: `Gewist op hetzelfde moment als het bericht of terugbelverzoek waar het bij hoort; is dat er niet meer, dan uiterlijk na ${inWords(latestDays, 'day', 'nl')}.`,
    },
    de: {
      title: 'Zeilen in unserer Nachrichtenliste',
      category:
        'Name, Thema und Anfang einer Nachricht oder Rückrufbitte, ihre Wörter zum Suchen, und wer wann daran arbeitete',
      purpose: 'Unseren Mitarbeitenden zeigen, was von wem zu beantworten ist und was daraus wurde',
      legalBasis: legalBasis.de,
      retention: `Gelöscht im selben Augenblick wie die Nachricht oder Rückrufbitte, zu der es gehört; gibt es sie nicht mehr, spätestens ${inWords(latestDays, 'day', 'de')} nach dem Eingang.`,
    },
    fr: {
      title: 'Lignes de notre liste de messages',
      category:
        'Nom, sujet et début d’un message ou d’une demande de rappel, ses mots pour la recherche, et qui y a travaillé et quand',
      purpose: 'Montrer à notre personnel ce qui attend une réponse, de qui, et ce qu’il en est advenu',
      legalBasis: legalBasis.fr,
      retention: `Supprimé au même moment que le message ou la demande de rappel correspondante ; si elle n’existe plus, après ${inWords(latestDays, 'day', 'fr')} au plus tard.`,
    },
  };
}

export function describeCorrespondence(latestDays: number): HoldingDescriptions {
  return {
    en: {
      title: 'Replies and notes',
      category: 'Replies to the visitor, and notes of staff about a message or callback',
      purpose: 'Answering the visitor, and knowing what was answered',
      legalBasis: legalBasis.en,
      retention: `Deleted with the message or callback it belongs to; where that is gone, after ${inWords(latestDays, 'day', 'en')} at the latest.`,
    },
    nl: {
      title: 'Antwoorden en notities',
      category: 'Antwoorden aan de bezoeker, en notities van medewerkers over een bericht of terugbelverzoek',
      purpose: 'De bezoeker antwoorden, en weten wat er is geantwoord',
      legalBasis: legalBasis.nl,
      retention: `Gewist met het bericht of terugbelverzoek waar het bij hoort; is dat er niet meer, dan uiterlijk na ${inWords(latestDays, 'day', 'nl')}.`,
    },
    de: {
      title: 'Antworten und Notizen',
      category:
        'Antworten an die Person, und Notizen der Mitarbeitenden zu einer Nachricht oder Rückrufbitte',
      purpose: 'Der Person antworten und wissen, was geantwortet wurde',
      legalBasis: legalBasis.de,
      retention: `Gelöscht mit der Nachricht oder Rückrufbitte, zu der es gehört; gibt es sie nicht mehr, spätestens ${inWords(latestDays, 'day', 'de')} nach dem Eingang.`,
    },
    fr: {
      title: 'Réponses et notes',
      category: 'Réponses au visiteur, et notes du personnel sur un message ou une demande de rappel',
      purpose: 'Répondre au visiteur, et savoir ce qui a été répondu',
      legalBasis: legalBasis.fr,
      retention: `Supprimé avec le message ou la demande de rappel correspondante ; si elle n’existe plus, après ${inWords(latestDays, 'day', 'fr')} au plus tard.`,
    },
  };
}
