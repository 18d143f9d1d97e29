import type { Language } from '@foyer/service';

/** `22 November 2026`, in the words of the language. */
export function longDate(moment: Date | string, language: Language): string {
  const at = typeof moment === 'string' ? new Date(`${moment.slice(0, 10)}T12:00:00Z`) : moment;
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

/** With the time of day and the zone. */
export function longMoment(moment: Date, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(moment);
}

// Not the American order of day and month.
function localeOf(language: Language): string {
  return language === 'en' ? 'en-GB' : language;
}
