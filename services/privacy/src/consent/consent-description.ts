import { yearsInWords, type LastingDescriptions } from '@foyer/service';

export function describeConsents(days: { usual: number; telephone: number }): LastingDescriptions {
  const { usual, telephone } = days;
  return {
    en: {
      title: 'Consents',
      category:
        'E-mail address or telephone number (encrypted), what was agreed to, in which words, when and how, and when it was withdrawn',
      purpose: 'Proving that a consent was given, and keeping to its withdrawal',
      legalBasis: 'Art. 6(1)(c) with Art. 7(1) GDPR: whoever relies on a consent must prove it',
      retention: `Deleted ${yearsInWords(usual, 'en')} after the consent was withdrawn or last used; ${yearsInWords(telephone, 'en')} where it is for advertising by telephone.`,
      keptAfterErasure:
        'They prove that the consents were given and are not used any more: all of them are withdrawn now (Art. 7(1), 17(3)(e) GDPR)',
    },
    nl: {
      title: 'Toestemmingen',
      category:
        'E-mailadres of telefoonnummer (versleuteld), waarmee is ingestemd, in welke woorden, wanneer en hoe, en wanneer het is ingetrokken',
      purpose: 'Aantonen dat er toestemming is gegeven, en de intrekking naleven',
      legalBasis:
        'art. 6 lid 1 onder c met art. 7 lid 1 AVG: wie zich op toestemming beroept, moet die aantonen',
      retention: `Gewist ${yearsInWords(usual, 'nl')} nadat de toestemming is ingetrokken of voor het laatst is gebruikt; ${yearsInWords(telephone, 'nl')} waar het om reclame per telefoon gaat.`,
      keptAfterErasure:
        'Ze bewijzen dat de toestemmingen zijn gegeven en niet meer worden gebruikt: ze zijn nu allemaal ingetrokken (art. 7 lid 1, art. 17 lid 3 onder e AVG)',
    },
    de: {
      title: 'Einwilligungen',
      category:
        'E-Mail-Adresse oder Telefonnummer (verschlüsselt), worin eingewilligt wurde, mit welchen Worten, wann und wie, und wann es widerrufen wurde',
      purpose: 'Belegen, dass eingewilligt wurde, und den Widerruf einhalten',
      legalBasis:
        'Art. 6 Abs. 1 lit. c mit Art. 7 Abs. 1 DSGVO: wer sich auf eine Einwilligung stützt, muss sie belegen',
      retention: `Gelöscht ${yearsInWords(usual, 'de')}, nachdem die Einwilligung widerrufen oder zuletzt genutzt wurde; ${yearsInWords(telephone, 'de')}, wo es um Werbung am Telefon geht.`,
      keptAfterErasure:
        'Sie beweisen, dass die Einwilligungen gegeben wurden und nicht mehr benutzt werden: alle sind jetzt widerrufen (Art. 7 Abs. 1, Art. 17 Abs. 3 lit. e DSGVO)',
    },
    fr: {
      title: 'Consentements',
      category:
        'Adresse e-mail ou numéro de téléphone (chiffrés), ce qui a été accepté, en quels termes, quand et comment, et quand cela a été retiré',
      purpose: 'Prouver qu’un consentement a été donné, et respecter son retrait',
      legalBasis:
        'art. 6, par. 1, point c, avec art. 7, par. 1, du RGPD : qui s’appuie sur un consentement doit le prouver',
      retention: `Supprimé ${yearsInWords(usual, 'fr')} après le retrait ou le dernier usage du consentement ; ${yearsInWords(telephone, 'fr')} s’il s’agit de publicité par téléphone.`,
      keptAfterErasure:
        'Ils prouvent que les consentements ont été donnés et ne sont plus utilisés : tous sont retirés à présent (art. 7, par. 1, et art. 17, par. 3, point e, du RGPD)',
    },
  };
}
