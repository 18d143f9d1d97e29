interface TimePoint {
  at: Date;
  values: readonly number[];
}

interface TimeSteps {
  times: Date[];
  /** One list for each value of a point, as long as `times`. */
  sums: number[][];
  stepMinutes: number;
}

const MAX_STEPS = 200;
const steps = [1, 5, 15, 60, 360, 1440] as const;

/** Counts over time in even steps without gaps, in steps as fine as a chart can show. Days are those of UTC. */
export function inSteps(
  points: readonly TimePoint[],
  given: { values: number; finestMinutes: number },
): TimeSteps {
  const moments = points.map(({ at }) => at.getTime());
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  const fine = steps.filter((minutes) => minutes >= given.finestMinutes);
  const stepMinutes = fine.find((minutes) => (last - first) / (minutes * 60_000) < MAX_STEPS) ?? 1440;
  if (points.length === 0)
    return { times: [], sums: Array.from({ length: given.values }, () => []), stepMinutes };
  const step = stepMinutes * 60_000;
  const begin = Math.floor(first / step) * step;
  // A step more than there are counts: one bar alone has no width.
  const length = Math.floor((last - begin) / step) + 2;
  const sums = Array.from({ length: given.values }, () => Array.from({ length }, () => 0));
  for (const { at, values } of points) {
    const index = Math.floor((at.getTime() - begin) / step);
    for (const [which, value] of values.entries()) {
      const list = sums[which];
      if (list !== undefined) list[index] = (list[index] ?? 0) + value;
    }
  }
  return { times: Array.from({ length }, (_, index) => new Date(begin + index * step)), sums, stepMinutes };
}
