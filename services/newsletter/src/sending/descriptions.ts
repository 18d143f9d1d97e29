import { inWords, type HoldingDescriptions } from '@foyer/service';

/** From the end of a campaign on: long enough for complaints and questions about it. */
export const deliveryKeptDays = 90;

export function describeDeliveries(): HoldingDescriptions {
  const days = deliveryKeptDays;
  return {
    en: {
      title: 'Newsletters that were sent',
      category: 'Which newsletter went to which subscriber, when, and what the mail server answered',
      purpose: 'Sending each newsletter once, and answering who got it',
      legalBasis: 'Art. 6(1)(a) GDPR: your consent to the newsletter',
      retention: `Deleted ${inWords(days, 'day', 'en')} after the newsletter was sent to all; then only numbers are left.`,
    },
    nl: {
      title: 'Verzonden nieuwsbrieven',
      category: 'Welke nieuwsbrief naar welke abonnee ging, wanneer, en wat de mailserver antwoordde',
      purpose: 'Elke nieuwsbrief één keer versturen, en kunnen zeggen wie hem kreeg',
      legalBasis: 'art. 6 lid 1 onder a AVG: uw toestemming voor de nieuwsbrief',
      retention: `Gewist ${inWords(days, 'day', 'nl')} nadat de nieuwsbrief aan iedereen is verstuurd; daarna blijven alleen aantallen over.`,
    },
    de: {
      title: 'Versandte Newsletter',
      category:
        'Welcher Newsletter wann an welche Abonnentin oder welchen Abonnenten ging, und die Antwort des Mailservers',
      purpose: 'Jeden Newsletter einmal versenden und sagen können, wer ihn bekam',
      legalBasis: 'Art. 6 Abs. 1 lit. a DSGVO: Ihre Einwilligung in den Newsletter',
      retention: `Gelöscht ${inWords(days, 'day', 'de')} nachdem der Newsletter an alle versandt ist; danach bleiben nur Anzahlen.`,
    },
    fr: {
      title: 'Lettres d’information envoyées',
      category: 'Quelle lettre est partie à quel abonné, quand, et ce que le serveur de messagerie a répondu',
      purpose: 'Envoyer chaque lettre une seule fois, et pouvoir dire qui l’a reçue',
      legalBasis: 'art. 6, par. 1, point a, du RGPD : votre consentement à la lettre d’information',
      retention: `Supprimé ${inWords(days, 'day', 'fr')} après l’envoi de la lettre à tous ; ensuite il ne reste que des nombres.`,
    },
  };
}
