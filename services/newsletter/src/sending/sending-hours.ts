import type { SendingSettings } from './sending-settings.ts';

/** Whether mails may leave at this moment. */
export function isWithinHours(hours: SendingSettings['hours'], now: Date): boolean {
  if (hours === null) return true;
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: hours.timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const valueOf = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  const time = `${valueOf('hour')}:${valueOf('minute')}`;
  const day = weekdays.indexOf(valueOf('weekday')) + 1;
  return hours.days.includes(day) && time >= hours.from && time < hours.to;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** How many mails may leave on this day (UTC); undefined when there is no such limit any more. */
export function warmUpLimit(warmUp: SendingSettings['warmUp'], now: Date): number | undefined {
  if (warmUp === null) return undefined;
  const { startsOn, firstDay, lastDay, days } = warmUp;
  const day = Math.floor((now.getTime() - Date.parse(startsOn)) / 86_400_000);
  if (day >= days) return undefined;
  return Math.floor(firstDay * (lastDay / firstDay) ** (Math.max(0, day) / (days - 1)));
}
