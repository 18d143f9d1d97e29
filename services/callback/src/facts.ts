import { type Language, longDate } from '@foyer/service';
import { callbackStrings } from './callback-strings.ts';
import { showDifferentTimes, timeRange, weekdayAndDate, zoneWords } from './dates.ts';
import type { Day } from './request.ts';
import type { Slot } from './slots.ts';

/** What a visitor reads of a request, in mails and on pages: name and value, empty where there is nothing to say. */
export interface Facts {
  day: string;
  time: string;
  zone: string;
  /** Only where the clocks of the company show something else. */
  officeTime: string;
  deletedOn: string;
}

export function factsOf(
  request: { slot: Slot | null; language: Language; zone: string; deletedOn?: Day },
  companyZone: string,
): Facts {
  const { slot, language, zone } = request;
  const strings = callbackStrings[language];
  const deletedOn =
    request.deletedOn === undefined ? '' : strings.atTheLatest(longDate(request.deletedOn, language));
  if (slot === null) return { day: '', time: strings.asap, zone: '', officeTime: '', deletedOn };
  const isElsewhere = showDifferentTimes(zone, companyZone, slot.startsAt);
  return {
    day: weekdayAndDate(slot.startsAt, language, zone),
    time: timeRange(slot, language, zone),
    zone: zoneWords(zone, slot.startsAt, language),
    officeTime: isElsewhere
      ? `${timeRange(slot, language, companyZone)}, ${zoneWords(companyZone, slot.startsAt, language)}`
      : '',
    deletedOn,
  };
}
