import { yearsInWords, type HoldingDescriptions } from '@foyer/service';

export function describeConsents(days: { usual: number; telephone: number }): HoldingDescriptions {
  const { usual, telephone } = days;
  return {
    en: {
      title: 'Consents',
      category:
        'E-mail address or telephone number (encrypted), what was agreed to, in which words, when and how, and when it was withdrawn',
      purpose: 'Proving that a consent was given, and keeping to its withdrawal',
      legalBasis: 'Art. 6(1)(c) with Art. 7(1) GDPR: whoever relies on a consent must prove it',
      retention: `Deleted ${yearsInWords(usual, 'en')} after the consent was withdrawn or last used; ${yearsInWords(telephone, 'en')} where it is for advertising by telephone.`,
    },
    nl: {
      title: 'Toestemmingen',
      category:
        'E-mailadres of telefoonnummer (versleuteld), waarmee is ingestemd, in welke woorden, wanneer en hoe, en wanneer het is ingetrokken',
      purpose: 'Aantonen dat er toestemming is gegeven, en de intrekking naleven',
      legalBasis:
        'art. 6 lid 1 onder c met art. 7 lid 1 AVG: wie zich op toestemming beroept, moet die aantonen',
      retention: `Gewist ${yearsInWords(usual, 'nl')} nadat de toestemming is ingetrokken of voor het laatst is gebruikt; ${yearsInWords(telephone, 'nl')} waar het om reclame per telefoon gaat.`,
    },
    de: {
      title: 'Einwilligungen',
      category:
        'E-Mail-Adresse oder Telefonnummer (verschlüsselt), worin eingewilligt wurde, mit welchen Worten, wann und wie, und wann es widerrufen wurde',
      purpose: 'Belegen, dass eingewilligt wurde, und den Widerruf einhalten',
      legalBasis:
        'Art. 6 Abs. 1 lit. c mit Art. 7 Abs. 1 DSGVO: wer sich auf eine Einwilligung stützt, muss sie belegen',
      retention: `Gelöscht ${yearsInWords(usual, 'de')}, nachdem die Einwilligung widerrufen oder zuletzt genutzt wurde; ${yearsInWords(telephone, 'de')}, wo es um Werbung am Telefon geht.`,
    },
    fr: {
      title: 'Consentements',
      category:
        'Adresse e-mail ou numéro de téléphone (chiffrés), ce qui a été accepté, en quels termes, quand et comment, et quand cela a été retiré',
      purpose: 'Prouver qu’un consentement a été donné, et respecter son retrait',
      legalBasis:
        'art. 6, par. 1, point c, avec art. 7, par. 1, du RGPD : qui s’appuie sur un consentement doit le prouver',
      retention: `Supprimé ${yearsInWords(usual, 'fr')} après le retrait ou le dernier usage du consentement ; ${yearsInWords(telephone, 'fr')} s’il s’agit de publicité par téléphone.`,
    },
  };
}
