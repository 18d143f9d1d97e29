import type { Metrics } from '@foyer/runtime';
import type { JobStats } from './job.ts';

export interface JobMetrics {
  done(job: string, seconds: number): void;
  failed(job: string, seconds: number): void;
  putOff(job: string, seconds: number): void;
}

/** Registers the series of the jobs. The gauges ask `stats` when they are read; a database that is down leaves the last figures. */
export function createJobMetrics(metrics: Metrics, stats: () => Promise<JobStats>): JobMetrics {
  const durations = metrics.histogram({
    name: 'foyer_job_seconds',
    help: 'How long jobs ran, by name and outcome',
    labelNames: ['job', 'outcome'],
    buckets: [0.005, 0.025, 0.1, 0.5, 2.5, 10, 60, 300],
  });
  const failures = metrics.counter({
    name: 'foyer_job_failures_total',
    help: 'Attempts that failed, by name of the job',
    labelNames: ['job'],
  });
  const counts = metrics.gauge({
    name: 'foyer_jobs',
    help: 'Jobs that are not done, by state',
    labelNames: ['state'],
    collect: () => readOnce(),
  });
  const lag = metrics.gauge({
    name: 'foyer_job_lag_seconds',
    help: 'How long the job that is due the longest has been due',
    collect: () => readOnce(),
  });

  // Both gauges are read at the same time.
  let reading: Promise<void> | undefined;

  function readOnce(): Promise<void> {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  async function read(): Promise<void> {
    try {
      const { ready, claimed, dead, oldestReadySeconds } = await stats();
      counts.set({ state: 'ready' }, ready);
      counts.set({ state: 'claimed' }, claimed);
      counts.set({ state: 'dead' }, dead);
      lag.set(oldestReadySeconds);
    } catch {
      // Readiness and the loops' log tell of the database; metrics of everything else must still be readable.
    }
  }

  return {
    done: (job, seconds) => durations.observe({ job, outcome: 'done' }, seconds),
    putOff: (job, seconds) => durations.observe({ job, outcome: 'put_off' }, seconds),
    failed(job, seconds) {
      durations.observe({ job, outcome: 'failed' }, seconds);
      failures.inc({ job });
    },
  };
}
