import type { Log, Metrics } from '@foyer/runtime';

export interface RequestRecord {
  method: string;
  /** Pattern of the route, never the path: that may hold a token or a reference. */
  route: string;
  status: number;
  milliseconds: number;
  requestId: string;
}

/** Writes each request into the log, one line, and into the histogram `foyer_http_request_seconds`. */
export function createRequestRecords(log: Log, metrics: Metrics): (record: RequestRecord) => void {
  const histogram = metrics.histogram({
    name: 'foyer_http_request_seconds',
    help: 'Time from the first header to the end of the answer, by route pattern.',
    labelNames: ['method', 'route', 'status'],
  });
  // prom-client hashes the labels anew for each observation; the children are few and can be kept.
  const children = new Map<string, { observe(seconds: number): void }>();
  return (record) => {
    const { method, route, status, milliseconds } = record;
    const key = `${method} ${route} ${status}`;
    let child = children.get(key);
    if (!child) {
      child = histogram.labels({ method, route, status });
      children.set(key, child);
    }
    child.observe(milliseconds / 1000);
    log.info({ ...record, milliseconds: Math.round(milliseconds * 10) / 10 }, 'request');
  };
}
