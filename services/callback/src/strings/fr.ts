import type { CallbackStrings } from '../callback-strings.ts';

export const fr: CallbackStrings = {
  reference: 'Référence',
  day: 'Jour',
  time: 'Heure',
  officeTime: 'À notre bureau',
  zone: 'Fuseau horaire',
  asap: 'dès que possible',
  deletedOn: 'Supprimé',
  atTheLatest: (date) => `au plus tard le ${date}`,
  mails: {
    release: {
      subject: () => 'Veuillez valider votre demande de rappel',
      title: 'Encore une étape',
      lede: 'Un rappel a été demandé avec cette adresse dans notre formulaire. Le contrôle de sécurité n’a pas donné de réponse claire ; la demande attend donc que vous disiez qu’elle vient de vous. Une place n’est réservée qu’ensuite.',
    },
    booked: {
      subject: (reference) => `Nous vous appellerons (${reference})`,
      title: 'Nous vous appellerons',
      lede: 'Merci de votre demande. Gardez votre téléphone à portée de main à ce moment.',
    },
    moved: {
      subject: (reference) => `Nouvelle heure pour notre appel (${reference})`,
      title: 'Votre appel a été déplacé',
      lede: 'Nous vous appellerons à la nouvelle heure. La précédente ne vaut plus.',
    },
    reminder: {
      subject: (reference) => `Nous vous appellerons bientôt (${reference})`,
      title: 'Nous vous appellerons bientôt',
      lede: 'Nous vous rappelons notre appel. Si l’heure ne convient plus, vous pouvez le déplacer jusqu’à son début.',
    },
    cancelled: {
      subject: (reference) => `Appel annulé (${reference})`,
      title: 'Votre appel a été annulé',
      lede: 'Nous ne vous appellerons pas. Si vous changez d’avis, demandez à tout moment un autre appel sur notre site.',
    },
    choose: {
      subject: (reference) => `Veuillez choisir une autre heure (${reference})`,
      title: 'Veuillez choisir une autre heure',
      lede: 'Votre demande est validée, mais l’heure souhaitée n’est plus libre. Veuillez en choisir une autre ; nous n’appellerons pas avant.',
    },
    declined: {
      subject: (reference) => `Nous n’appellerons pas (${reference})`,
      title: 'Nous n’appelons pas ce numéro',
      lede: 'Un appel a été demandé vers un numéro dont le titulaire nous a dit de ne pas l’appeler. Nous nous y tenons, aujourd’hui aussi. Si c’est votre numéro et que vous souhaitez de nouveau être appelé, écrivez-nous ; nous répondons par e-mail.',
    },
  },
  staff: {
    title: 'Nouvelle demande de rappel',
    preview: (when) => `Une personne souhaite être rappelée : ${when}`,
    name: 'Nom',
    phone: 'Téléphone',
    language: 'Langue',
    languageNames: { en: 'anglais', nl: 'néerlandais', de: 'allemand', fr: 'français' },
    message: 'Message',
    claim:
      'Prenez d’abord l’appel à votre nom dans le desk, pour que personne d’autre n’appelle la même personne.',
    button: 'Ouvrir les rappels',
    undiallable: 'Regardez ce numéro à deux fois avant de le composer : il peut coûter cher.',
    footer: (date) =>
      `Cet e-mail contient des données personnelles. Utilisez-les seulement pour rappeler et supprimez-le au plus tard le ${date}, jour promis à la personne.`,
  },
  buttons: {
    release: 'Valider la demande',
    manage: 'Déplacer ou annuler l’appel',
    choose: 'Choisir une autre heure',
  },
  linkHint: 'Si le bouton ne fait rien, ouvrez cette adresse :',
  openingChangesNothing: 'Ouvrir le lien ne change rien ; la page a des boutons.',
  calendarHint: 'Le fichier joint place l’appel dans votre agenda.',
  footer:
    'Cet e-mail est envoyé à l’adresse saisie dans notre formulaire de rappel. Nous gardons ce qui y a été saisi pour rappeler, et pour rien d’autre. Si ce n’était pas vous, quelqu’un s’est trompé d’adresse : vous n’avez rien à faire.',
  privacy: 'Comment nous traitons vos données',
  calendar: {
    summary: (company) => `Appel de ${company}`,
    description: (reference) => `Nous vous appelons au numéro que vous avez donné. Référence : ${reference}`,
  },
  pages: {
    bookedTitle: 'Merci, nous vous appellerons.',
    bookedText: 'Gardez votre téléphone à portée de main à ce moment.',
    asapText: 'L’un de nous vous appellera dès que possible.',
    bookedMail:
      'Une confirmation part vers votre adresse e-mail, avec un lien pour déplacer ou annuler l’appel.',
    heldTitle: 'Encore une étape',
    heldMail: (days) =>
      `Votre demande est chez nous et attend que vous la validiez. Ouvrez le lien de l’e-mail que nous vous envoyons ; il est valable ${days} jours. Une place n’est réservée qu’ensuite.`,
    heldStaffTitle: 'Votre demande est chez nous.',
    heldStaff:
      'Le contrôle de sécurité n’a pas donné de réponse claire ; l’un de nous regarde donc d’abord la demande. Vous n’avez rien à faire.',
    releaseTitle: 'Valider votre demande ?',
    releaseText: 'Votre demande attend chez nous. Appuyez sur le bouton et nous réservons une place.',
    releasedTitle: 'Merci, votre demande est validée.',
    releasedText: 'Un e-mail avec les détails vous est envoyé.',
    chooseTitle: 'Veuillez choisir une autre heure',
    chooseText:
      'Votre demande est validée, mais l’heure souhaitée n’est plus libre. Quelle autre vous convient ?',
    manageTitle: 'Votre appel',
    manageText:
      'Nous vous appellerons à ce moment. Vous pouvez déplacer ou annuler l’appel jusqu’à son début.',
    moveLabel: 'Autre heure',
    moveHint: (zone) => `Toutes les heures valent pour ${zone}.`,
    moveButton: 'Prendre cette heure',
    chooseOption: 'Veuillez choisir',
    noSlots: 'Aucune autre heure n’est libre en ce moment.',
    movedTooOften:
      'Cet appel a été déplacé si souvent que seule une personne peut encore le déplacer : appelez-nous.',
    cancelTitle: 'L’appel n’est plus utile ?',
    cancelText: 'La place ira à quelqu’un d’autre.',
    cancelButton: 'Annuler l’appel',
    movedTitle: 'Merci, nous vous appellerons à la nouvelle heure.',
    movedText: 'Un e-mail avec les nouveaux détails vous est envoyé.',
    cancelledTitle: 'L’appel est annulé.',
    cancelledText:
      'Nous ne vous appellerons pas. Vous pouvez demander un autre appel sur notre site à tout moment.',
    overTitle: 'Cet appel ne peut plus être modifié',
    overText:
      'Il a eu lieu, a commencé ou est passé. Vous pouvez en demander un autre sur notre site à tout moment.',
    slotGone: 'Cette heure vient d’être prise. Veuillez en choisir une autre.',
    unknownTitle: 'Ce lien ne fonctionne plus',
    unknownText:
      'Il est trop ancien ou incomplet, ou la demande a été supprimée. Veuillez demander un appel de nouveau.',
    refusedTitle: 'Rien n’a encore été envoyé',
    refusedText: 'Veuillez vérifier :',
    refusedBack: 'Revenez en arrière dans votre navigateur : votre saisie est toujours dans le formulaire.',
    refusedCaptcha:
      'Le contrôle de sécurité a expiré. Revenez en arrière, rechargez la page et envoyez de nouveau.',
  },
  wrong: {
    name: 'Veuillez indiquer votre nom, en 200 caractères au plus.',
    phone: 'Ce numéro de téléphone n’est pas complet. Exemple : +33 1 23 45 67 89',
    email: 'Cette adresse e-mail n’est pas complète. Exemple : nom@example.com',
    message: 'Veuillez raccourcir le message à 2 000 caractères au plus.',
    slot: 'Veuillez choisir une heure de la liste.',
    slotTaken: 'L’heure choisie n’est plus libre. Rechargez la page et choisissez-en une autre.',
    closedNow: 'Notre bureau est fermé en ce moment. Veuillez choisir une heure.',
    other: 'Le formulaire est arrivé incomplet. Veuillez recharger la page.',
  },
};
