import { parseMailbox } from '@foyer/mail';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { callbackStrings } from '../callback-strings.ts';
import type { CallbackRequest } from '../request.ts';

/**
 * The call as a calendar entry, in UTC, which every calendar shows on its own clocks. It is published, not an invitation:
 * the address is whoever's the visitor typed, and some programs put invitations into a calendar without being asked.
 * The same UID and a higher SEQUENCE replace an earlier entry (RFC 5546 §3.2.1), CANCEL takes it away (§3.2.5).
 *
 * @returns undefined for a call without a time
 */
export function calendarEntry(
  request: CallbackRequest,
  method: 'PUBLISH' | 'CANCEL',
  options: { companyName: string; mailFrom: string; writtenAt: Date },
): { method: 'PUBLISH' | 'CANCEL'; content: string } | undefined {
  const { slot } = request;
  if (slot === null) return undefined;
  const { calendar: words } = callbackStrings[request.language];
  const { address } = parseMailbox(options.mailFrom, 'mailFrom');
  const isCancelled = method === 'CANCEL';
  const entry = ical({ prodId: '//Foyer//Callback//EN', method: ICalCalendarMethod[method] });
  entry.createEvent({
    id: `callback.${request.id}@${request.mailDomain}`,
    // A cancellation is a further version of the entry.
    sequence: request.sequence + (isCancelled ? 1 : 0),
    stamp: options.writtenAt,
    start: slot.startsAt,
    end: slot.endsAt,
    summary: words.summary(options.companyName),
    description: words.description(request.reference),
    organizer: { name: options.companyName, email: address },
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return { method, content: entry.toString() };
}
