/** One line of `npm run bench`: larger is better, and `ratio` is ours ÷ peer. */
export interface BenchRow {
  name: string;
  ours: number;
  peer: number;
  ratio: number;
  /** What the ratio must be at least. */
  reach: number;
  unit: string;
}
