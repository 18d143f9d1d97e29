const DAY = 86_400_000;
/** So few days that it should be looked at now. */
const SOON_DAYS = 7;

/** Whole days until a day of the calendar; negative when it is over. Days are counted in UTC, as the server does. */
export function daysUntil(day: string, now: Date): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${isoDay(now)}T00:00:00Z`)) / DAY);
}

export type Urgency = 'overdue' | 'soon' | 'later';

export function urgencyOf(days: number): Urgency {
  return days < 0 ? 'overdue' : days <= SOON_DAYS ? 'soon' : 'later';
}

/** 2026-11-28 */
export function isoDay(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** A day of the calendar as a moment that is the same day in the reader's zone. */
export function asLocalDay(day: string): Date {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year ?? 0, (month ?? 1) - 1, date ?? 1, 12);
}
