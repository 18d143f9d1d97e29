import { Temporal } from 'temporal-polyfill';
import { minuteOf, weekdays, type OpenInterval, type OpeningHours } from './opening-hours.ts';

/** Two instants. Everything about zones is settled when a slot is made. */
export interface Slot {
  startsAt: Date;
  endsAt: Date;
}

const minuteMilliseconds = 60_000;

/** All slots that begin from `from` until before `to`, in order, whether free or not. */
export function slotsBetween(hours: OpeningHours, from: Date, to: Date): Slot[] {
  const last = dayIn(hours.zone, to);
  const slots: Slot[] = [];
  for (
    let day = dayIn(hours.zone, from);
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    for (const slot of slotsOfDay(hours, day)) {
      if (slot.startsAt >= from && slot.startsAt < to) slots.push(slot);
    }
  }
  return slots;
}

/** Whether the company's clocks show an opening hour at this moment. */
export function isOpenAt(hours: OpeningHours, moment: Date): boolean {
  const day = dayIn(hours.zone, moment);
  return intervalsOf(hours, day).some((interval) => isWithin(hours.zone, day, interval, moment.getTime()));
}

/** Midnight of a day on the clocks of a zone, or the first moment after it where the clocks skip midnight. */
export function startOfDay(day: string, zone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
}

function slotsOfDay(hours: OpeningHours, day: Temporal.PlainDate): Slot[] {
  const length = hours.slotMinutes * minuteMilliseconds;
  const slots: Slot[] = [];
  for (const interval of intervalsOf(hours, day)) {
    const end = lastMoment(hours.zone, day, minuteOf(interval.to));
    for (
      let start = firstMoment(hours.zone, day, minuteOf(interval.from));
      start + length <= end;
      start += length
    ) {
      if (isWhollyWithin(hours.zone, day, interval, start, start + length)) {
        slots.push({ startsAt: new Date(start), endsAt: new Date(start + length) });
      }
    }
  }
  return slots;
}

function intervalsOf(hours: OpeningHours, day: Temporal.PlainDate): readonly OpenInterval[] {
  const date = day.toString();
  const holiday = hours.holidays.find((one) => one.date === date);
  const weekday = weekdays[day.dayOfWeek - 1];
  return holiday?.intervals ?? (weekday === undefined ? [] : hours.week[weekday]);
}

/** Of a time that the clocks show twice, the first; of one that they skip, the moment of the jump. */
function firstMoment(zone: string, day: Temporal.PlainDate, minute: number): number {
  const wanted = wallTime(day, minute);
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (found.toPlainDateTime().equals(wanted)) return found.epochMilliseconds;
  return (found.getTimeZoneTransition('next') ?? found).epochMilliseconds;
}

function lastMoment(zone: string, day: Temporal.PlainDate, minute: number): number {
  return wallTime(day, minute).toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
}

/**
 * When clocks go back in a slot, its first and its last minute may lie in the hours and those between not: then every
 * minute is looked at, which happens twice a year.
 */
function isWhollyWithin(
  zone: string,
  day: Temporal.PlainDate,
  interval: OpenInterval,
  start: number,
  end: number,
): boolean {
  const last = end - minuteMilliseconds;
  if (!isWithin(zone, day, interval, start) || !isWithin(zone, day, interval, last)) return false;
  if (offsetAt(zone, start) === offsetAt(zone, last)) return true;
  for (let moment = start; moment < end; moment += minuteMilliseconds) {
    if (!isWithin(zone, day, interval, moment)) return false;
  }
  return true;
}

function isWithin(zone: string, day: Temporal.PlainDate, interval: OpenInterval, moment: number): boolean {
  const wall = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
  const minute = wall.hour * 60 + wall.minute;
  return (
    wall.toPlainDate().equals(day) && minute >= minuteOf(interval.from) && minute < minuteOf(interval.to)
  );
}

function wallTime(day: Temporal.PlainDate, minute: number): Temporal.PlainDateTime {
  return day.toPlainDateTime().add({ minutes: minute });
}

function dayIn(zone: string, moment: Date): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone).toPlainDate();
}

function offsetAt(zone: string, moment: number): number {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).offsetNanoseconds;
}
