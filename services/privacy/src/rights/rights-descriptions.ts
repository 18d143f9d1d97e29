import { inWords, yearsInWords, type HoldingDescriptions, type LastingDescriptions } from '@foyer/service';

export function describeRequests(days: number): LastingDescriptions {
  return {
    en: {
      title: 'Requests about one’s own data',
      category: 'Requests for one’s own data: what was asked for, when, and what was answered',
      purpose: 'Answering data subjects in time, and proving that it was done',
      legalBasis: 'Art. 6(1)(c) with Art. 5(2) and 12(3) GDPR: accountability',
      retention: `The address is forgotten when the request is answered; the rest is deleted ${yearsInWords(days, 'en')} later.`,
      keptAfterErasure: 'It proves that the request was answered (Art. 5(2) GDPR)',
    },
    nl: {
      title: 'Verzoeken over eigen gegevens',
      category: 'Verzoeken over eigen gegevens: wat er is gevraagd, wanneer, en wat er is geantwoord',
      purpose: 'Mensen op tijd antwoorden, en aantonen dat dat is gebeurd',
      legalBasis: 'art. 6 lid 1 onder c met art. 5 lid 2 en art. 12 lid 3 AVG: verantwoording',
      retention: `Het adres wordt vergeten zodra het verzoek is beantwoord; de rest wordt ${yearsInWords(days, 'nl')} later gewist.`,
      keptAfterErasure: 'Het bewijst dat het verzoek is beantwoord (art. 5 lid 2 AVG)',
    },
    de: {
      title: 'Anfragen zu eigenen Daten',
      category: 'Anfragen zu eigenen Daten: was gefragt wurde, wann, und was geantwortet wurde',
      purpose: 'Rechtzeitig antworten und belegen, dass es geschehen ist',
      legalBasis: 'Art. 6 Abs. 1 lit. c mit Art. 5 Abs. 2 und Art. 12 Abs. 3 DSGVO: Rechenschaft',
      retention: `Die Adresse wird vergessen, sobald die Anfrage beantwortet ist; der Rest wird ${yearsInWords(days, 'de')} später gelöscht.`,
      keptAfterErasure: 'Es beweist, dass der Antrag beantwortet wurde (Art. 5 Abs. 2 DSGVO)',
    },
    fr: {
      title: 'Demandes sur ses propres données',
      category: 'Demandes sur ses propres données : ce qui a été demandé, quand, et ce qui a été répondu',
      purpose: 'Répondre à temps, et prouver que cela a été fait',
      legalBasis:
        'art. 6, par. 1, point c, avec art. 5, par. 2, et art. 12, par. 3, du RGPD : responsabilité',
      retention: `L’adresse est oubliée dès que la demande a reçu sa réponse ; le reste est supprimé ${yearsInWords(days, 'fr')} plus tard.`,
      keptAfterErasure: 'Elle prouve qu’il a été répondu à la demande (art. 5, par. 2, du RGPD)',
    },
  };
}

export function describeLinkRequests(days: number): HoldingDescriptions {
  return {
    en: {
      title: 'Links to one’s own data',
      category: 'E-mail address (encrypted), hashes of links',
      purpose: 'Showing people their own data, and only theirs',
      legalBasis: 'Art. 6(1)(c) with Art. 12(6) GDPR: making sure who asks',
      retention: `Deleted ${inWords(days, 'day', 'en')} after it was asked for; never in a backup.`,
    },
    nl: {
      title: 'Links naar eigen gegevens',
      category: 'E-mailadres (versleuteld), controlegetallen van links',
      purpose: 'Mensen hun eigen gegevens tonen, en alleen die',
      legalBasis: 'art. 6 lid 1 onder c met art. 12 lid 6 AVG: zeker weten wie het vraagt',
      retention: `Gewist ${inWords(days, 'day', 'nl')} nadat erom is gevraagd; nooit in een back-up.`,
    },
    de: {
      title: 'Links zu eigenen Daten',
      category: 'E-Mail-Adresse (verschlüsselt), Prüfwerte von Links',
      purpose: 'Menschen ihre eigenen Daten zeigen, und nur diese',
      legalBasis: 'Art. 6 Abs. 1 lit. c mit Art. 12 Abs. 6 DSGVO: sichergehen, wer fragt',
      retention: `Gelöscht ${inWords(days, 'day', 'de')}, nachdem darum gebeten wurde; nie in einer Sicherungskopie.`,
    },
    fr: {
      title: 'Liens vers ses propres données',
      category: 'Adresse e-mail (chiffrée), empreintes de liens',
      purpose: 'Montrer à chacun ses propres données, et elles seules',
      legalBasis: 'art. 6, par. 1, point c, avec art. 12, par. 6, du RGPD : s’assurer de qui demande',
      retention: `Supprimé ${inWords(days, 'day', 'fr')} après la demande ; jamais dans une sauvegarde.`,
    },
  };
}
