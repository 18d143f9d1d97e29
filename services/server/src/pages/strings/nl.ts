import type { PageStrings } from '../page-strings.ts';

export const nl: PageStrings = {
  skip: 'Naar de inhoud',
  back: 'Naar de startpagina',
  fictional: 'Nordlicht Systems bestaat niet. Deze pagina laat Foyer aan het werk zien.',
  problemTitle: 'Dat is niet gelukt',
  problemList: 'Controleer het volgende',
  problemBack: 'Ga terug in uw browser: uw tekst staat nog in het formulier.',
  requestId: 'Nummer van dit verzoek',
  languageLabel: 'Taal',
  navLabel: 'Hoofdmenu',
  navContact: 'Contact',
  navPromises: 'Onze beloften',
  navCallback: 'Terugbellen',
  navNewsletter: 'Nieuwsbrief',
  privacy: 'Privacyverklaring',
  myData: 'Uw gegevens bij ons',
  eyebrow: 'Netwerken, servers, support',
  contact: {
    title: 'Contact',
    headline: 'Praat met de mensen die uw systemen draaien.',
    lede: 'Wij zorgen voor de infrastructuur van vierhonderd bedrijven tussen Rotterdam en Riga. Schrijf ons: een mens leest het, en een mens antwoordt.',
    facts: [
      { title: 'Antwoord', text: 'binnen één werkdag' },
      { title: 'Telefoon', text: '+49 40 66969 140' },
      { title: 'Vestigingen', text: 'Hamburg, Utrecht, Lille' },
    ],
    formTitle: 'Schrijf ons',
    formText: 'Een paar regels zijn genoeg.',
  },
  callbackInvitation: 'Liever gebeld worden?',
  callback: {
    title: 'Terugbellen',
    headline: 'Wij bellen u, wanneer het u uitkomt.',
    lede: 'Kies een tijd, en dan gaat de telefoon. U ziet de tijden op uw eigen klok, waar u ook bent.',
    facts: [
      { title: 'Andere plannen', text: 'Verzetten of afzeggen met de link in de mail' },
      { title: 'Uw nummer', text: 'Voor dit telefoontje, nergens anders voor' },
      { title: 'Gewist', text: '30 dagen na onze laatste poging' },
    ],
    formTitle: 'Vraag om een telefoontje',
    formText: 'Het kost een minuut.',
  },
  newsletter: {
    title: 'Nieuwsbrief',
    headline: 'Nieuws dat u altijd kunt stopzetten.',
    lede: 'Eén keer per maand wat er verandert in netwerken en beveiliging, en verder niets. U kiest de onderwerpen; de uitgang staat in elke mail.',
    facts: [
      { title: 'Twee keer gevraagd', text: 'Hij komt pas als u hem per mail hebt bevestigd' },
      { title: 'Niet bekeken', text: 'Niemand telt of u hem opent' },
      { title: 'Eén klik', text: 'Afmelden onderaan elke nieuwsbrief' },
    ],
    formTitle: 'Aanmelden',
    formText: 'Drie velden, en niet meer.',
  },
  promisesTitle: 'Een formulier dat woord houdt',
  promises: [
    {
      title: 'Geen raadsels voor mensen',
      text: 'Geen vervormde letters, geen verkeerslichten. Terwijl u typt, rekent uw apparaat een beetje; dat houdt de machines buiten.',
    },
    {
      title: 'Niets te accepteren',
      text: 'Geen cookies, niets opgeslagen in uw browser, niets geladen van anderen. Dus ook geen banner om weg te klikken.',
    },
    {
      title: 'Gewist op een datum',
      text: 'Voordat u verstuurt, leest u wat wordt bewaard, waarvoor en tot wanneer. Op die dag is het weg, inclusief de kopieën van mails.',
    },
  ],
  developersTitle: 'Voor ontwikkelaars',
  developersText:
    'Verstuur een bericht en kijk wat er aankomt: elke mail die anders zou vertrekken, belandt in de map Postvak UIT van deze machine.',
  apiLink: 'API-naslag',
  openApiLink: 'OpenAPI-document',
  outboxLink: 'Postvak UIT',
};
