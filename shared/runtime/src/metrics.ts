import prom from 'prom-client';

export interface MetricOptions<Label extends string> {
  /** `foyer_…`, with the unit at the end: `foyer_http_request_seconds`. */
  name: string;
  help: string;
  /** Labels have few, known values; never an address, a name or an id. */
  labelNames?: readonly Label[];
}

export interface Metrics {
  registry: prom.Registry;
  counter<Label extends string = never>(options: MetricOptions<Label>): prom.Counter<Label>;
  gauge<Label extends string = never>(
    options: MetricOptions<Label> & { collect?: (gauge: prom.Gauge<Label>) => void | Promise<void> },
  ): prom.Gauge<Label>;
  /** `buckets` are upper bounds in the metric's unit; seconds from 1 ms to 10 s when not given. */
  histogram<Label extends string = never>(
    options: MetricOptions<Label> & { buckets?: number[] },
  ): prom.Histogram<Label>;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * A registry of its own, so that two apps in one process (tests) do not meet.
 * With `processMetrics` it also watches memory, event loop and garbage collection, which starts observers.
 *
 * Asking for a name twice throws: two owners of one series would hide each other's figures.
 */
export function createMetrics(options: { processMetrics?: boolean } = {}): Metrics {
  const registry = new prom.Registry();
  if (options.processMetrics === true) prom.collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    counter: ({ name, help, labelNames = [] }) => new prom.Counter({ name, help, labelNames, registers }),
    gauge: ({ name, help, labelNames = [], collect }) => {
      const gauge: prom.Gauge<(typeof labelNames)[number]> = new prom.Gauge({
        name,
        help,
        labelNames,
        registers,
        ...(collect && { collect: () => collect(gauge) }),
      });
      return gauge;
    },
    histogram: ({ name, help, labelNames = [], buckets = SECONDS }) =>
      new prom.Histogram({ name, help, labelNames, buckets, registers }),
  };
}
