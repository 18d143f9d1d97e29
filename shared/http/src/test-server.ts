import { createMetrics } from '@foyer/runtime';
import type { Metrics } from '@foyer/runtime';
import { silentLog } from '@foyer/runtime/testing';
import type { SilentLog } from '@foyer/runtime/testing';
import { createHttpApp } from './create-http-app.ts';
import type { HttpAppOptions } from './create-http-app.ts';
import { listen } from './listen.ts';
import type { ListenOptions } from './listen.ts';
import type { Route } from './route.ts';

export type TestServerOptions = Partial<Omit<HttpAppOptions, 'routes' | 'log' | 'metrics'>> &
  Partial<Omit<ListenOptions, 'host' | 'port' | 'log'>>;

export interface TestServer {
  /** `http://127.0.0.1:40123`, without a slash at the end. */
  url: string;
  port: number;
  log: SilentLog;
  metrics: Metrics;
  /** `fetch` with a path of this server; redirections are not followed. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** The routes on a free port of loopback, with every answer checked against what its route declares. */
export async function startTestServer(
  routes: readonly Route[],
  options: TestServerOptions = {},
): Promise<TestServer> {
  const log = silentLog();
  const metrics = createMetrics();
  const app = createHttpApp({
    trustProxy: 0,
    publicUrl: 'http://localhost:8080',
    checkResponses: true,
    ...options,
    routes,
    log,
    metrics,
  });
  const listening = await listen(app, { graceSeconds: 1, log, ...options, host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${listening.port}`;
  return {
    url,
    port: listening.port,
    log,
    metrics,
    fetch: (path, init) => fetch(url + path, { redirect: 'manual', ...init }),
    close: () => listening.close(),
  };
}
