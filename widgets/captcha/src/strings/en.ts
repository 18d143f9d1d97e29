import type { CaptchaStrings } from '../strings.ts';

export const en: CaptchaStrings = {
  label: 'Protection against spam',
  waiting: 'Starts by itself when you fill in the form.',
  ready: 'Your browser solves a small task. You do nothing.',
  start: 'Start the check',
  fetching: 'Getting ready …',
  solving: 'Your browser is solving a small task. Just carry on.',
  solved: 'Done. You can send the form.',
  expired: 'The check has expired and is being renewed. Your text stays.',
  offline: 'No connection. The check goes on as soon as you are online.',
  failed: 'The check could not be completed. Your text stays.',
  retry: 'Try again',
  slow: 'This page or browser does not allow the fast way, so it takes longer.',
  tooLong: 'This takes long on your device. You can send now and confirm by e-mail instead.',
  skip: 'Send without it, confirm by e-mail',
  skipped: 'Without the check: after sending you get an e-mail with a link to confirm.',
  missing: 'The check against spam is still running. Please wait a moment.',
};
