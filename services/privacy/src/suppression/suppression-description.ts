import { yearsInWords, type LastingDescriptions } from '@foyer/service';

export function describeSuppression(days: { usual: number; doNotCall: number }): LastingDescriptions {
  const { usual, doNotCall } = days;
  return {
    en: {
      title: 'Objections, as digests',
      category: 'Keyed digest of an e-mail address or telephone number, with what it is not to be used for',
      purpose: 'Not writing to and not calling those who do not want it',
      legalBasis: 'Art. 6(1)(c) with Art. 21(3) GDPR: an objection must be kept to',
      retention: `Deleted after ${yearsInWords(usual, 'en')} (after ${yearsInWords(doNotCall, 'en')} when it was said to an agent on the telephone), or when the owner wants to be written to or called again.`,
      keptAfterErasure:
        'Its owner wants no more advertising or calls, and only the digest lets us keep to that (Art. 21(3) GDPR)',
    },
    nl: {
      title: 'Bezwaren, als controlegetal',
      category:
        'Controlegetal van een e-mailadres of telefoonnummer, onder een sleutel, met waarvoor het niet wordt gebruikt',
      purpose: 'Niet schrijven aan en niet bellen wie dat niet wil',
      legalBasis: 'art. 6 lid 1 onder c met art. 21 lid 3 AVG: een bezwaar moet worden nageleefd',
      retention: `Gewist na ${yearsInWords(usual, 'nl')} (na ${yearsInWords(doNotCall, 'nl')} als het aan de telefoon is gezegd), of zodra de eigenaar weer post of gesprekken wil.`,
      keptAfterErasure:
        'De eigenaar wil geen reclame of telefoontjes meer, en alleen met het controlegetal kunnen wij ons daaraan houden (art. 21 lid 3 AVG)',
    },
    de: {
      title: 'Widersprüche, als Prüfwerte',
      category:
        'Prüfwert einer E-Mail-Adresse oder Telefonnummer unter einem Schlüssel, mit dem, wozu sie nicht genutzt wird',
      purpose: 'Denen nicht schreiben und die nicht anrufen, die das nicht wollen',
      legalBasis: 'Art. 6 Abs. 1 lit. c mit Art. 21 Abs. 3 DSGVO: ein Widerspruch muss eingehalten werden',
      retention: `Gelöscht ${yearsInWords(usual, 'de')} nach dem Widerspruch (${yearsInWords(doNotCall, 'de')}, wenn er am Telefon gesagt wurde), oder sobald die Person wieder Post oder Anrufe möchte.`,
      keptAfterErasure:
        'Wem sie gehört, will keine Werbung oder Anrufe mehr, und nur der Prüfwert lässt uns das einhalten (Art. 21 Abs. 3 DSGVO)',
    },
    fr: {
      title: 'Oppositions (empreintes)',
      category:
        'Empreinte à clé d’une adresse e-mail ou d’un numéro de téléphone, avec ce pour quoi il ne doit pas servir',
      purpose: 'Ne pas écrire à ceux qui ne le veulent pas, ni les appeler',
      legalBasis:
        'art. 6, par. 1, point c, avec art. 21, par. 3, du RGPD : une opposition doit être respectée',
      retention: `Supprimé après ${yearsInWords(usual, 'fr')} (après ${yearsInWords(doNotCall, 'fr')} si elle a été dite au téléphone), ou dès que la personne veut de nouveau des messages ou des appels.`,
      keptAfterErasure:
        'Son titulaire ne veut plus de publicité ni d’appels, et seule l’empreinte nous permet de le respecter (art. 21, par. 3, du RGPD)',
    },
  };
}
