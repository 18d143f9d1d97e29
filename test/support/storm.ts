import * as fc from 'fast-check';

export interface Storm {
  /** Sends so many inputs, on all lanes at once; fails with the seed and the smallest input that fails. */
  rage: <Input>(
    inputs: number,
    arbitrary: fc.Arbitrary<Input>,
    check: (input: Input) => Promise<void>,
  ) => Promise<void>;
  /** So far. */
  inputs: () => number;
}

/** Property tests that run side by side, since most of the time of an input is waiting for its answer. */
export function createStorm({ seed, lanes }: { seed: number; lanes: number }): Storm {
  let sent = 0;
  return {
    inputs: () => sent,
    rage: async (inputs, arbitrary, check) => {
      const property = fc.asyncProperty(arbitrary, async (input) => {
        sent += 1;
        await check(input);
      });
      const numRuns = Math.ceil(inputs / lanes);
      const lanesDone = await Promise.all(
        Array.from(
          { length: lanes },
          async (_, lane) => await fc.check(property, { seed: seed + lane, numRuns }),
        ),
      );
      const failed = lanesDone.find((run) => run.failed);
      if (failed !== undefined) {
        throw new Error(legible(await fc.asyncDefaultReportMessage(failed)), { cause: failed.errorInstance });
      }
    },
  };
}

/** Without the long runs of one letter that over-long values consist of. */
function legible(message: string | undefined): string {
  return (message ?? '').replaceAll(/(.)\1{99,}/gsu, (run, letter: string) => `${letter}…×${run.length}`);
}
