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
  // One child of each for every route and status: labels are hashed and fields written out once, not for every request.
  const series = new Map<string, { observe(seconds: number): void; log: Log }>();
  return ({ method, route, status, milliseconds, requestId }) => {
    const key = `${method} ${route} ${status}`;
    let one = series.get(key);
    if (!one) {
      const child = histogram.labels({ method, route, status });
      one = { observe: (seconds) => child.observe(seconds), log: log.child({ method, route, status }) };
      series.set(key, one);
    }
    one.observe(milliseconds / 1000);
    one.log.info({ requestId, milliseconds: Math.round(milliseconds * 10) / 10 }, 'request');
  };
}
