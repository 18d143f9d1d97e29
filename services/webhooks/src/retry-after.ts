/** So long a receiver may put us off; who asks for more is asked again after a day. */
const maxSeconds = 86_400;

const weekday = /^(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b/;

/**
 * The moment before which a receiver wants no other attempt (RFC 9110 §10.2.3): a number of seconds, or a date in any
 * of the three formats of §5.6.7.
 *
 * @returns undefined for what is neither, or is over
 */
export function retryMoment(header: string | undefined, now: Date): Date | undefined {
  const text = header?.trim() ?? '';
  const milliseconds = /^\d{1,12}$/.test(text) ? Number(text) * 1000 : dateOf(text) - now.getTime();
  if (!(milliseconds > 0)) return undefined;
  return new Date(now.getTime() + Math.min(milliseconds, maxSeconds * 1000));
}

/** NaN for what is no date. That of asctime has no zone in it, and means GMT. */
function dateOf(text: string): number {
  if (text.length > 40 || !weekday.test(text)) return Number.NaN;
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
}
