import type { Language } from '@foyer/kit/language';

export interface RetentionStrings {
  title: string;
  lede: string;
  provedAt: (moment: string) => string;
  notYet: string;
  kind: string;
  promise: string;
  oldest: string;
  none: string;
  kept: string;
  broken: string;
  state: string;
  proof: string;
  days: (count: number) => string;
  age: (days: number, hours: number) => string;
  /** By the name of the holding; a new one is shown by its name until somebody gives it words. */
  kinds: Readonly<Record<string, string>>;
}

export const retentionStrings: Record<Language, RetentionStrings> = {
  en: {
    title: 'What we delete, and whether we do',
    lede: 'For each kind of data: how long it is kept, and how old the oldest record really is. Every day made-up records are put in, and everything is searched for them once their time is over.',
    provedAt: (moment) => `Last looked at ${moment}.`,
    notYet: 'Nobody has looked yet.',
    kind: 'Data',
    promise: 'Kept for',
    oldest: 'Oldest record',
    none: 'none',
    kept: 'kept',
    broken: 'broken',
    state: 'Promise',
    proof: 'A record that is held back by law or restricted at its owner’s request is not counted.',
    days: (count) => (count === 1 ? 'one day' : `${count} days`),
    age: (days, hours) => `${days} d ${hours} h`,
    kinds: {
      'contact.messages': 'Messages, from their closing',
      'contact.sent_mails': 'To whom we wrote, as digests',
      'contact.submission_keys': 'Repetitions of a message, as digests',
      'callback.requests': 'Callback requests, from the last call',
      'callback.recipients': 'To whom we wrote about calls, as digests',
      'inbox.items': 'The staff’s list',
      'inbox.correspondence': 'Replies and notes',
      'captcha.address_counters': 'Keys of address counters',
      'privacy.consents': 'Proof of consents',
      'privacy.suppression': 'Objections, as digests',
      'privacy.holds': 'Reasons to keep longer',
      'privacy.requests': 'Requests about one’s own data',
    },
  },
  de: {
    title: 'Was wir löschen, und ob wir es tun',
    lede: 'Für jede Art von Daten: wie lange sie bleibt und wie alt der älteste Eintrag wirklich ist. Jeden Tag kommen erfundene Einträge hinzu, und überall wird nach ihnen gesucht, sobald ihre Zeit vorbei ist.',
    provedAt: (moment) => `Zuletzt geprüft ${moment}.`,
    notYet: 'Noch nicht geprüft.',
    kind: 'Daten',
    promise: 'Frist',
    oldest: 'Ältester Eintrag',
    none: 'keiner',
    kept: 'gehalten',
    broken: 'gebrochen',
    state: 'Versprechen',
    proof: 'Nicht gezählt wird, was ein Gesetz zurückhält oder auf Wunsch der Person eingeschränkt ist.',
    days: (count) => (count === 1 ? 'ein Tag' : `${count} Tage`),
    age: (days, hours) => `${days} T ${hours} Std`,
    kinds: {
      'contact.messages': 'Nachrichten, ab ihrem Abschluss',
      'contact.sent_mails': 'Wem wir schrieben, als Prüfwerte',
      'contact.submission_keys': 'Wiederholungen einer Nachricht, als Prüfwerte',
      'callback.requests': 'Rückrufbitten, ab dem letzten Anruf',
      'callback.recipients': 'Wem wir zu Anrufen schrieben, als Prüfwerte',
      'inbox.items': 'Die Liste der Mitarbeiter',
      'inbox.correspondence': 'Antworten und Notizen',
      'captcha.address_counters': 'Schlüssel der Adresszähler',
      'privacy.consents': 'Nachweise von Einwilligungen',
      'privacy.suppression': 'Widersprüche, als Prüfwerte',
      'privacy.holds': 'Gründe für längeres Aufbewahren',
      'privacy.requests': 'Anfragen zu eigenen Daten',
    },
  },
  nl: {
    title: 'Wat wij verwijderen, en of we het doen',
    lede: 'Voor elk soort gegevens: hoe lang het blijft en hoe oud het oudste werkelijk is. Elke dag komen er verzonnen gegevens bij, en overal wordt ernaar gezocht zodra hun tijd om is.',
    provedAt: (moment) => `Laatst gecontroleerd ${moment}.`,
    notYet: 'Nog niet gecontroleerd.',
    kind: 'Gegevens',
    promise: 'Termijn',
    oldest: 'Oudste',
    none: 'geen',
    kept: 'gehouden',
    broken: 'gebroken',
    state: 'Belofte',
    proof: 'Wat een wet tegenhoudt of op verzoek van de persoon beperkt is, telt niet mee.',
    days: (count) => (count === 1 ? 'één dag' : `${count} dagen`),
    age: (days, hours) => `${days} d ${hours} u`,
    kinds: {
      'contact.messages': 'Berichten, vanaf hun afsluiting',
      'contact.sent_mails': 'Aan wie wij schreven, als controlegetal',
      'contact.submission_keys': 'Herhalingen van een bericht, als controlegetal',
      'callback.requests': 'Terugbelverzoeken, vanaf het laatste gesprek',
      'callback.recipients': 'Aan wie wij over gesprekken schreven, als controlegetal',
      'inbox.items': 'De lijst van de medewerkers',
      'inbox.correspondence': 'Antwoorden en notities',
      'captcha.address_counters': 'Sleutels van adrestellers',
      'privacy.consents': 'Bewijs van toestemmingen',
      'privacy.suppression': 'Bezwaren, als controlegetal',
      'privacy.holds': 'Redenen om langer te bewaren',
      'privacy.requests': 'Verzoeken over eigen gegevens',
    },
  },
  fr: {
    title: 'Ce que nous supprimons, et si nous le faisons',
    lede: 'Pour chaque type de données : sa durée, et l’âge réel de la plus ancienne. Chaque jour, des données fictives sont ajoutées, puis recherchées partout une fois leur délai passé.',
    provedAt: (moment) => `Dernier contrôle : ${moment}.`,
    notYet: 'Pas encore contrôlé.',
    kind: 'Données',
    promise: 'Durée',
    oldest: 'La plus ancienne',
    none: 'aucune',
    kept: 'tenue',
    broken: 'rompue',
    state: 'Promesse',
    proof: 'Ce qu’une loi retient, ou qui est limité à la demande de la personne, n’est pas compté.',
    days: (count) => (count === 1 ? 'un jour' : `${count} jours`),
    age: (days, hours) => `${days} j ${hours} h`,
    kinds: {
      'contact.messages': 'Messages, depuis leur clôture',
      'contact.sent_mails': 'À qui nous avons écrit (empreintes)',
      'contact.submission_keys': 'Répétitions d’un message (empreintes)',
      'callback.requests': 'Demandes de rappel, depuis le dernier appel',
      'callback.recipients': 'À qui nous avons écrit au sujet d’appels (empreintes)',
      'inbox.items': 'La liste du personnel',
      'inbox.correspondence': 'Réponses et notes',
      'captcha.address_counters': 'Clés des compteurs d’adresses',
      'privacy.consents': 'Preuves de consentement',
      'privacy.suppression': 'Oppositions (empreintes)',
      'privacy.holds': 'Raisons de conserver plus longtemps',
      'privacy.requests': 'Demandes sur ses propres données',
    },
  },
};
