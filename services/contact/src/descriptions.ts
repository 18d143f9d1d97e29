import { inWords, type HoldingDescriptions, type LastingDescriptions } from '@foyer/service';

/** Messages, with the periods of one form: what stands below it, and what the purge does. */
export function describeMessages(form: {
  retentionDays: number;
  autoCloseDays: number;
}): HoldingDescriptions {
  const closed = form.retentionDays;
  const latest = form.autoCloseDays + form.retentionDays;
  return {
    en: {
      title: 'Messages',
      category: 'What is entered in the form: name, e-mail address or telephone number, topic and message',
      purpose: 'Answering those who write to us, and nothing else',
      legalBasis: 'Art. 6(1)(b) GDPR: steps at your request; otherwise Art. 6(1)(f): answering',
      retention: `Deleted ${inWords(closed, 'day', 'en')} after the message has been dealt with, and ${inWords(latest, 'day', 'en')} after it came in at the latest.`,
    },
    nl: {
      title: 'Berichten',
      category: 'Wat in het formulier is ingevuld: naam, e-mailadres of telefoonnummer, onderwerp en bericht',
      purpose: 'Antwoorden aan wie ons schrijft, en nergens anders voor',
      legalBasis: 'art. 6 lid 1 onder b AVG: stappen op uw verzoek; anders art. 6 lid 1 onder f: antwoorden',
      retention: `Gewist ${inWords(closed, 'day', 'nl')} nadat het bericht is afgehandeld, en uiterlijk ${inWords(latest, 'day', 'nl')} nadat het is binnengekomen.`,
    },
    de: {
      title: 'Nachrichten',
      category:
        'Was in das Formular eingetragen ist: Name, E-Mail-Adresse oder Telefonnummer, Thema und Nachricht',
      purpose: 'Denen antworten, die uns schreiben, und nichts anderes',
      legalBasis:
        'Art. 6 Abs. 1 lit. b DSGVO: Schritte auf Ihre Anfrage; sonst Art. 6 Abs. 1 lit. f: antworten',
      retention: `Gelöscht ${inWords(closed, 'day', 'de')}, nachdem die Nachricht erledigt ist, und spätestens ${inWords(latest, 'day', 'de')}, nachdem sie eingegangen ist.`,
    },
    fr: {
      title: 'Messages',
      category:
        'Ce qui est saisi dans le formulaire : nom, adresse e-mail ou numéro de téléphone, sujet et message',
      purpose: 'Répondre à ceux qui nous écrivent, et rien d’autre',
      legalBasis:
        'art. 6, par. 1, point b, du RGPD : démarches à votre demande ; sinon art. 6, par. 1, point f : répondre',
      retention: `Supprimé ${inWords(closed, 'day', 'fr')} après le traitement du message, et au plus tard ${inWords(latest, 'day', 'fr')} après son arrivée.`,
    },
  };
}

export function describeSentMails(hours: number): LastingDescriptions {
  return {
    en: {
      title: 'To whom we wrote, as digests',
      category: 'Keyed digest of an e-mail address, with the time of a mail to it',
      purpose: 'Keeping strangers from flooding an address through our form',
      legalBasis: 'Art. 6(1)(f) GDPR: protecting the owners of addresses',
      retention: `Deleted ${inWords(hours, 'hour', 'en')} after the mail; never in a backup.`,
      keptAfterErasure: 'It keeps strangers from flooding this very address with mail',
    },
    nl: {
      title: 'Aan wie wij schreven, als controlegetal',
      category: 'Controlegetal van een e-mailadres, onder een sleutel, met de tijd van een mail daaraan',
      purpose: 'Voorkomen dat vreemden een adres via ons formulier overspoelen',
      legalBasis: 'art. 6 lid 1 onder f AVG: de eigenaars van adressen beschermen',
      retention: `Gewist ${inWords(hours, 'hour', 'nl')} na de mail; nooit in een back-up.`,
      keptAfterErasure: 'Het voorkomt dat vreemden juist dit adres met mail overspoelen',
    },
    de: {
      title: 'Wem wir schrieben, als Prüfwerte',
      category: 'Prüfwert einer E-Mail-Adresse unter einem Schlüssel, mit der Zeit einer E-Mail dorthin',
      purpose: 'Verhindern, dass Fremde eine Adresse über unser Formular überfluten',
      legalBasis: 'Art. 6 Abs. 1 lit. f DSGVO: die Inhaber von Adressen schützen',
      retention: `Gelöscht ${inWords(hours, 'hour', 'de')} nach der E-Mail; nie in einer Sicherungskopie.`,
      keptAfterErasure: 'Er verhindert, dass Fremde gerade diese Adresse mit Mails überfluten',
    },
    fr: {
      title: 'À qui nous avons écrit (empreintes)',
      category: 'Empreinte à clé d’une adresse e-mail, avec l’heure d’un e-mail envoyé à celle-ci',
      purpose: 'Empêcher des inconnus d’inonder une adresse par notre formulaire',
      legalBasis: 'art. 6, par. 1, point f, du RGPD : protéger les titulaires d’adresses',
      retention: `Supprimé ${inWords(hours, 'hour', 'fr')} après l’e-mail ; jamais dans une sauvegarde.`,
      keptAfterErasure: 'Elle empêche des inconnus d’inonder précisément cette adresse de messages',
    },
  };
}

export function describeSubmissionKeys(days: number): HoldingDescriptions {
  return {
    en: {
      title: 'Repetitions of a message, as digests',
      category: 'Keyed digests of a message and of the key it was sent under',
      purpose: 'Storing a message once that a visitor sends again because no answer came',
      legalBasis: 'Art. 6(1)(f) GDPR: keeping nothing twice',
      retention: `Deleted after ${inWords(days, 'day', 'en')}, and earlier with the message; never in a backup.`,
    },
    nl: {
      title: 'Herhalingen van een bericht, als controlegetal',
      category: 'Controlegetallen van een bericht en van de sleutel waaronder het is verstuurd',
      purpose: 'Een bericht één keer bewaren dat iemand nog eens stuurt omdat er geen antwoord kwam',
      legalBasis: 'art. 6 lid 1 onder f AVG: niets dubbel bewaren',
      retention: `Gewist na ${inWords(days, 'day', 'nl')}, en eerder samen met het bericht; nooit in een back-up.`,
    },
    de: {
      title: 'Wiederholungen einer Nachricht, als Prüfwerte',
      category: 'Prüfwerte einer Nachricht und des Schlüssels, unter dem sie gesendet wurde',
      purpose: 'Eine Nachricht einmal speichern, die jemand noch einmal sendet, weil keine Antwort kam',
      legalBasis: 'Art. 6 Abs. 1 lit. f DSGVO: nichts doppelt aufbewahren',
      retention: `Gelöscht ${inWords(days, 'day', 'de')} danach, und früher zusammen mit der Nachricht; nie in einer Sicherungskopie.`,
    },
    fr: {
      title: 'Répétitions d’un message (empreintes)',
      category: 'Empreintes à clé d’un message et de la clé sous laquelle il a été envoyé',
      purpose: 'N’enregistrer qu’une fois un message renvoyé faute de réponse',
      legalBasis: 'art. 6, par. 1, point f, du RGPD : ne rien conserver en double',
      retention: `Supprimé après ${inWords(days, 'day', 'fr')}, et plus tôt avec le message ; jamais dans une sauvegarde.`,
    },
  };
}
