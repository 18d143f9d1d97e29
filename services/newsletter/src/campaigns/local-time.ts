const shape = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

export function isTimeZone(name: string): boolean {
  // Offsets such as +02:00 are accepted by Intl and know nothing of summer.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * The moment at which the clocks of a zone show a time.
 *
 * @param local `2026-12-01T09:00`
 * @param zone an IANA name
 * @returns the first of two when the clocks are set back over it; undefined when they skip it or the date is none
 */
export function momentOf(local: string, zone: string): Date | undefined {
  const [, year, month, day, hour, minute] = shape.exec(local) ?? [];
  if (minute === undefined) return undefined;
  const asUtc = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  // No clock is more than 14 hours ahead or 12 behind; the offsets around the time are the candidates, the largest first.
  const offsets = [-14, 0, 14].map((hours) => offsetAt(asUtc + hours * 3_600_000, zone));
  const candidates = [...new Set(offsets)].toSorted((a, b) => b - a).map((offset) => asUtc - offset);
  const found = candidates.find((moment) => localTimeAt(moment, zone) === local);
  return found === undefined ? undefined : new Date(found);
}

/** What the clocks of the zone show: `2026-12-01T09:00`. */
function localTimeAt(moment: number, zone: string): string {
  return new Date(moment + offsetAt(moment, zone)).toISOString().slice(0, 16);
}

/** Milliseconds that the zone is ahead of UTC. */
function offsetAt(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const valueOf = (wanted: string) => Number(parts.find(({ type }) => type === wanted)?.value);
  const shown = Date.UTC(
    valueOf('year'),
    valueOf('month') - 1,
    valueOf('day'),
    valueOf('hour'),
    valueOf('minute'),
    valueOf('second'),
  );
  return shown - Math.floor(moment / 1000) * 1000;
}
