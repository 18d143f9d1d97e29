import type { ContactStrings } from '../contact-strings.ts';

export const de: ContactStrings = {
  ofToday: (date) => `Eine Nachricht von heute: spätestens am ${date}.`,
  age: 'Ich bin 16 Jahre oder älter. (Was Sie oben ankreuzen, gilt nur zusammen damit.)',
  reference: 'Vorgangsnummer',
  topic: 'Thema',
  name: 'Name',
  email: 'E-Mail',
  phone: 'Telefon',
  received: 'Eingegangen',
  deletedOn: 'Gelöscht',
  atTheLatest: (date) => `spätestens am ${date}`,
  notify: {
    title: 'Neue Nachricht',
    preview: (topic) => `Jemand hat über das Kontaktformular geschrieben: ${topic}`,
    language: 'Sprache',
    languageNames: { en: 'Englisch', nl: 'Niederländisch', de: 'Deutsch', fr: 'Französisch' },
    held: 'War zurückgehalten',
    heldReason: {
      no_captcha: 'ohne gelöstes Captcha gesendet',
      honeypot: 'verstecktes Feld ausgefüllt',
      fast: 'sehr schnell gesendet',
      links: 'viele Links im Text',
    },
    message: 'Nachricht',
    reply: 'Antworten Sie auf diese E-Mail, um zu antworten.',
    noReply: 'Es wurde keine E-Mail-Adresse hinterlassen; bitte rufen Sie zurück.',
    footer: (date) =>
      `Diese E-Mail enthält personenbezogene Daten. Nutzen Sie sie nur für die Antwort und löschen Sie sie spätestens am ${date}, dem zugesagten Tag.`,
  },
  acknowledge: {
    subject: (reference) => `Wir haben Ihre Nachricht (${reference})`,
    title: 'Ihre Nachricht ist angekommen',
    preview: 'Danke, dass Sie uns geschrieben haben. Wir antworten, so bald wir können.',
    lede: 'Danke, dass Sie uns geschrieben haben. Jemand von uns liest Ihre Nachricht und antwortet Ihnen, so bald wir können.',
    quote: 'Bitte nennen Sie die Vorgangsnummer, wenn Sie nachfragen.',
    footer:
      'Diese E-Mail geht einmalig an die Adresse, die in unser Kontaktformular eingetragen wurde. Wir speichern die Angaben von dort, um darauf zu antworten, und zu nichts anderem, bis zu dem oben genannten Tag. Waren Sie es nicht, hat sich jemand bei der Adresse vertippt: Sie müssen nichts tun.',
    privacy: 'So gehen wir mit Ihren Daten um',
  },
  confirm: {
    subject: 'Bitte geben Sie Ihre Nachricht frei',
    title: 'Noch ein Schritt',
    preview: 'Ihre Nachricht wartet darauf, dass Sie sie freigeben.',
    lede: 'In unserem Kontaktformular wurde mit dieser Adresse eine Nachricht hinterlassen. Die Sicherheitsprüfung des Formulars kam zu keinem klaren Ergebnis; deshalb wartet die Nachricht, bis Sie sagen, dass sie von Ihnen ist.',
    button: 'Nachricht freigeben',
    until: (date) => `Der Link gilt bis zum ${date}. Das Öffnen ändert nichts; auf der Seite ist ein Knopf.`,
    link: 'Falls der Knopf nichts tut, öffnen Sie diese Adresse:',
    notYou: 'Waren Sie es nicht? Dann tun Sie nichts: Die Nachricht bleibt liegen und wird gelöscht.',
    footer:
      'Diese E-Mail geht einmalig an die Adresse, die in unser Kontaktformular eingetragen wurde. Wir speichern die Angaben von dort, um darauf zu antworten, und zu nichts anderem.',
  },
  openReport: {
    title: (count) =>
      count === 1 ? 'Eine Nachricht ist noch offen' : `${count} Nachrichten sind noch offen`,
    lede: 'Diese Nachrichten schließen sich in wenigen Tagen selbst, weil niemand sie geschlossen hat. Von da an läuft die Frist, nach der sie gelöscht werden.',
    line: (received, closes, deleted) => `eingegangen ${received}, schließt ${closes}, gelöscht ${deleted}`,
    answer: 'Beantworten Sie sie, oder schließen Sie sie am Empfang.',
    footer: 'Diese E-Mail nennt nur Vorgangsnummern.',
  },
  heldReport: {
    title: (count) =>
      count === 1 ? 'Eine Nachricht ist zurückgehalten' : `${count} Nachrichten sind zurückgehalten`,
    lede: 'Die Sicherheitsprüfung des Kontaktformulars kam bei diesen Nachrichten des letzten Tages zu keinem klaren Ergebnis. Wo eine E-Mail-Adresse angegeben ist, wurde um Freigabe gebeten; bitte sehen Sie sich die anderen an.',
    answer: 'Eine Nachricht geben Sie frei mit: npm run foyer -- contact:release --reference FO-…',
    footer:
      'Diese E-Mail nennt nur Vorgangsnummern. Was nie freigegeben wird, wird an dem zugesagten Tag gelöscht.',
  },
  pages: {
    receivedTitle: 'Danke, Ihre Nachricht ist angekommen.',
    receivedText: 'Wir antworten Ihnen, so bald wir können.',
    receivedMail: 'Eine Bestätigung ist an Ihre E-Mail-Adresse unterwegs.',
    heldTitle: 'Noch ein Schritt',
    heldMail: (days) =>
      `Ihre Nachricht liegt bei uns und wartet darauf, dass Sie sie freigeben. Bitte öffnen Sie den Link in der E-Mail, die wir Ihnen senden; er gilt ${days} Tage.`,
    heldMailHint:
      'Nach einigen Minuten keine E-Mail? Bitte sehen Sie im Spam-Ordner nach, oder rufen Sie uns an und nennen Sie die Vorgangsnummer.',
    heldStaffTitle: 'Ihre Nachricht liegt bei uns.',
    heldStaff:
      'Die Sicherheitsprüfung des Formulars kam zu keinem klaren Ergebnis; deshalb sieht sich zuerst jemand von uns die Nachricht an. Sie müssen nichts tun.',
    confirmTitle: 'Ihre Nachricht freigeben?',
    confirmText:
      'Ihre Nachricht wartet bei uns. Drücken Sie den Knopf, und sie geht zu denen, die sie beantworten.',
    confirmButton: 'Nachricht freigeben',
    releasedTitle: 'Danke, Ihre Nachricht ist unterwegs.',
    releasedText: 'Sie ist freigegeben und geht zu denen, die sie beantworten. Sie müssen nichts weiter tun.',
    unknownTitle: 'Dieser Link gilt nicht mehr',
    unknownText:
      'Er ist zu alt oder unvollständig, oder die Nachricht wurde gelöscht. Bitte schreiben Sie uns noch einmal.',
    refusedTitle: 'Es wurde noch nichts gesendet',
    refusedText: 'Bitte prüfen Sie:',
    refusedBack: 'Gehen Sie im Browser zurück: Ihr Text steht noch im Formular.',
    refusedCaptcha: 'Die Sicherheitsprüfung ist abgelaufen.',
    refusedReload: 'Bitte gehen Sie zurück, laden Sie die Seite neu und senden Sie noch einmal.',
    refusedAgain: 'Ihr Text steht noch da: Bitte senden Sie ihn noch einmal.',
  },
  wrong: {
    name: 'Bitte nennen Sie Ihren Namen, mit höchstens 200 Zeichen.',
    email: 'Das ist keine vollständige E-Mail-Adresse. Beispiel: name@example.com',
    phone: 'Das ist keine vollständige Telefonnummer. Beispiel: +49 30 1234567',
    topic: 'Bitte wählen Sie ein Thema.',
    message: 'Bitte schreiben Sie Ihre Nachricht, mit höchstens 10.000 Zeichen.',
    reach: 'Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an; eines genügt.',
    consent:
      'Worin Sie einwilligen können, hat sich inzwischen geändert. Bitte sehen Sie sich die Kästchen noch einmal an.',
    other: 'Das Formular wurde unvollständig gesendet. Bitte laden Sie die Seite neu.',
  },
};
