import { fact, html, longDate, textMember, type Accepted, type Language, type SentView } from '@foyer/kit';
import { dayWords, timeWords, zoneWords } from './slot-words.ts';
import type { CallbackStrings } from './strings.ts';

/** What stands in the place of the form once the request has arrived. A held one waits for the visitor to release it by mail, or for the staff where there is no address. */
export function sentView(
  { answer, hasEmail }: Accepted,
  strings: CallbackStrings,
  language: Language,
): SentView {
  const reference = textMember(answer, 'reference');
  const isHeld = textMember(answer, 'state') === 'held';
  // Empty: as soon as possible.
  const startsAt = textMember(answer, 'startsAt');
  const [title, words] = !isHeld
    ? [strings.sentTitle, startsAt === '' ? strings.asapText : strings.sentText]
    : hasEmail
      ? [strings.releaseTitle, strings.releaseText]
      : [strings.heldTitle, strings.heldText];
  const view = html`<span class="foyer-sent-mark" aria-hidden="true">${isHeld ? '…' : '✓'}</span>
    <h3 tabindex="-1">${title}</h3>
    <p>${words}${!isHeld && hasEmail && html` ${strings.sentMail}`}</p>
    <dl class="foyer-facts">
      ${fact(strings.time, whenWords(startsAt, textMember(answer, 'endsAt'), language))}
      ${fact(strings.reference, reference)}
      ${fact(strings.deletedOn, longDate(textMember(answer, 'deletedOn'), language))}
    </dl>
    <button type="button" class="foyer-button foyer-button-quiet">${strings.another}</button>`;
  return { view, detail: { reference } };
}

/** On the visitor's own clocks, with their name. */
function whenWords(startsAt: string, endsAt: string, language: Language): string {
  const start = new Date(startsAt);
  if (Number.isNaN(start.valueOf())) return '';
  const minutes = (Date.parse(endsAt) - start.getTime()) / 60_000;
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const day = dayWords(start, language, zone);
  return `${day}, ${timeWords(start, minutes, language, zone)} (${zoneWords(zone)})`;
}
