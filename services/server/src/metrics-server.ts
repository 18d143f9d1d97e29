import { createServer } from 'node:http';
import { once } from 'node:events';
import type { Shutdown } from '@foyer/runtime';
import type { System } from './system.ts';

const defaultPort = 9464;

/**
 * `/metrics` on a port of its own, on loopback: figures are nobody's business outside.
 * Nobody asked for the default port, so when another process has it, that is no reason not to start.
 */
export async function serveMetrics(system: System, shutdown: Shutdown): Promise<void> {
  const { config, log, metrics } = system;
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.registry.metrics().then(
      (text) => response.writeHead(200, { 'Content-Type': metrics.registry.contentType }).end(text),
      (error: unknown) => {
        log.error({ err: error }, 'the metrics could not be gathered');
        response.writeHead(500).end();
      },
    );
  });
  try {
    server.listen(config.metricsPort ?? defaultPort, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!isTaken || config.metricsPort !== undefined) throw error;
    log.info(`port ${defaultPort} is taken: no metrics from this process; METRICS_PORT names another`);
    return;
  }
  shutdown.add('metrics', () => {
    server.closeAllConnections();
    server.close();
  });
}
