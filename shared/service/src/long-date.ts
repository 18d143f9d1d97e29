/**
 * `22 November 2026`, in UTC and in the words of the language.
 *
 * @param moment a text is a day, `2026-11-22`, with or without a time after it
 */
export function longDate(moment: Date | string, language: string): string {
  const at = typeof moment === 'string' ? new Date(`${moment.slice(0, 10)}T12:00:00Z`) : moment;
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

/** `22 November 2026 at 10:00 UTC`, on the clocks of a zone. */
export function longMoment(moment: Date, language: string, timeZone = 'UTC'): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(moment);
}

/** For `Intl`: not the American order of day and month. */
export function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}
