import type { PageStrings } from '../page-strings.ts';

export const fr: PageStrings = {
  skip: 'Aller au contenu',
  back: 'Vers la page d’accueil',
  fictional: 'Nordlicht Systems n’existe pas. Cette page montre Foyer à l’œuvre.',
  problemTitle: 'Cela n’a pas fonctionné',
  problemList: 'À vérifier',
  problemBack: 'Revenez en arrière dans votre navigateur : votre texte est toujours dans le formulaire.',
  requestId: 'Numéro de cette requête',
  languageLabel: 'Langue',
  navLabel: 'Menu principal',
  navContact: 'Contact',
  navPromises: 'Nos engagements',
  navCallback: 'Rappel',
  navNewsletter: 'Lettre d’information',
  privacy: 'Protection des données',
  myData: 'Vos données chez nous',
  eyebrow: 'Réseaux, serveurs, assistance',
  contact: {
    title: 'Contact',
    headline: 'Parlez à ceux qui font tourner vos systèmes.',
    lede: 'Nous veillons sur l’infrastructure de quatre cents entreprises, de Rotterdam à Riga. Écrivez-nous : quelqu’un vous lit, et quelqu’un vous répond.',
    facts: [
      { title: 'Réponse', text: 'sous un jour ouvré' },
      { title: 'Téléphone', text: '+49 40 66969 140' },
      { title: 'Bureaux', text: 'Hambourg, Utrecht, Lille' },
    ],
    formTitle: 'Écrivez-nous',
    formText: 'Quelques lignes suffisent.',
  },
  callbackInvitation: 'Plutôt être rappelé ?',
  callback: {
    title: 'Rappel',
    headline: 'Nous vous appelons quand cela vous convient.',
    lede: 'Choisissez une heure, et le téléphone sonnera. Vous voyez les heures à votre propre horloge, où que vous soyez.',
    facts: [
      { title: 'Un imprévu', text: 'Déplacer ou annuler par le lien de l’e-mail' },
      { title: 'Votre numéro', text: 'Pour cet appel, et pour rien d’autre' },
      { title: 'Supprimé', text: '30 jours après notre dernière tentative' },
    ],
    formTitle: 'Demander un appel',
    formText: 'Cela prend une minute.',
  },
  newsletter: {
    title: 'Lettre d’information',
    headline: 'Des nouvelles que vous arrêtez quand vous voulez.',
    lede: 'Une fois par mois, ce qui change dans les réseaux et la sécurité, et rien d’autre. Vous choisissez les thèmes ; la sortie est dans chaque e-mail.',
    facts: [
      { title: 'Demandé deux fois', text: 'Elle ne vient qu’après votre confirmation par e-mail' },
      { title: 'Sans surveillance', text: 'Personne ne compte si vous l’ouvrez' },
      { title: 'Un clic', text: 'Désinscription au bas de chaque lettre' },
    ],
    formTitle: 'S’abonner',
    formText: 'Trois champs, pas plus.',
  },
  promisesTitle: 'Un formulaire qui tient parole',
  promises: [
    {
      title: 'Pas d’énigmes',
      text: 'Ni lettres déformées ni feux de circulation. Pendant que vous écrivez, votre appareil fait un peu de calcul : cela écarte les robots.',
    },
    {
      title: 'Rien à accepter',
      text: 'Aucun cookie, rien d’enregistré dans votre navigateur, rien chargé chez des tiers. Donc pas de bandeau à fermer.',
    },
    {
      title: 'Supprimé à date fixe',
      text: 'Avant l’envoi, vous lisez ce qui est conservé, pourquoi et jusqu’à quand. Ce jour-là, tout disparaît, copies des e-mails comprises.',
    },
  ],
  developersTitle: 'Pour les développeurs',
  developersText:
    'Envoyez un message et regardez ce qui arrive : chaque e-mail qui serait parti se retrouve dans la boîte d’envoi de cette machine.',
  apiLink: 'Référence de l’API',
  openApiLink: 'Document OpenAPI',
  outboxLink: 'Boîte d’envoi',
};
