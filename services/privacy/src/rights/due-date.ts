/** A day of the calendar, `2026-11-28`. */
export type Day = string;

/**
 * The last day to answer a request: one month after the day on which it came (Art. 12(3) GDPR), counted as Regulation
 * (EEC, Euratom) No 1182/71, Art. 3(2)(c) does: the day with the same number, or the last one of a month that has no such
 * day. A weekend or a holiday at the end would give some days more; we do not take them.
 */
export function dueDay(receivedOn: Day): Day {
  return monthsAfter(receivedOn, 1);
}

/** Two further months at most (Art. 12(3)). */
export function latestExtension(receivedOn: Day): Day {
  return monthsAfter(receivedOn, 3);
}

/** @throws RangeError when `day` is no day */
export function monthsAfter(day: Day, months: number): Day {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined) {
    throw new RangeError(`a day must be like 2026-11-28, got '${day}'`);
  }
  const counted = Number(year) * 12 + (Number(month) - 1) + months;
  // Day 0 is the last one of the month before.
  const last = new Date(Date.UTC(Math.floor(counted / 12), (counted % 12) + 1, 0)).getUTCDate();
  const moment = Date.UTC(Math.floor(counted / 12), counted % 12, Math.min(Number(date), last));
  return dayOf(new Date(moment));
}

/** In UTC, which in Europe is never later than the day on the wall. */
export function dayOf(moment: Date): Day {
  return moment.toISOString().slice(0, 10);
}

/** Whole days from one day to the other; negative when it is over. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
