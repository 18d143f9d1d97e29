import type { SubscribingStrings } from '../subscribing-strings.ts';

export const fr: SubscribingStrings = {
  salutations: { mrs: 'Madame', mr: 'Monsieur', neutral: 'Sans civilité' },
  fields: {
    name: 'Nom',
    salutation: 'Civilité',
    language: 'Langue',
    topics: 'Thèmes',
    email: 'Adresse e-mail',
  },
  languages: { en: 'Anglais', nl: 'Néerlandais', de: 'Allemand', fr: 'Français' },
  mail: {
    footer: 'Vous recevez cet e-mail parce que quelqu’un a saisi cette adresse sur notre site.',
    openingChangesNothing: 'Ouvrir la page ne change encore rien ; elle contient un bouton.',
    confirm: {
      subject: (company) => `Veuillez confirmer : lettre d’information de ${company}`,
      title: 'Encore une étape vers la lettre d’information',
      lede: (company) =>
        `Quelqu’un a saisi cette adresse pour recevoir la lettre d’information de ${company}. Si c’était vous, veuillez le confirmer.`,
      button: 'Aller à la confirmation',
      until: (date) => `Le lien fonctionne jusqu’au ${date}. Sans confirmation, tout sera supprimé d’ici là.`,
      notYou:
        'Si ce n’était pas vous, il n’y a rien à faire : vous ne recevrez ni lettre d’information ni rappel.',
    },
    wayOut: {
      subject: (company) => `Désinscription de la lettre d’information de ${company}`,
      title: 'Se désinscrire de la lettre d’information',
      lede: (company) =>
        `Quelqu’un a demandé sur notre site de retirer cette adresse de la lettre d’information de ${company}.`,
      button: 'Se désinscrire',
      notYou: 'Si ce n’était pas vous, il n’y a rien à faire : votre abonnement reste inchangé.',
    },
  },
  signedUp: {
    title: 'Veuillez consulter votre messagerie',
    text: 'Nous avons envoyé un e-mail à l’adresse saisie. La lettre d’information ne viendra qu’une fois que vous aurez appuyé sur le bouton derrière son lien.',
    hint: (date) =>
      `Rien reçu ? Regardez aussi parmi les courriers indésirables. Sans votre confirmation, tout sera supprimé le ${date}.`,
  },
  refused: {
    title: 'Il manque quelque chose',
    text: 'Veuillez revoir ces points :',
    captcha: 'La vérification que vous n’êtes pas un programme n’est pas terminée.',
    back: 'Veuillez revenir à la page précédente : ce que vous avez saisi y est encore.',
    again: 'Veuillez envoyer le formulaire encore une fois.',
  },
  wrong: {
    email: 'Veuillez saisir une adresse e-mail, par exemple nom@example.com.',
    name: 'Veuillez saisir votre nom.',
    salutation: 'Veuillez choisir une civilité.',
    consent: 'Veuillez cocher votre consentement ; son texte a peut-être changé.',
    topic: 'Veuillez choisir au moins un thème.',
    age: 'Veuillez cocher que vous avez 16 ans ou plus.',
    other: 'Un champ n’est pas comme il devrait être.',
  },
  confirm: {
    title: 'Voulez-vous la lettre d’information ?',
    text: 'Appuyez sur le bouton, et elle viendra à l’adresse à laquelle nous avons envoyé le lien.',
    topics: 'Vous avez choisi :',
    button: 'Oui, je m’abonne',
  },
  confirmed: {
    title: 'Vous êtes abonné',
    text: 'La lettre d’information vous parviendra désormais. Au bas de chacune se trouve un lien de désinscription.',
    again: 'Ce lien a déjà été utilisé : votre inscription a été confirmée ainsi.',
    preferences: 'Choisir des thèmes, faire une pause ou se désinscrire',
  },
  unknown: {
    title: 'Ce lien ne fonctionne pas',
    text: 'Il est trop ancien, ou il n’a pas été copié en entier.',
    again: 'Se désinscrire en saisissant son adresse',
  },
  leave: {
    title: 'Se désinscrire de la lettre d’information ?',
    text: 'Appuyez sur le bouton, et aucune lettre d’information ne viendra plus.',
    button: 'Se désinscrire',
    reason: 'Pourquoi partez-vous ?',
    optional: 'Vous n’êtes pas obligé de le dire.',
    reasons: {
      too_many: 'Elle vient trop souvent',
      not_relevant: 'Elle ne parle pas de ce qu’il me faut',
      never_wanted: 'Je ne l’ai jamais demandée',
      other: 'Autre chose',
    },
    fewer: 'Plutôt choisir des thèmes ou faire une pause',
  },
  left: {
    title: 'Vous êtes désinscrit',
    text: 'Aucune lettre d’information ne viendra plus à cette adresse.',
    back: 'C’était une erreur : revenir',
    send: 'Envoyer',
  },
  ask: {
    title: 'Se désinscrire de la lettre d’information',
    text: 'Saisissez votre adresse, et nous vous enverrons un e-mail avec un lien de désinscription.',
    hint: 'L’adresse à laquelle vient la lettre d’information.',
    button: 'Envoyer le lien',
    captcha: 'La vérification que vous n’êtes pas un programme n’est pas terminée. Veuillez réessayer.',
  },
  asked: {
    title: 'Veuillez consulter votre messagerie',
    text: 'Si la lettre d’information vient à cette adresse, un e-mail avec un lien de désinscription est en route.',
  },
  preferences: {
    title: 'Votre lettre d’information',
    text: (email) => `Voici les réglages de ${email}.`,
    saved: 'Vos modifications sont enregistrées.',
    refused: 'Rien n’a été enregistré : veuillez saisir votre nom.',
    save: 'Enregistrer',
    topicsHint: 'Sans aucun thème, vous êtes désinscrit.',
    pause: 'Faire une pause',
    pauseText: 'Pendant un temps, aucune lettre ne vient ; ensuite elle reprend d’elle-même.',
    pauseHowLong: 'Pendant combien de temps',
    paused: (date) => `En pause jusqu’au ${date}.`,
    resume: 'Reprendre maintenant',
    leave: 'Se désinscrire',
    leaveText: 'Aucune lettre d’information ne viendra plus.',
    leftTitle: 'Vous êtes désinscrit',
    leftText: (date) =>
      `Ce que nous savons de vous pour la lettre d’information sera supprimé le ${date}. D’ici là, vous pouvez revenir :`,
    age: 'J’ai 16 ans ou plus.',
    rejoin: 'Se réabonner',
    data: 'Tout ce que nous conservons de vous',
    dataText: 'Voir, corriger, emporter ou effacer tout ce que nous conservons de vous',
  },
};
