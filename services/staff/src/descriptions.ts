import { inWords, type HoldingDescriptions, type LastingDescriptions } from '@foyer/service';

export function describeAccounts(periods: { days: number; invitationDays: number }): LastingDescriptions {
  const { days, invitationDays } = periods;
  return {
    en: {
      title: 'Accounts of staff',
      category: 'Name, e-mail address and roles of staff; hashes and keys that they sign in with',
      purpose: 'Letting those in, and only those, who need the data for their work',
      legalBasis:
        'Art. 6(1)(b) GDPR: the employment contract; Art. 6(1)(c) with Art. 32: security of processing',
      retention: `Deleted ${inWords(days, 'day', 'en')} after the account was disabled; invitations at their end, after ${inWords(invitationDays, 'day', 'en')} at most.`,
      keptAfterErasure: 'It is in use or restricted; once disabled and free it can be erased at once',
    },
    nl: {
      title: 'Accounts van medewerkers',
      category: 'Naam, e-mailadres en rollen van medewerkers; controlegetallen en sleutels om aan te melden',
      purpose: 'Alleen binnenlaten wie de gegevens voor het werk nodig heeft',
      legalBasis:
        'art. 6 lid 1 onder b AVG: de arbeidsovereenkomst; art. 6 lid 1 onder c met art. 32: beveiliging van de verwerking',
      retention: `Gewist ${inWords(days, 'day', 'nl')} nadat het account is uitgeschakeld; uitnodigingen als ze aflopen, na hoogstens ${inWords(invitationDays, 'day', 'nl')}.`,
      keptAfterErasure:
        'Het is in gebruik of beperkt; eenmaal uitgeschakeld en vrij kan het direct worden gewist',
    },
    de: {
      title: 'Konten der Mitarbeitenden',
      category: 'Name, E-Mail-Adresse und Rollen der Mitarbeitenden; Prüfwerte und Schlüssel zum Anmelden',
      purpose: 'Nur die hereinlassen, die die Daten für ihre Arbeit brauchen',
      legalBasis:
        'Art. 6 Abs. 1 lit. b DSGVO: der Arbeitsvertrag; Art. 6 Abs. 1 lit. c mit Art. 32: Sicherheit der Verarbeitung',
      retention: `Gelöscht ${inWords(days, 'day', 'de')}, nachdem das Konto abgeschaltet wurde; Einladungen mit ihrem Ende, höchstens ${inWords(invitationDays, 'day', 'de')} nach dem Versand.`,
      keptAfterErasure:
        'Es wird benutzt oder ist eingeschränkt; abgeschaltet und frei kann es sofort gelöscht werden',
    },
    fr: {
      title: 'Comptes du personnel',
      category: 'Nom, adresse e-mail et rôles du personnel ; empreintes et clés de connexion',
      purpose: 'Ne laisser entrer que ceux qui ont besoin des données pour leur travail',
      legalBasis:
        'art. 6, par. 1, point b, du RGPD : le contrat de travail ; art. 6, par. 1, point c, avec art. 32 : sécurité du traitement',
      retention: `Supprimé ${inWords(days, 'day', 'fr')} après la désactivation du compte ; les invitations à leur fin, après ${inWords(invitationDays, 'day', 'fr')} au plus.`,
      keptAfterErasure:
        'Il est utilisé ou limité ; une fois désactivé et libre, il peut être effacé aussitôt',
    },
  };
}

export function describeSessions(lifetimes: {
  idleHours: number;
  absoluteDays: number;
}): HoldingDescriptions {
  const { idleHours, absoluteDays } = lifetimes;
  return {
    en: {
      title: 'Where staff are signed in',
      category: 'Hash of a cookie, browser and system in words, times of the first and the last request',
      purpose: 'Keeping staff signed in, and letting them see and end where they are',
      legalBasis: 'Art. 6(1)(c) GDPR with Art. 32: security of processing',
      retention: `Deleted after ${inWords(idleHours, 'hour', 'en')} without a request, after ${inWords(absoluteDays, 'day', 'en')}, or when signed out; never in a backup.`,
    },
    nl: {
      title: 'Waar medewerkers zijn aangemeld',
      category:
        'Controlegetal van een cookie, browser en systeem in woorden, tijd van het eerste en het laatste verzoek',
      purpose: 'Medewerkers aangemeld houden, en ze laten zien en beëindigen waar ze dat zijn',
      legalBasis: 'art. 6 lid 1 onder c AVG met art. 32: beveiliging van de verwerking',
      retention: `Gewist na ${inWords(idleHours, 'hour', 'nl')} zonder verzoek, na ${inWords(absoluteDays, 'day', 'nl')}, of bij het afmelden; nooit in een back-up.`,
    },
    de: {
      title: 'Wo Mitarbeitende angemeldet sind',
      category:
        'Prüfwert eines Cookies, Browser und System in Worten, Zeit der ersten und der letzten Anfrage',
      purpose: 'Mitarbeitende angemeldet halten und sie sehen und beenden lassen, wo sie es sind',
      legalBasis: 'Art. 6 Abs. 1 lit. c DSGVO mit Art. 32: Sicherheit der Verarbeitung',
      retention: `Gelöscht ${inWords(idleHours, 'hour', 'de')} nach der letzten Anfrage, spätestens ${inWords(absoluteDays, 'day', 'de')} nach dem Anmelden, oder beim Abmelden; nie in einer Sicherungskopie.`,
    },
    fr: {
      title: 'Où le personnel est connecté',
      category:
        'Empreinte d’un cookie, navigateur et système en mots, heures de la première et de la dernière requête',
      purpose: 'Garder le personnel connecté, et lui permettre de voir et de fermer ses connexions',
      legalBasis: 'art. 6, par. 1, point c, du RGPD avec art. 32 : sécurité du traitement',
      retention: `Supprimé après ${inWords(idleHours, 'hour', 'fr')} sans requête, après ${inWords(absoluteDays, 'day', 'fr')}, ou à la déconnexion ; jamais dans une sauvegarde.`,
    },
  };
}

export function describeAudit(days: number): LastingDescriptions {
  return {
    en: {
      title: 'What staff did',
      category:
        'Which account of the staff saw, exported, changed or deleted which record, and when; ids only',
      purpose: 'Proving who had to do with personal data, and finding misuse',
      legalBasis: 'Art. 6(1)(c) GDPR with Art. 5(2) and 32: accountability and security of processing',
      retention: `After ${inWords(days, 'day', 'en')} an entry loses its content; a number without meaning stays in the chain.`,
      keptAfterErasure: 'It proves who saw and changed personal data (Art. 5(2) GDPR)',
    },
    nl: {
      title: 'Wat medewerkers deden',
      category:
        'Welk account van een medewerker welk gegeven zag, exporteerde, wijzigde of wiste, en wanneer; alleen kenmerken',
      purpose: 'Aantonen wie met persoonsgegevens te maken had, en misbruik vinden',
      legalBasis:
        'art. 6 lid 1 onder c AVG met art. 5 lid 2 en art. 32: verantwoording en beveiliging van de verwerking',
      retention: `Na ${inWords(days, 'day', 'nl')} verliest een regel zijn inhoud; een getal zonder betekenis blijft in de keten.`,
      keptAfterErasure: 'Het bewijst wie persoonsgegevens heeft gezien en gewijzigd (art. 5 lid 2 AVG)',
    },
    de: {
      title: 'Was Mitarbeitende taten',
      category:
        'Welches Konto der Mitarbeitenden welchen Eintrag wann sah, ausgab, änderte oder löschte; nur Kennungen',
      purpose: 'Belegen, wer mit personenbezogenen Daten zu tun hatte, und Missbrauch finden',
      legalBasis:
        'Art. 6 Abs. 1 lit. c DSGVO mit Art. 5 Abs. 2 und Art. 32: Rechenschaft und Sicherheit der Verarbeitung',
      retention: `${inWords(days, 'day', 'de')} danach verliert ein Eintrag seinen Inhalt; eine Zahl ohne Bedeutung bleibt in der Kette.`,
      keptAfterErasure:
        'Es beweist, wer personenbezogene Daten gesehen und geändert hat (Art. 5 Abs. 2 DSGVO)',
    },
    fr: {
      title: 'Ce que le personnel a fait',
      category:
        'Quel compte du personnel a vu, exporté, modifié ou supprimé quelle donnée, et quand ; identifiants seulement',
      purpose: 'Prouver qui a eu affaire à des données personnelles, et trouver les abus',
      legalBasis:
        'art. 6, par. 1, point c, du RGPD avec art. 5, par. 2, et art. 32 : responsabilité et sécurité du traitement',
      retention: `Après ${inWords(days, 'day', 'fr')}, une entrée perd son contenu ; un nombre sans signification reste dans la chaîne.`,
      keptAfterErasure: 'Il prouve qui a vu et modifié des données personnelles (art. 5, par. 2, du RGPD)',
    },
  };
}

export function describeAttempts(periods: { attemptHours: number; keyHours: number }): LastingDescriptions {
  const { attemptHours, keyHours } = periods;
  return {
    en: {
      title: 'Failed attempts to sign in, as digests',
      category: 'Keyed digest of the address that was typed and of the network it came from, with the time',
      purpose: 'Slowing down who guesses passwords',
      legalBasis: 'Art. 6(1)(f) GDPR: keeping strangers out of the data of visitors',
      retention: `Attempts: ${inWords(attemptHours, 'hour', 'en')}. Keys of their digests: ${inWords(keyHours, 'hour', 'en')}. Neither ever in a backup.`,
      keptAfterErasure: 'They keep strangers from guessing the password of this very address',
    },
    nl: {
      title: 'Mislukte aanmeldingen, als controlegetal',
      category:
        'Controlegetal van het ingevoerde adres en van het netwerk waar het vandaan kwam, met de tijd',
      purpose: 'Afremmen wie wachtwoorden raadt',
      legalBasis: 'art. 6 lid 1 onder f AVG: vreemden uit de gegevens van bezoekers houden',
      retention: `Pogingen: ${inWords(attemptHours, 'hour', 'nl')}. Sleutels van hun controlegetallen: ${inWords(keyHours, 'hour', 'nl')}. Geen van beide ooit in een back-up.`,
      keptAfterErasure: 'Ze voorkomen dat vreemden het wachtwoord van juist dit adres raden',
    },
    de: {
      title: 'Misslungene Anmeldungen, als Prüfwerte',
      category: 'Prüfwert der eingegebenen Adresse und des Netzes, aus dem sie kam, mit der Zeit',
      purpose: 'Bremsen, wer Passwörter errät',
      legalBasis: 'Art. 6 Abs. 1 lit. f DSGVO: Fremde von den Daten der Besucher fernhalten',
      retention: `Versuche: ${inWords(attemptHours, 'hour', 'de')}. Schlüssel ihrer Prüfwerte: ${inWords(keyHours, 'hour', 'de')}. Beides nie in einer Sicherungskopie.`,
      keptAfterErasure: 'Sie verhindern, dass Fremde das Passwort gerade dieser Adresse erraten',
    },
    fr: {
      title: 'Connexions échouées (empreintes)',
      category: 'Empreinte à clé de l’adresse saisie et du réseau d’où elle venait, avec l’heure',
      purpose: 'Ralentir ceux qui devinent des mots de passe',
      legalBasis: 'art. 6, par. 1, point f, du RGPD : tenir les inconnus à l’écart des données des visiteurs',
      retention: `Tentatives : ${inWords(attemptHours, 'hour', 'fr')}. Clés de leurs empreintes : ${inWords(keyHours, 'hour', 'fr')}. Ni les unes ni les autres dans une sauvegarde.`,
      keptAfterErasure: 'Elles empêchent des inconnus de deviner le mot de passe de cette adresse précise',
    },
  };
}
