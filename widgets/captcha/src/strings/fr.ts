import type { CaptchaStrings } from '../strings.ts';

export const fr: CaptchaStrings = {
  label: 'Protection contre le spam',
  waiting: 'Commence d’elle-même dès que vous remplissez le formulaire.',
  ready: 'Votre navigateur résout un petit calcul. Vous n’avez rien à faire.',
  start: 'Lancer la vérification',
  fetching: 'Préparation …',
  solving: 'Votre navigateur résout un petit calcul. Continuez tranquillement.',
  solved: 'Terminé. Vous pouvez envoyer le formulaire.',
  expired: 'La vérification a expiré et se renouvelle. Votre texte est conservé.',
  offline: 'Pas de connexion. La vérification reprendra dès que vous serez en ligne.',
  failed: 'La vérification n’a pas abouti. Votre texte est conservé.',
  retry: 'Réessayer',
  slow: 'Cette page ou ce navigateur n’autorise pas la méthode rapide ; c’est donc plus long.',
  tooLong: 'C’est long sur votre appareil. Vous pouvez aussi envoyer maintenant et confirmer par e-mail.',
  skip: 'Envoyer sans vérification, confirmer par e-mail',
  skipped: 'Sans vérification : après l’envoi, vous recevrez un e-mail avec un lien de confirmation.',
  missing: 'La vérification contre le spam est en cours. Un instant, s’il vous plaît.',
};
