import { inWords, type HoldingDescriptions, type LastingDescriptions } from '@foyer/service';

/** What stands below the form, and what the purge does. */
export function describeRequests(periods: { retentionDays: number; retryDays: number }): HoldingDescriptions {
  const { retentionDays: after, retryDays } = periods;
  const latest = retryDays + after;
  return {
    en: {
      title: 'Calls that were asked for',
      category:
        'What is entered in the form: name, telephone number, time of the call, e-mail address and message where given; and attempts to call',
      purpose: 'Calling back those who ask for it, and nothing else',
      legalBasis: 'Art. 6(1)(b) GDPR: steps at your request',
      retention: `Deleted ${inWords(after, 'day', 'en')} after our last attempt to call, or after the chosen time when there was none; ${inWords(latest, 'day', 'en')} after that time at the latest.`,
    },
    nl: {
      title: 'Gevraagde terugbelafspraken',
      category:
        'Wat in het formulier is ingevuld: naam, telefoonnummer, tijd van het gesprek, e-mailadres en bericht als die zijn gegeven; en pogingen om te bellen',
      purpose: 'Terugbellen wie daarom vraagt, en nergens anders voor',
      legalBasis: 'art. 6 lid 1 onder b AVG: stappen op uw verzoek',
      retention: `Gewist ${inWords(after, 'day', 'nl')} na onze laatste poging om te bellen, of na het gekozen tijdstip als er geen was; uiterlijk ${inWords(latest, 'day', 'nl')} na dat tijdstip.`,
    },
    de: {
      title: 'Gewünschte Rückrufe',
      category:
        'Was in das Formular eingetragen ist: Name, Telefonnummer, Zeit des Anrufs, E-Mail-Adresse und Nachricht, soweit angegeben; und Versuche anzurufen',
      purpose: 'Die zurückrufen, die darum bitten, und nichts anderes',
      legalBasis: 'Art. 6 Abs. 1 lit. b DSGVO: Schritte auf Ihre Anfrage',
      retention: `Gelöscht ${inWords(after, 'day', 'de')} nach unserem letzten Versuch anzurufen, oder nach der gewählten Zeit, wenn es keinen gab; spätestens ${inWords(latest, 'day', 'de')} nach dieser Zeit.`,
    },
    fr: {
      title: 'Rappels demandés',
      category:
        'Ce qui est saisi dans le formulaire : nom, numéro de téléphone, heure de l’appel, adresse e-mail et message s’ils sont donnés ; et les tentatives d’appel',
      purpose: 'Rappeler ceux qui le demandent, et rien d’autre',
      legalBasis: 'art. 6, par. 1, point b, du RGPD : démarches à votre demande',
      retention: `Supprimé ${inWords(after, 'day', 'fr')} après notre dernière tentative d’appel, ou après l’heure choisie s’il n’y en a pas eu ; au plus tard ${inWords(latest, 'day', 'fr')} après cette heure.`,
    },
  };
}

export function describeRecipients(hours: number): LastingDescriptions {
  return {
    en: {
      title: 'To whom we wrote about calls, as digests',
      category: 'Keyed digest of an e-mail address, with the time of a mail to it',
      purpose: 'Keeping strangers from flooding an address through our form',
      legalBasis: 'Art. 6(1)(f) GDPR: protecting the owners of addresses',
      retention: `Deleted ${inWords(hours, 'hour', 'en')} after the mail; never in a backup.`,
      keptAfterErasure: 'It keeps strangers from flooding this very address with mail',
    },
    nl: {
      title: 'Aan wie wij over gesprekken schreven, als controlegetal',
      category: 'Controlegetal van een e-mailadres, onder een sleutel, met de tijd van een mail daaraan',
      purpose: 'Voorkomen dat vreemden een adres via ons formulier overspoelen',
      legalBasis: 'art. 6 lid 1 onder f AVG: de eigenaars van adressen beschermen',
      retention: `Gewist ${inWords(hours, 'hour', 'nl')} na de mail; nooit in een back-up.`,
      keptAfterErasure: 'Het voorkomt dat vreemden juist dit adres met mail overspoelen',
    },
    de: {
      title: 'Wem wir zu Anrufen schrieben, als Prüfwerte',
      category: 'Prüfwert einer E-Mail-Adresse unter einem Schlüssel, mit der Zeit einer E-Mail dorthin',
      purpose: 'Verhindern, dass Fremde eine Adresse über unser Formular überfluten',
      legalBasis: 'Art. 6 Abs. 1 lit. f DSGVO: die Inhaber von Adressen schützen',
      retention: `Gelöscht ${inWords(hours, 'hour', 'de')} nach der E-Mail; nie in einer Sicherungskopie.`,
      keptAfterErasure: 'Er verhindert, dass Fremde gerade diese Adresse mit Mails überfluten',
    },
    fr: {
      title: 'À qui nous avons écrit au sujet d’appels (empreintes)',
      category: 'Empreinte à clé d’une adresse e-mail, avec l’heure d’un e-mail envoyé à celle-ci',
      purpose: 'Empêcher des inconnus d’inonder une adresse par notre formulaire',
      legalBasis: 'art. 6, par. 1, point f, du RGPD : protéger les titulaires d’adresses',
      retention: `Supprimé ${inWords(hours, 'hour', 'fr')} après l’e-mail ; jamais dans une sauvegarde.`,
      keptAfterErasure: 'Elle empêche des inconnus d’inonder précisément cette adresse de messages',
    },
  };
}
