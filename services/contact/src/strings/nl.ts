import type { ContactStrings } from '../contact-strings.ts';

export const nl: ContactStrings = {
  retention: (date, days) => `uiterlijk op ${date}: ${days} dagen nadat uw bericht is afgehandeld`,
  reference: 'Referentie',
  topic: 'Onderwerp',
  name: 'Naam',
  email: 'E-mail',
  phone: 'Telefoon',
  received: 'Ontvangen',
  deletedOn: 'Gewist',
  atTheLatest: (date) => `uiterlijk op ${date}`,
  notify: {
    title: 'Nieuw bericht',
    preview: (topic) => `Een bezoeker schreef via het contactformulier: ${topic}`,
    language: 'Taal',
    languageNames: { en: 'Engels', nl: 'Nederlands', de: 'Duits', fr: 'Frans' },
    held: 'Was aangehouden',
    heldReason: {
      no_captcha: 'zonder opgeloste captcha verstuurd',
      honeypot: 'verborgen veld ingevuld',
      fast: 'zeer snel verstuurd',
      links: 'veel links in de tekst',
    },
    message: 'Bericht',
    reply: 'Beantwoord deze mail om de bezoeker te antwoorden.',
    noReply: 'De bezoeker gaf geen e-mailadres op; bel terug.',
    footer: (date) =>
      `Deze mail bevat persoonsgegevens. Gebruik ze alleen om de bezoeker te antwoorden en wis de mail uiterlijk op ${date}, de dag die de bezoeker is beloofd.`,
  },
  acknowledge: {
    subject: (reference) => `Wij hebben uw bericht (${reference})`,
    title: 'Uw bericht is aangekomen',
    preview: 'Dank dat u ons schreef. Wij antwoorden u zo snel mogelijk.',
    lede: 'Dank dat u ons schreef. Iemand van ons leest uw bericht en antwoordt u zo snel mogelijk.',
    quote: 'Noem de referentie als u ernaar vraagt.',
    footer:
      'Deze mail gaat eenmalig naar het adres dat in ons contactformulier is ingevuld. Wij bewaren wat daar is ingevuld om erop te antwoorden, nergens anders voor, tot de datum hierboven. Was u het niet, dan heeft iemand een adres verkeerd getypt: u hoeft niets te doen.',
    privacy: 'Zo gaan wij met uw gegevens om',
  },
  confirm: {
    subject: 'Geef uw bericht vrij',
    title: 'Nog één stap',
    preview: 'Uw bericht wacht tot u het vrijgeeft.',
    lede: 'In ons contactformulier is een bericht achtergelaten met dit adres. De veiligheidscontrole van het formulier gaf geen duidelijk antwoord; daarom wacht het bericht tot u zegt dat het van u is.',
    button: 'Bericht vrijgeven',
    until: (date) => `De link werkt tot ${date}. Openen verandert niets; op de pagina staat een knop.`,
    link: 'Doet de knop niets, open dan dit adres:',
    notYou: 'Was u het niet? Doe dan niets: het bericht blijft liggen en wordt gewist.',
    footer:
      'Deze mail gaat eenmalig naar het adres dat in ons contactformulier is ingevuld. Wij bewaren wat daar is ingevuld om erop te antwoorden, nergens anders voor.',
  },
  openReport: {
    title: (count) => (count === 1 ? 'Eén bericht staat nog open' : `${count} berichten staan nog open`),
    lede: 'Deze berichten sluiten zich over enkele dagen vanzelf, omdat niemand ze heeft gesloten. Vanaf dan loopt de termijn waarna ze worden gewist.',
    line: (received, closes, deleted) => `ontvangen ${received}, sluit ${closes}, gewist ${deleted}`,
    answer: 'Beantwoord ze, of sluit ze aan de balie.',
    footer: 'Deze mail noemt alleen referenties.',
  },
  heldReport: {
    title: (count) => (count === 1 ? 'Eén bericht is aangehouden' : `${count} berichten zijn aangehouden`),
    lede: 'De veiligheidscontrole van het contactformulier gaf voor deze berichten van de laatste dag geen duidelijk antwoord. Wie een e-mailadres opgaf, is gevraagd het bericht vrij te geven; bekijk de andere.',
    answer: 'Geef een bericht vrij met: npm run foyer -- contact:release --reference FO-…',
    footer:
      'Deze mail noemt alleen referenties. Wat nooit wordt vrijgegeven, wordt gewist op de dag die de bezoeker is beloofd.',
  },
  pages: {
    receivedTitle: 'Dank u, uw bericht is aangekomen.',
    receivedText: 'Wij antwoorden u zo snel mogelijk.',
    receivedMail: 'Een bevestiging is onderweg naar uw e-mailadres.',
    heldTitle: 'Nog één stap',
    heldMail: (days) =>
      `Uw bericht is bij ons en wacht tot u het vrijgeeft. Open de link in de mail die wij u sturen; die werkt ${days} dagen.`,
    heldMailHint: 'Na enkele minuten geen mail? Kijk in de spammap, of bel ons en noem de referentie.',
    heldStaffTitle: 'Uw bericht is bij ons.',
    heldStaff:
      'De veiligheidscontrole van het formulier gaf geen duidelijk antwoord; daarom bekijkt iemand van ons het bericht eerst. U hoeft niets te doen.',
    confirmTitle: 'Uw bericht vrijgeven?',
    confirmText:
      'Uw bericht wacht bij ons. Druk op de knop, dan gaat het naar de mensen die het beantwoorden.',
    confirmButton: 'Bericht vrijgeven',
    releasedTitle: 'Dank u, uw bericht is onderweg.',
    releasedText:
      'Het is vrijgegeven en gaat naar de mensen die het beantwoorden. U hoeft niets meer te doen.',
    unknownTitle: 'Deze link werkt niet meer',
    unknownText: 'Hij is te oud of onvolledig, of het bericht is gewist. Schrijf ons gerust opnieuw.',
    refusedTitle: 'Er is nog niets verstuurd',
    refusedText: 'Controleer:',
    refusedBack: 'Ga terug in uw browser: uw tekst staat nog in het formulier.',
    refusedCaptcha: 'De veiligheidscontrole is verlopen.',
    refusedReload: 'Ga terug, laad de pagina opnieuw en verstuur nog eens.',
    refusedAgain: 'Uw tekst staat er nog: verstuur hem nog eens.',
  },
  wrong: {
    name: 'Vul uw naam in, in hoogstens 200 tekens.',
    email: 'Dit is geen volledig e-mailadres. Voorbeeld: naam@example.com',
    phone: 'Dit is geen volledig telefoonnummer. Voorbeeld: +31 20 123 4567',
    topic: 'Kies een onderwerp.',
    message: 'Schrijf uw bericht, in hoogstens 10.000 tekens.',
    reach: 'Geef een e-mailadres of een telefoonnummer op; een van de twee is genoeg.',
    other: 'Het formulier is onvolledig verstuurd. Laad de pagina opnieuw.',
  },
};
