import type { ContactStrings } from '../contact-strings.ts';

export const fr: ContactStrings = {
  ofToday: (date) => `Un message d’aujourd’hui : au plus tard le ${date}.`,
  age: 'J’ai 16 ans ou plus. (Ce que vous cochez ci-dessus ne vaut qu’avec cette case.)',
  reference: 'Référence',
  topic: 'Sujet',
  name: 'Nom',
  email: 'E-mail',
  phone: 'Téléphone',
  received: 'Reçu',
  deletedOn: 'Supprimé',
  atTheLatest: (date) => `au plus tard le ${date}`,
  notify: {
    title: 'Nouveau message',
    preview: (topic) => `Un message est arrivé par le formulaire de contact : ${topic}`,
    language: 'Langue',
    languageNames: { en: 'anglais', nl: 'néerlandais', de: 'allemand', fr: 'français' },
    held: 'Avait été retenu',
    heldReason: {
      no_captcha: 'envoyé sans captcha résolu',
      honeypot: 'champ caché rempli',
      fast: 'envoyé très vite',
      links: 'beaucoup de liens dans le texte',
    },
    message: 'Message',
    reply: 'Répondez à cet e-mail pour répondre à la personne.',
    noReply: 'La personne n’a pas laissé d’adresse e-mail ; merci de la rappeler.',
    footer: (date) =>
      `Cet e-mail contient des données personnelles. Utilisez-les seulement pour répondre et supprimez-le au plus tard le ${date}, jour promis à la personne.`,
  },
  acknowledge: {
    subject: (reference) => `Nous avons bien reçu votre message (${reference})`,
    title: 'Votre message est bien arrivé',
    preview: 'Merci de nous avoir écrit. Nous vous répondrons dès que possible.',
    lede: 'Merci de nous avoir écrit. L’un de nous lira votre message et vous répondra dès que possible.',
    quote: 'Indiquez la référence si vous nous recontactez à ce sujet.',
    footer:
      'Cet e-mail est envoyé une seule fois à l’adresse saisie dans notre formulaire de contact. Nous conservons ce qui y a été saisi pour y répondre, et pour rien d’autre, jusqu’à la date ci-dessus. Si ce n’était pas vous, quelqu’un s’est trompé d’adresse : vous n’avez rien à faire.',
    privacy: 'Comment nous traitons vos données',
  },
  confirm: {
    subject: 'Merci de libérer votre message',
    title: 'Encore une étape',
    preview: 'Votre message attend que vous le libériez.',
    lede: 'Un message a été laissé dans notre formulaire de contact avec cette adresse. Le contrôle de sécurité du formulaire n’a pas donné de réponse claire ; le message attend donc que vous disiez qu’il est de vous.',
    button: 'Libérer le message',
    until: (date) =>
      `Le lien est valable jusqu’au ${date}. L’ouvrir ne change rien ; la page contient un bouton.`,
    link: 'Si le bouton ne fait rien, ouvrez cette adresse :',
    notYou: 'Ce n’était pas vous ? Ne faites rien : le message reste en attente, puis il est supprimé.',
    footer:
      'Cet e-mail est envoyé une seule fois à l’adresse saisie dans notre formulaire de contact. Nous conservons ce qui y a été saisi pour y répondre, et pour rien d’autre.',
  },
  openReport: {
    title: (count) =>
      count === 1 ? 'Un message est encore ouvert' : `${count} messages sont encore ouverts`,
    lede: 'Ces messages se fermeront d’eux-mêmes dans quelques jours, car personne ne les a fermés. Le délai avant leur suppression court à partir de là.',
    line: (received, closes, deleted) => `reçu le ${received}, fermé le ${closes}, supprimé le ${deleted}`,
    answer: 'Répondez-y, ou fermez-les à l’accueil.',
    footer: 'Cet e-mail ne contient que des références.',
  },
  heldReport: {
    title: (count) => (count === 1 ? 'Un message est retenu' : `${count} messages sont retenus`),
    lede: 'Le contrôle de sécurité du formulaire de contact n’a pas donné de réponse claire pour ces messages du dernier jour. Là où une adresse e-mail a été laissée, nous avons demandé de les libérer ; merci de regarder les autres.',
    answer: 'Pour libérer un message : npm run foyer -- contact:release --reference FO-…',
    footer:
      'Cet e-mail ne contient que des références. Ce qui n’est jamais libéré est supprimé le jour promis à la personne.',
  },
  pages: {
    receivedTitle: 'Merci, votre message est bien arrivé.',
    receivedText: 'Nous vous répondrons dès que possible.',
    receivedMail: 'Une confirmation est en route vers votre adresse e-mail.',
    heldTitle: 'Encore une étape',
    heldMail: (days) =>
      `Votre message est chez nous et attend que vous le libériez. Ouvrez le lien dans l’e-mail que nous vous envoyons ; il est valable ${days} jours.`,
    heldMailHint:
      'Pas d’e-mail après quelques minutes ? Regardez dans le dossier des indésirables, ou appelez-nous en indiquant la référence.',
    heldStaffTitle: 'Votre message est chez nous.',
    heldStaff:
      'Le contrôle de sécurité du formulaire n’a pas donné de réponse claire ; l’un de nous regarde donc d’abord le message. Vous n’avez rien à faire.',
    confirmTitle: 'Libérer votre message ?',
    confirmText:
      'Votre message attend chez nous. Appuyez sur le bouton, et il part vers les personnes qui y répondront.',
    confirmButton: 'Libérer le message',
    releasedTitle: 'Merci, votre message est en route.',
    releasedText: 'Il est libéré et part vers les personnes qui y répondront. Vous n’avez plus rien à faire.',
    unknownTitle: 'Ce lien n’est plus valable',
    unknownText:
      'Il est trop ancien ou incomplet, ou le message a été supprimé. N’hésitez pas à nous écrire à nouveau.',
    refusedTitle: 'Rien n’a encore été envoyé',
    refusedText: 'Veuillez vérifier :',
    refusedBack: 'Revenez en arrière dans votre navigateur : votre texte est toujours dans le formulaire.',
    refusedCaptcha: 'Le contrôle de sécurité a expiré.',
    refusedReload: 'Revenez en arrière, rechargez la page et renvoyez le message.',
    refusedAgain: 'Votre texte est toujours là : veuillez le renvoyer.',
  },
  wrong: {
    name: 'Veuillez indiquer votre nom, en 200 caractères au plus.',
    email: 'Cette adresse e-mail n’est pas complète. Exemple : nom@example.com',
    phone: 'Ce numéro de téléphone n’est pas complet. Exemple : +33 1 23 45 67 89',
    topic: 'Veuillez choisir un sujet.',
    message: 'Veuillez écrire votre message, en 10 000 caractères au plus.',
    reach: 'Veuillez indiquer une adresse e-mail ou un numéro de téléphone ; l’un des deux suffit.',
    consent: 'Ce que vous pouvez accepter a changé entre-temps. Veuillez regarder les cases encore une fois.',
    other: 'Le formulaire a été envoyé incomplet. Veuillez recharger la page.',
  },
};
