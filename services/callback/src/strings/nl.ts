import type { CallbackStrings } from '../callback-strings.ts';

export const nl: CallbackStrings = {
  retention: (days, latestDays) =>
    `${days} dagen na onze laatste poging u te bereiken, en uiterlijk ${latestDays} dagen na het gekozen tijdstip`,
  reference: 'Referentie',
  day: 'Dag',
  time: 'Tijd',
  officeTime: 'Bij ons kantoor',
  zone: 'Tijdzone',
  asap: 'zo snel mogelijk',
  deletedOn: 'Gewist',
  atTheLatest: (date) => `uiterlijk op ${date}`,
  mails: {
    release: {
      subject: () => 'Geef uw terugbelverzoek vrij',
      title: 'Nog één stap',
      lede: 'In ons formulier is met dit adres om een telefoontje gevraagd. De veiligheidscontrole van het formulier gaf geen duidelijk antwoord; daarom wacht het verzoek tot u zegt dat het van u is. Pas dan wordt er een plaats voor vrijgehouden.',
    },
    booked: {
      subject: (reference) => `Wij bellen u (${reference})`,
      title: 'Wij bellen u',
      lede: 'Dank voor uw verzoek. Houd op dit tijdstip uw telefoon bij de hand.',
    },
    moved: {
      subject: (reference) => `Nieuw tijdstip voor ons telefoontje (${reference})`,
      title: 'Uw telefoontje is verzet',
      lede: 'Wij bellen u op het nieuwe tijdstip. Het eerdere vervalt.',
    },
    reminder: {
      subject: (reference) => `Wij bellen u binnenkort (${reference})`,
      title: 'Wij bellen u binnenkort',
      lede: 'Wij herinneren u aan ons telefoontje. Komt het niet meer uit, dan kunt u het verzetten tot het begint.',
    },
    cancelled: {
      subject: (reference) => `Telefoontje afgezegd (${reference})`,
      title: 'Uw telefoontje is afgezegd',
      lede: 'Wij bellen u niet. Bedenkt u zich, vraag dan op onze site gerust opnieuw om een telefoontje.',
    },
    choose: {
      subject: (reference) => `Kies een ander tijdstip (${reference})`,
      title: 'Kies een ander tijdstip',
      lede: 'Uw verzoek is vrijgegeven, maar het gewenste tijdstip is niet meer vrij. Kies een ander; eerder bellen wij niet.',
    },
    declined: {
      subject: (reference) => `Wij bellen niet (${reference})`,
      title: 'Wij bellen dit nummer niet',
      lede: 'Er is gevraagd een nummer te bellen waarvan de eigenaar ons heeft gezegd dat niet te doen. Daar houden wij ons aan, ook nu. Is het uw nummer en wilt u weer gebeld worden, schrijf ons dan; wij antwoorden per mail.',
    },
  },
  staff: {
    title: 'Nieuw terugbelverzoek',
    preview: (when) => `Een bezoeker wil gebeld worden: ${when}`,
    name: 'Naam',
    phone: 'Telefoon',
    language: 'Taal',
    languageNames: { en: 'Engels', nl: 'Nederlands', de: 'Duits', fr: 'Frans' },
    message: 'Bericht',
    claim: 'Neem het gesprek eerst aan de desk op uw naam, zodat niemand anders dezelfde persoon belt.',
    button: 'Terugbelverzoeken openen',
    undiallable: 'Bel dit nummer niet zonder er nog eens naar te kijken: het kan duur zijn.',
    footer: (date) =>
      `Deze mail bevat persoonsgegevens. Gebruik ze alleen om terug te bellen en wis de mail uiterlijk op ${date}, de dag die de bezoeker is beloofd.`,
  },
  buttons: {
    release: 'Verzoek vrijgeven',
    manage: 'Telefoontje verzetten of afzeggen',
    choose: 'Ander tijdstip kiezen',
  },
  linkHint: 'Doet de knop niets, open dan dit adres:',
  openingChangesNothing: 'De link openen verandert niets; op de pagina staan knoppen.',
  calendarHint: 'Met het bijgevoegde bestand zet u het telefoontje in uw agenda.',
  footer:
    'Deze mail gaat naar het adres dat in ons terugbelformulier is ingevuld. Wij bewaren wat daar is ingevuld om terug te bellen, nergens anders voor. Was u het niet, dan heeft iemand een adres verkeerd getypt: u hoeft niets te doen.',
  privacy: 'Zo gaan wij met uw gegevens om',
  calendar: {
    summary: (company) => `Telefoontje van ${company}`,
    description: (reference) => `Wij bellen u op het nummer dat u opgaf. Referentie: ${reference}`,
  },
  pages: {
    bookedTitle: 'Dank u, wij bellen u.',
    bookedText: 'Houd op dit tijdstip uw telefoon bij de hand.',
    asapText: 'Een van ons belt u zo snel mogelijk.',
    bookedMail:
      'Een bevestiging is onderweg naar uw e-mailadres, met een link om het telefoontje te verzetten of af te zeggen.',
    heldTitle: 'Nog één stap',
    heldMail: (days) =>
      `Uw verzoek is bij ons en wacht tot u het vrijgeeft. Open de link in de mail die wij u sturen; die werkt ${days} dagen. Pas dan wordt er een plaats voor vrijgehouden.`,
    heldStaffTitle: 'Uw verzoek is bij ons.',
    heldStaff:
      'De veiligheidscontrole van het formulier gaf geen duidelijk antwoord; daarom bekijkt iemand van ons het verzoek eerst. U hoeft niets te doen.',
    releaseTitle: 'Uw verzoek vrijgeven?',
    releaseText: 'Uw verzoek wacht bij ons. Druk op de knop, dan houden wij er een plaats voor vrij.',
    releasedTitle: 'Dank u, uw verzoek is vrijgegeven.',
    releasedText: 'Een mail met de gegevens is naar u onderweg.',
    chooseTitle: 'Kies een ander tijdstip',
    chooseText:
      'Uw verzoek is vrijgegeven, maar het gewenste tijdstip is niet meer vrij. Welk ander tijdstip komt u uit?',
    manageTitle: 'Uw telefoontje',
    manageText: 'Wij bellen u op dit tijdstip. U kunt het verzetten of afzeggen tot het begint.',
    moveLabel: 'Ander tijdstip',
    moveHint: (zone) => `Alle tijden gelden in ${zone}.`,
    moveButton: 'Dit tijdstip nemen',
    chooseOption: 'Kies',
    noSlots: 'Er is op dit moment geen ander tijdstip vrij.',
    movedTooOften: 'Dit telefoontje is zo vaak verzet dat alleen een mens het nog kan verzetten: bel ons.',
    cancelTitle: 'Niet meer nodig?',
    cancelText: 'De plaats gaat dan naar iemand anders.',
    cancelButton: 'Telefoontje afzeggen',
    movedTitle: 'Dank u, wij bellen u op het nieuwe tijdstip.',
    movedText: 'Een mail met de nieuwe gegevens is naar u onderweg.',
    cancelledTitle: 'Het telefoontje is afgezegd.',
    cancelledText: 'Wij bellen u niet. U kunt op onze site altijd opnieuw om een telefoontje vragen.',
    overTitle: 'Dit telefoontje kan niet meer worden gewijzigd',
    overText:
      'Het is gevoerd, begonnen of voorbij. U kunt op onze site altijd opnieuw om een telefoontje vragen.',
    slotGone: 'Dit tijdstip is zojuist vergeven. Kies een ander.',
    unknownTitle: 'Deze link werkt niet meer',
    unknownText:
      'Hij is te oud of onvolledig, of het verzoek is gewist. Vraag gerust opnieuw om een telefoontje.',
    refusedTitle: 'Er is nog niets verstuurd',
    refusedText: 'Controleer:',
    refusedBack: 'Ga terug in uw browser: wat u invulde, staat nog in het formulier.',
    refusedCaptcha:
      'De veiligheidscontrole is verlopen. Ga terug, laad de pagina opnieuw en verstuur nog eens.',
  },
  wrong: {
    name: 'Vul uw naam in, in hoogstens 200 tekens.',
    phone: 'Dit is geen volledig telefoonnummer. Voorbeeld: +31 20 123 4567',
    email: 'Dit is geen volledig e-mailadres. Voorbeeld: naam@example.com',
    message: 'Kort het bericht in tot hoogstens 2.000 tekens.',
    slot: 'Kies een tijdstip uit de lijst.',
    slotTaken: 'Het gekozen tijdstip is niet meer vrij. Laad de pagina opnieuw en kies een ander.',
    closedNow: 'Ons kantoor is nu gesloten. Kies een tijdstip.',
    other: 'Het formulier is onvolledig verstuurd. Laad de pagina opnieuw.',
  },
};
