import { localeOf, type Language } from '@foyer/service';
import type { Day } from './request.ts';
import type { Slot } from './slots.ts';

const dayMilliseconds = 86_400_000;

export function daysAfter(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * dayMilliseconds);
}

export function minutesAfter(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() + minutes * 60_000);
}

export function dayOf(moment: Date): Day {
  return moment.toISOString().slice(0, 10);
}

/** `Tuesday, 24 November 2026`, on the clocks of a zone. */
export function weekdayAndDate(moment: Date, language: Language, zone: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'full', timeZone: zone }).format(moment);
}

/** `09:00–09:30`, on the clocks of a zone. */
export function timeRange({ startsAt, endsAt }: Slot, language: Language, zone: string): string {
  const format = new Intl.DateTimeFormat(localeOf(language), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  return `${format.format(startsAt)}–${format.format(endsAt)}`;
}

/** `Europe/Amsterdam (Central European Standard Time)`: which clocks are meant, on that day. */
export function zoneWords(zone: string, moment: Date, language: Language): string {
  const parts = new Intl.DateTimeFormat(localeOf(language), {
    timeZone: zone,
    timeZoneName: 'long',
  }).formatToParts(moment);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value;
  const place = zone.replaceAll('_', ' ');
  return name === undefined || name === place ? place : `${place} (${name})`;
}

/** Whether two zones show other times at that moment. */
export function showDifferentTimes(one: string, other: string, moment: Date): boolean {
  return one !== other && wallTime(one, moment) !== wallTime(other, moment);
}

function wallTime(zone: string, moment: Date): string {
  return moment.toLocaleString('en-GB', { timeZone: zone });
}
