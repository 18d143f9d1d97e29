import type { SubscribingStrings } from '../subscribing-strings.ts';

export const de: SubscribingStrings = {
  salutations: { mrs: 'Frau', mr: 'Herr', neutral: 'Keine Anrede' },
  fields: {
    name: 'Name',
    salutation: 'Anrede',
    language: 'Sprache',
    topics: 'Themen',
    email: 'E-Mail-Adresse',
  },
  languages: { en: 'Englisch', nl: 'Niederländisch', de: 'Deutsch', fr: 'Französisch' },
  mail: {
    footer: 'Sie erhalten diese E-Mail, weil jemand diese Adresse auf unserer Website eingegeben hat.',
    openingChangesNothing: 'Das Öffnen der Seite ändert noch nichts; darauf ist ein Knopf.',
    confirm: {
      subject: (company) => `Bitte bestätigen: Newsletter von ${company}`,
      title: 'Noch ein Schritt zum Newsletter',
      lede: (company) =>
        `Jemand hat diese Adresse eingegeben, um den Newsletter von ${company} zu erhalten. Wenn Sie das waren, bestätigen Sie es bitte.`,
      button: 'Zur Bestätigung',
      until: (date) =>
        `Der Link funktioniert bis zum ${date}. Ohne Bestätigung ist bis dahin alles gelöscht.`,
      notYou: 'Wenn Sie es nicht waren, ist nichts zu tun: Es kommt kein Newsletter und keine Erinnerung.',
    },
    wayOut: {
      subject: (company) => `Abmeldung vom Newsletter von ${company}`,
      title: 'Vom Newsletter abmelden',
      lede: (company) =>
        `Jemand hat auf unserer Website darum gebeten, diese Adresse vom Newsletter von ${company} zu nehmen.`,
      button: 'Abmelden',
      notYou: 'Wenn Sie es nicht waren, ist nichts zu tun: Ihr Abonnement bleibt, wie es ist.',
    },
  },
  signedUp: {
    title: 'Bitte sehen Sie in Ihr Postfach',
    text: 'Wir haben eine E-Mail an die eingegebene Adresse gesendet. Der Newsletter kommt erst, wenn Sie den Knopf hinter ihrem Link drücken.',
    hint: (date) =>
      `Nichts da? Sehen Sie auch unter den unerwünschten E-Mails nach. Ohne Ihre Bestätigung wird alles am ${date} gelöscht.`,
  },
  refused: {
    title: 'Es fehlt noch etwas',
    text: 'Bitte sehen Sie sich diese Punkte an:',
    captcha: 'Die Prüfung, dass Sie kein Programm sind, ist nicht abgeschlossen.',
    back: 'Bitte gehen Sie eine Seite zurück: Was Sie geschrieben haben, ist noch da.',
    again: 'Bitte senden Sie das Formular noch einmal.',
  },
  wrong: {
    email: 'Bitte geben Sie eine E-Mail-Adresse ein, etwa name@example.com.',
    name: 'Bitte geben Sie Ihren Namen ein.',
    salutation: 'Bitte wählen Sie eine Anrede.',
    consent: 'Bitte kreuzen Sie Ihre Einwilligung an; ihr Wortlaut kann sich geändert haben.',
    topic: 'Bitte wählen Sie mindestens ein Thema.',
    age: 'Bitte kreuzen Sie an, dass Sie 16 oder älter sind.',
    other: 'Ein Feld ist nicht so, wie es sein soll.',
  },
  confirm: {
    title: 'Möchten Sie den Newsletter?',
    text: 'Drücken Sie den Knopf, und er kommt an die Adresse, an die wir den Link gesendet haben.',
    topics: 'Sie haben gewählt:',
    button: 'Ja, abonnieren',
  },
  confirmed: {
    title: 'Sie haben den Newsletter abonniert',
    text: 'Der Newsletter kommt von jetzt an zu Ihnen. Am Fuß jeder Ausgabe steht ein Link zum Abmelden.',
    again: 'Dieser Link wurde schon benutzt: Ihre Anmeldung wurde damit bestätigt.',
    preferences: 'Themen wählen, pausieren oder abmelden',
  },
  unknown: {
    title: 'Dieser Link funktioniert nicht',
    text: 'Er ist zu alt, oder er wurde nicht ganz kopiert.',
    again: 'Mit Ihrer Adresse abmelden',
  },
  leave: {
    title: 'Vom Newsletter abmelden?',
    text: 'Drücken Sie den Knopf, und es kommt kein Newsletter mehr.',
    button: 'Abmelden',
    reason: 'Warum gehen Sie?',
    optional: 'Sie müssen es nicht sagen.',
    reasons: {
      too_many: 'Er kommt zu oft',
      not_relevant: 'Er handelt nicht von dem, was ich brauche',
      never_wanted: 'Ich habe nie darum gebeten',
      other: 'Etwas anderes',
    },
    fewer: 'Lieber Themen wählen oder pausieren',
  },
  left: {
    title: 'Sie sind abgemeldet',
    text: 'An diese Adresse kommt kein Newsletter mehr.',
    back: 'Das war ein Versehen: zurückkommen',
    send: 'Senden',
  },
  ask: {
    title: 'Vom Newsletter abmelden',
    text: 'Geben Sie Ihre Adresse ein, und wir senden Ihnen eine E-Mail mit einem Link zum Abmelden.',
    hint: 'Die Adresse, an die der Newsletter kommt.',
    button: 'Link senden',
    captcha:
      'Die Prüfung, dass Sie kein Programm sind, ist nicht abgeschlossen. Bitte versuchen Sie es noch einmal.',
  },
  asked: {
    title: 'Bitte sehen Sie in Ihr Postfach',
    text: 'Wenn der Newsletter an diese Adresse kommt, ist eine E-Mail mit einem Link zum Abmelden unterwegs.',
  },
  preferences: {
    title: 'Ihr Newsletter',
    text: (email) => `Das sind die Einstellungen von ${email}.`,
    saved: 'Ihre Änderungen sind gespeichert.',
    refused: 'Das wurde nicht gespeichert: Bitte geben Sie Ihren Namen ein.',
    save: 'Speichern',
    topicsHint: 'Ohne ein Thema sind Sie abgemeldet.',
    pause: 'Pausieren',
    pauseText: 'Eine Weile kommt kein Newsletter, danach geht es von selbst weiter.',
    pauseHowLong: 'Wie lange',
    paused: (date) => `Pausiert bis zum ${date}.`,
    resume: 'Jetzt weiter',
    leave: 'Abmelden',
    leaveText: 'Es kommt kein Newsletter mehr.',
    leftTitle: 'Sie sind abgemeldet',
    leftText: (date) =>
      `Was wir für den Newsletter von Ihnen wissen, wird am ${date} gelöscht. Bis dahin können Sie zurückkommen:`,
    age: 'Ich bin 16 oder älter.',
    rejoin: 'Wieder abonnieren',
    data: 'Alles, was wir von Ihnen aufbewahren',
    dataText: 'Alles ansehen, berichtigen, mitnehmen oder löschen, was wir von Ihnen aufbewahren',
  },
};
