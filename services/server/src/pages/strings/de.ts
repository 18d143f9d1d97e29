import type { PageStrings } from '../page-strings.ts';

export const de: PageStrings = {
  skip: 'Zum Inhalt springen',
  back: 'Zur Startseite',
  fictional: 'Nordlicht Systems gibt es nicht. Diese Seite zeigt Foyer bei der Arbeit.',
  problemTitle: 'Das hat nicht geklappt',
  problemList: 'Bitte prüfen Sie',
  problemBack: 'Gehen Sie im Browser zurück: Ihr Text steht noch im Formular.',
  requestId: 'Nummer dieser Anfrage',
  languageLabel: 'Sprache',
  navLabel: 'Hauptmenü',
  navContact: 'Kontakt',
  navPromises: 'Unsere Zusagen',
  navCallback: 'Rückruf',
  navNewsletter: 'Newsletter',
  privacy: 'Datenschutzerklärung',
  myData: 'Ihre Daten bei uns',
  eyebrow: 'Netze, Server, Support',
  contact: {
    title: 'Kontakt',
    headline: 'Sprechen Sie mit denen, die Ihre Systeme betreiben.',
    lede: 'Wir kümmern uns um die Infrastruktur von vierhundert Unternehmen zwischen Rotterdam und Riga. Schreiben Sie uns: Ein Mensch liest es, und ein Mensch antwortet.',
    facts: [
      { title: 'Antwort', text: 'innerhalb eines Werktags' },
      { title: 'Telefon', text: '+49 40 66969 140' },
      { title: 'Standorte', text: 'Hamburg, Utrecht, Lille' },
    ],
    formTitle: 'Schreiben Sie uns',
    formText: 'Ein paar Zeilen genügen.',
  },
  callbackInvitation: 'Lieber angerufen werden?',
  callback: {
    title: 'Rückruf',
    headline: 'Wir rufen Sie an, wann es Ihnen passt.',
    lede: 'Wählen Sie eine Zeit, und dann klingelt das Telefon. Sie sehen die Zeiten auf Ihrer eigenen Uhr, wo Sie auch sind.',
    facts: [
      { title: 'Andere Pläne', text: 'Verlegen oder absagen über den Link in der E-Mail' },
      { title: 'Ihre Nummer', text: 'Für diesen Anruf, sonst für nichts' },
      { title: 'Gelöscht', text: '30 Tage nach unserem letzten Versuch' },
    ],
    formTitle: 'Um Rückruf bitten',
    formText: 'Es dauert eine Minute.',
  },
  newsletter: {
    title: 'Newsletter',
    headline: 'Neuigkeiten, die Sie jederzeit abstellen.',
    lede: 'Einmal im Monat, was sich bei Netzen und Sicherheit ändert, und sonst nichts. Sie wählen die Themen; der Ausgang steht in jeder E-Mail.',
    facts: [
      { title: 'Zweimal gefragt', text: 'Er kommt erst, wenn Sie ihn per E-Mail bestätigt haben' },
      { title: 'Unbeobachtet', text: 'Niemand zählt, ob Sie ihn öffnen' },
      { title: 'Ein Klick', text: 'Abmelden am Fuß jeder Ausgabe' },
    ],
    formTitle: 'Abonnieren',
    formText: 'Drei Felder, mehr nicht.',
  },
  promisesTitle: 'Ein Formular, das Wort hält',
  promises: [
    {
      title: 'Keine Rätsel für Menschen',
      text: 'Keine verzerrten Buchstaben, keine Ampeln. Während Sie tippen, rechnet Ihr Gerät ein wenig; das hält die Maschinen draußen.',
    },
    {
      title: 'Nichts zu akzeptieren',
      text: 'Keine Cookies, nichts in Ihrem Browser gespeichert, nichts von Dritten geladen. Deshalb gibt es auch kein Banner zum Wegklicken.',
    },
    {
      title: 'Gelöscht mit Datum',
      text: 'Vor dem Senden lesen Sie, was gespeichert wird, wozu und bis wann. An diesem Tag ist es weg, samt den Kopien der Mails.',
    },
  ],
  developersTitle: 'Für Entwickler',
  developersText:
    'Senden Sie eine Nachricht und sehen Sie nach, was ankommt: Jede Mail, die sonst verschickt würde, landet im Postausgang dieses Rechners.',
  apiLink: 'API-Referenz',
  openApiLink: 'OpenAPI-Dokument',
  outboxLink: 'Postausgang',
};
