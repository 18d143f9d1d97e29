/** From an unconfirmed sign-up to its deletion. */
export const pendingDays = 7;
/** From leaving to the deletion: as long as somebody may come back with one button. */
export const leftDays = 30;
/** From an import to the deletion of its report. */
export const importDays = 60;

const dayMilliseconds = 86_400_000;

export function daysAfter(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * dayMilliseconds);
}

/** In UTC, `2026-11-22`. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
