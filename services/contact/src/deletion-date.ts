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
