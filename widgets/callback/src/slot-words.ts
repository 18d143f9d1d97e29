import type { Language } from '@foyer/kit/language';

/** `Tuesday 24 November`, on the clocks of a zone; the visitor's own when undefined. */
export function dayWords(moment: Date, language: Language, zone: string | undefined): string {
  const words = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  return new Intl.DateTimeFormat(localeOf(language), { ...words, timeZone: zone }).format(moment);
}

/** `09:00–09:30`. */
export function timeWords(
  startsAt: Date,
  minutes: number,
  language: Language,
  zone: string | undefined,
): string {
  const format = new Intl.DateTimeFormat(localeOf(language), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  return `${format.format(startsAt)}–${format.format(new Date(startsAt.getTime() + minutes * 60_000))}`;
}

/** `America/New York`. */
export function zoneWords(zone: string): string {
  return zone.replaceAll('_', ' ');
}

// Not the American order of day and month.
function localeOf(language: Language): string {
  return language === 'en' ? 'en-GB' : language;
}
