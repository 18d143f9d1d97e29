import { inWords, type HoldingDescriptions } from '@foyer/service';

export function describeAddressCounters(period: {
  counterHours: number;
  keyHours: number;
}): HoldingDescriptions {
  const { counterHours, keyHours } = period;
  return {
    en: {
      title: 'Counters by address',
      category: 'Keyed hash of the computer’s address, with a count of its requests',
      purpose: 'Choosing how hard the captcha’s puzzle is',
      legalBasis: 'Art. 6(1)(f) GDPR: keeping machines from flooding the forms',
      retention: `Counters: ${inWords(counterHours, 'hour', 'en')}. Their keys: ${inWords(keyHours, 'hour', 'en')}, and never in a backup.`,
    },
    nl: {
      title: 'Tellers per adres',
      category: 'Controlegetal van het adres van de computer, onder een sleutel, met het aantal verzoeken',
      purpose: 'Kiezen hoe moeilijk de puzzel van de captcha is',
      legalBasis: 'art. 6 lid 1 onder f AVG: voorkomen dat machines de formulieren overspoelen',
      retention: `Tellers: ${inWords(counterHours, 'hour', 'nl')}. Hun sleutels: ${inWords(keyHours, 'hour', 'nl')}, en nooit in een back-up.`,
    },
    de: {
      title: 'Zähler nach Adresse',
      category: 'Prüfwert der Adresse des Computers unter einem Schlüssel, mit der Zahl seiner Anfragen',
      purpose: 'Wählen, wie schwer das Rätsel des Captchas ist',
      legalBasis: 'Art. 6 Abs. 1 lit. f DSGVO: verhindern, dass Maschinen die Formulare überfluten',
      retention: `Zähler: ${inWords(counterHours, 'hour', 'de')}. Ihre Schlüssel: ${inWords(keyHours, 'hour', 'de')}, und nie in einer Sicherungskopie.`,
    },
    fr: {
      title: 'Compteurs par adresse',
      category: 'Empreinte à clé de l’adresse de l’ordinateur, avec le nombre de ses requêtes',
      purpose: 'Choisir la difficulté de l’énigme du captcha',
      legalBasis: 'art. 6, par. 1, point f, du RGPD : empêcher des machines d’inonder les formulaires',
      retention: `Compteurs : ${inWords(counterHours, 'hour', 'fr')}. Leurs clés : ${inWords(keyHours, 'hour', 'fr')}, et jamais dans une sauvegarde.`,
    },
  };
}
