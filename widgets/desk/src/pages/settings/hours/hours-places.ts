import type { ConflictWords } from '../../../differences.ts';
import { hours as words } from '../../../strings/en/hours.ts';
import { conflict as conflictWords } from '../../../strings/en/conflict.ts';

const members: Readonly<Record<string, string>> = {
  zone: words.zone,
  week: words.week,
  holidays: words.holidays,
  slotMinutes: words.numbers.slotMinutes.label,
  capacity: words.numbers.capacity.label,
  leadMinutes: words.numbers.leadMinutes.label,
  horizonDays: words.numbers.horizonDays.label,
  name: words.name,
  intervals: words.hours,
  order: conflictWords.order,
  ...words.days,
};

export const hoursPlaces: ConflictWords = {
  place: (path) => path.map((part) => members[part] ?? part).join(' › '),
  value: textOf,
};

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? words.closed : value.map(textOf).join(', ');
  if (value == null) return '';
  if (typeof value !== 'object') return typeof value === 'string' ? value : JSON.stringify(value);
  if ('from' in value && 'to' in value) return `${textOf(value.from)}–${textOf(value.to)}`;
  if ('name' in value && 'intervals' in value)
    return words.wholeDay(textOf(value.name), textOf(value.intervals));
  return JSON.stringify(value);
}
