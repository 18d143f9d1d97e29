const dayMilliseconds = 86_400_000;

/** A day of the calendar in UTC, `2026-11-22`. */
export type Day = string;

/**
 * The day on which a message is gone at the latest: deleted in its first hours, `retentionDays` after the day on which
 * it was or will be closed.
 */
export function deletionDay(closedAt: Date, retentionDays: number): Day {
  return dayOf(daysAfter(closedAt, retentionDays));
}

export function daysAfter(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * dayMilliseconds);
}

export function dayOf(moment: Date): Day {
  return moment.toISOString().slice(0, 10);
}

/** `22 November 2026`, in the words of the language. */
export function longDate(day: Day, language: string): string {
  const moment = new Date(`${day}T12:00:00Z`);
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(moment);
}

/** Day and time of day with the zone, for those who answer. */
export function longMoment(moment: Date, language: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  });
  return format.format(moment);
}

// Not the American order of day and month.
function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}
