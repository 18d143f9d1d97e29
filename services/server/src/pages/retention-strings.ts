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
  age: (days: number, hours: number) => string;
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
    age: (days, hours) => `${days} d ${hours} h`,
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
    age: (days, hours) => `${days} T ${hours} Std`,
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
    age: (days, hours) => `${days} d ${hours} u`,
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
    age: (days, hours) => `${days} j ${hours} h`,
  },
};
