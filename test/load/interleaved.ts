import { median } from './statistics.ts';

/** Runs something once or many times and says how many times. */
export type Contender = () => number | Promise<number>;

const SLICES = 6;
const SLICE_MILLISECONDS = 40;

/**
 * Medians of what each contender gets done in a second. They take turns of 40 ms within each repeat, so that
 * other work on the machine meets them all alike; the first repeat warms them up and does not count.
 */
export async function ratesOf<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  repeats: number,
): Promise<Map<string, number>> {
  const rates = new Map<string, number[]>();
  for (let repeat = -1; repeat < repeats; repeat++) {
    const done = new Map<string, { units: number; milliseconds: number }>();
    for (let slice = 0; slice < SLICES; slice++) {
      for (const [name, contender] of Object.entries<Contender>(contenders)) {
        const total = done.get(name) ?? { units: 0, milliseconds: 0 };
        const start = performance.now();
        let elapsed = 0;
        while (elapsed < SLICE_MILLISECONDS) {
          // One after the other is the point: they must not share the core.
          // oxlint-disable-next-line no-await-in-loop
          total.units += await contender();
          elapsed = performance.now() - start;
        }
        total.milliseconds += elapsed;
        done.set(name, total);
      }
    }
    if (repeat < 0) continue;
    for (const [name, { units, milliseconds }] of done) {
      rates.set(name, [...(rates.get(name) ?? []), (1000 * units) / milliseconds]);
    }
  }
  return new Map([...rates].map(([name, values]) => [name, median(values)]));
}
