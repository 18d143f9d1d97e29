import type { ConflictWords } from '../../../differences.ts';
import { conflict } from '../../../strings/en/conflict.ts';
import { newsletterPacing as words } from '../../../strings/en/newsletter-pacing.ts';

const members: Readonly<Record<string, string>> = {
  perSecond: words.perSecond,
  parallel: words.parallel,
  domains: words.domains,
  hours: words.hours,
  timeZone: words.timeZone,
  days: words.days,
  from: words.from,
  to: words.to,
  warmUp: words.warmUp,
  startsOn: words.startsOn,
  firstDay: words.firstDay,
  lastDay: words.lastDay,
  returnDomain: words.returnDomain,
  dkim: words.signs,
  domain: words.dkimDomain,
  selector: words.selector,
};

export const pacingPlaces: ConflictWords = {
  place: (path) => path.map((part) => members[part] ?? part).join(' › '),
  value: (value) => {
    if (value == null || value === '') return conflict.none;
    return typeof value === 'string' ? value : JSON.stringify(value);
  },
};
