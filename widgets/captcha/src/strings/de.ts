import type { CaptchaStrings } from '../strings.ts';

export const de: CaptchaStrings = {
  label: 'Schutz vor Spam',
  waiting: 'Beginnt von selbst, sobald Sie das Formular ausfüllen.',
  ready: 'Ihr Browser löst eine kleine Rechenaufgabe. Sie müssen nichts tun.',
  start: 'Prüfung starten',
  fetching: 'Wird vorbereitet …',
  solving: 'Ihr Browser löst eine kleine Rechenaufgabe. Machen Sie einfach weiter.',
  solved: 'Fertig. Sie können das Formular absenden.',
  expired: 'Die Prüfung ist abgelaufen und wird erneuert. Ihr Text bleibt stehen.',
  offline: 'Keine Verbindung. Die Prüfung geht weiter, sobald Sie online sind.',
  failed: 'Die Prüfung ist nicht gelungen. Ihr Text bleibt stehen.',
  retry: 'Erneut versuchen',
  slow: 'Diese Seite oder dieser Browser lässt den schnellen Weg nicht zu, deshalb dauert es länger.',
  tooLong: 'Auf Ihrem Gerät dauert das lange. Sie können auch jetzt absenden und per E-Mail bestätigen.',
  skip: 'Ohne Prüfung senden, per E-Mail bestätigen',
  skipped: 'Ohne Prüfung: Nach dem Absenden erhalten Sie eine E-Mail mit einem Link zum Bestätigen.',
  missing: 'Die Prüfung gegen Spam läuft noch. Bitte warten Sie einen Augenblick.',
};
