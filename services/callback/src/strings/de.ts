import type { CallbackStrings } from '../callback-strings.ts';

export const de: CallbackStrings = {
  reference: 'Vorgangsnummer',
  day: 'Tag',
  time: 'Zeit',
  officeTime: 'Bei uns im Büro',
  zone: 'Zeitzone',
  asap: 'so bald wie möglich',
  deletedOn: 'Gelöscht',
  atTheLatest: (date) => `spätestens am ${date}`,
  mails: {
    release: {
      subject: () => 'Bitte geben Sie Ihren Rückrufwunsch frei',
      title: 'Noch ein Schritt',
      lede: 'In unserem Formular wurde mit dieser Adresse um einen Rückruf gebeten. Die Sicherheitsprüfung des Formulars ergab kein klares Bild; deshalb wartet der Wunsch, bis Sie sagen, dass er von Ihnen ist. Erst dann wird ein Platz dafür frei gehalten.',
    },
    booked: {
      subject: (reference) => `Wir rufen Sie an (${reference})`,
      title: 'Wir rufen Sie an',
      lede: 'Danke für Ihren Rückrufwunsch. Bitte halten Sie zu dieser Zeit Ihr Telefon bereit.',
    },
    moved: {
      subject: (reference) => `Neue Zeit für unseren Anruf (${reference})`,
      title: 'Ihr Rückruf wurde verlegt',
      lede: 'Wir rufen Sie zur neuen Zeit an. Die frühere gilt nicht mehr.',
    },
    reminder: {
      subject: (reference) => `Wir rufen Sie bald an (${reference})`,
      title: 'Wir rufen Sie bald an',
      lede: 'Wir erinnern Sie an unseren Anruf. Passt die Zeit nicht mehr, können Sie ihn verlegen, bis er beginnt.',
    },
    cancelled: {
      subject: (reference) => `Rückruf abgesagt (${reference})`,
      title: 'Ihr Rückruf wurde abgesagt',
      lede: 'Wir rufen Sie nicht an. Wenn Sie es sich anders überlegen, bitten Sie auf unserer Website jederzeit um einen neuen Rückruf.',
    },
    choose: {
      subject: (reference) => `Bitte wählen Sie eine andere Zeit (${reference})`,
      title: 'Bitte wählen Sie eine andere Zeit',
      lede: 'Ihr Wunsch ist freigegeben, aber die gewünschte Zeit ist nicht mehr frei. Bitte wählen Sie eine andere; vorher rufen wir nicht an.',
    },
    declined: {
      subject: (reference) => `Wir rufen nicht an (${reference})`,
      title: 'Wir rufen diese Nummer nicht an',
      lede: 'Es wurde um einen Anruf unter einer Nummer gebeten, deren Inhaber uns gesagt hat, dass wir dort nicht anrufen sollen. Daran halten wir uns, auch jetzt. Ist es Ihre Nummer und möchten Sie wieder angerufen werden, schreiben Sie uns bitte; wir antworten per E-Mail.',
    },
  },
  staff: {
    title: 'Neuer Rückrufwunsch',
    preview: (when) => `Jemand möchte angerufen werden: ${when}`,
    name: 'Name',
    phone: 'Telefon',
    language: 'Sprache',
    languageNames: { en: 'Englisch', nl: 'Niederländisch', de: 'Deutsch', fr: 'Französisch' },
    message: 'Nachricht',
    claim: 'Bitte übernehmen Sie den Anruf zuerst am Desk, damit niemand sonst dieselbe Person anruft.',
    button: 'Rückrufe öffnen',
    undiallable: 'Bitte wählen Sie diese Nummer nicht ohne einen zweiten Blick: Sie kann teuer sein.',
    footer: (date) =>
      `Diese E-Mail enthält personenbezogene Daten. Nutzen Sie sie nur für den Rückruf und löschen Sie sie spätestens am ${date}, dem zugesagten Tag.`,
  },
  buttons: {
    release: 'Rückrufwunsch freigeben',
    manage: 'Rückruf verlegen oder absagen',
    choose: 'Andere Zeit wählen',
  },
  linkHint: 'Tut der Knopf nichts, öffnen Sie diese Adresse:',
  openingChangesNothing: 'Den Link zu öffnen ändert nichts; auf der Seite sind Knöpfe.',
  calendarHint: 'Die angehängte Datei trägt den Anruf in Ihren Kalender ein.',
  footer:
    'Diese E-Mail geht an die Adresse, die in unserem Rückrufformular eingetragen wurde. Wir bewahren, was dort eingetragen wurde, um zurückzurufen, und zu nichts anderem. Waren Sie es nicht, hat sich jemand bei der Adresse vertippt: Sie müssen nichts tun.',
  privacy: 'So gehen wir mit Ihren Daten um',
  calendar: {
    summary: (company) => `Anruf von ${company}`,
    description: (reference) =>
      `Wir rufen Sie unter der Nummer an, die Sie angegeben haben. Vorgangsnummer: ${reference}`,
  },
  pages: {
    bookedTitle: 'Danke, wir rufen Sie an.',
    bookedText: 'Bitte halten Sie zu dieser Zeit Ihr Telefon bereit.',
    asapText: 'Jemand von uns ruft Sie so bald wie möglich an.',
    bookedMail:
      'Eine Bestätigung ist unterwegs an Ihre E-Mail-Adresse, mit einem Link, um den Rückruf zu verlegen oder abzusagen.',
    heldTitle: 'Noch ein Schritt',
    heldMail: (days) =>
      `Ihr Wunsch ist bei uns und wartet, bis Sie ihn freigeben. Bitte öffnen Sie den Link in der E-Mail, die wir Ihnen schicken; er gilt ${days} Tage. Erst dann wird ein Platz frei gehalten.`,
    heldStaffTitle: 'Ihr Wunsch ist bei uns.',
    heldStaff:
      'Die Sicherheitsprüfung des Formulars ergab kein klares Bild; deshalb sieht sich zuerst jemand von uns den Wunsch an. Sie müssen nichts tun.',
    releaseTitle: 'Ihren Rückrufwunsch freigeben?',
    releaseText: 'Ihr Wunsch wartet bei uns. Drücken Sie auf den Knopf, und wir halten einen Platz frei.',
    releasedTitle: 'Danke, Ihr Rückrufwunsch ist freigegeben.',
    releasedText: 'Eine E-Mail mit den Angaben ist unterwegs zu Ihnen.',
    chooseTitle: 'Bitte wählen Sie eine andere Zeit',
    chooseText:
      'Ihr Wunsch ist freigegeben, aber die gewünschte Zeit ist nicht mehr frei. Welche andere passt Ihnen?',
    manageTitle: 'Ihr Rückruf',
    manageText:
      'Zu dieser Zeit rufen wir Sie an. Sie können den Anruf verlegen oder absagen, bis er beginnt.',
    moveLabel: 'Andere Zeit',
    moveHint: (zone) => `Alle Zeiten gelten in ${zone}.`,
    moveButton: 'Diese Zeit nehmen',
    chooseOption: 'Bitte wählen',
    noSlots: 'Im Augenblick ist keine andere Zeit frei.',
    movedTooOften:
      'Dieser Rückruf wurde so oft verlegt, dass ihn nur noch ein Mensch verlegen kann: bitte rufen Sie uns an.',
    cancelTitle: 'Sie brauchen den Rückruf nicht mehr?',
    cancelText: 'Der Platz geht dann an jemand anderen.',
    cancelButton: 'Rückruf absagen',
    movedTitle: 'Danke, wir rufen Sie zur neuen Zeit an.',
    movedText: 'Eine E-Mail mit den neuen Angaben ist unterwegs zu Ihnen.',
    cancelledTitle: 'Der Rückruf ist abgesagt.',
    cancelledText:
      'Wir rufen Sie nicht an. Sie können auf unserer Website jederzeit um einen neuen Rückruf bitten.',
    overTitle: 'Dieser Rückruf lässt sich nicht mehr ändern',
    overText:
      'Er wurde geführt, hat begonnen oder ist vorbei. Sie können auf unserer Website jederzeit um einen neuen bitten.',
    slotGone: 'Diese Zeit wurde gerade vergeben. Bitte wählen Sie eine andere.',
    unknownTitle: 'Dieser Link gilt nicht mehr',
    unknownText:
      'Er ist zu alt oder unvollständig, oder der Wunsch wurde gelöscht. Bitte tragen Sie ihn noch einmal ein.',
    refusedTitle: 'Es wurde noch nichts gesendet',
    refusedText: 'Bitte prüfen Sie:',
    refusedBack: 'Gehen Sie im Browser zurück: Ihre Angaben stehen noch im Formular.',
    refusedCaptcha:
      'Die Sicherheitsprüfung ist abgelaufen. Bitte gehen Sie zurück, laden Sie die Seite neu und senden Sie noch einmal.',
  },
  wrong: {
    name: 'Bitte nennen Sie Ihren Namen, mit höchstens 200 Zeichen.',
    phone: 'Das ist keine vollständige Telefonnummer. Beispiel: +49 30 901820',
    email: 'Das ist keine vollständige E-Mail-Adresse. Beispiel: name@example.com',
    message: 'Bitte kürzen Sie die Nachricht auf höchstens 2.000 Zeichen.',
    slot: 'Bitte wählen Sie eine Zeit aus der Liste.',
    slotTaken:
      'Die gewählte Zeit ist nicht mehr frei. Bitte laden Sie die Seite neu und wählen Sie eine andere.',
    closedNow: 'Unser Büro ist gerade geschlossen. Bitte wählen Sie eine Zeit.',
    other: 'Das Formular kam unvollständig an. Bitte laden Sie die Seite neu.',
  },
};
