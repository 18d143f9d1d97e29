import type { CaptchaStrings } from '../strings.ts';

export const nl: CaptchaStrings = {
  label: 'Bescherming tegen spam',
  waiting: 'Begint vanzelf zodra u het formulier invult.',
  ready: 'Uw browser lost een kleine rekentaak op. U hoeft niets te doen.',
  start: 'Controle starten',
  fetching: 'Wordt voorbereid …',
  solving: 'Uw browser lost een kleine rekentaak op. Gaat u gerust verder.',
  solved: 'Klaar. U kunt het formulier versturen.',
  expired: 'De controle is verlopen en wordt vernieuwd. Uw tekst blijft staan.',
  offline: 'Geen verbinding. De controle gaat verder zodra u online bent.',
  failed: 'De controle is niet gelukt. Uw tekst blijft staan.',
  retry: 'Opnieuw proberen',
  slow: 'Deze pagina of browser staat de snelle weg niet toe; daarom duurt het langer.',
  tooLong: 'Op uw apparaat duurt dit lang. U kunt ook nu versturen en per e-mail bevestigen.',
  skip: 'Zonder controle versturen, per e-mail bevestigen',
  skipped: 'Zonder controle: na het versturen krijgt u een e-mail met een link om te bevestigen.',
  missing: 'De controle tegen spam loopt nog. Een ogenblik geduld.',
};
