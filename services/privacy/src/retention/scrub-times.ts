const apartMilliseconds = 60_000;
// Whoever asks so shortly before a scrubbing may commit after it has begun.
const marginMilliseconds = 5_000;

/**
 * When the next scrubbing is to begin: at once after a quiet minute, and otherwise a minute after the last one, for all
 * who have asked meanwhile. Tables are locked while it lasts, and nobody may keep them so by asking again and again.
 */
export function createScrubTimes(): (now: Date) => Date {
  let planned = Number.NEGATIVE_INFINITY;
  return (date) => {
    const now = date.getTime();
    const isReached = planned <= now + marginMilliseconds;
    // A clock that was set back must not put it off for longer.
    const isFarOff = planned > now + apartMilliseconds + marginMilliseconds;
    if (isFarOff || planned + apartMilliseconds <= now) planned = now;
    else if (isReached) planned += apartMilliseconds;
    return new Date(planned);
  };
}
