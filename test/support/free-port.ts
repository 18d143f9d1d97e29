import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the ports that systems hand out for outgoing connections: Linux begins at 32768.
const first = 12_000;
const end = 32_000;

/**
 * A port of 127.0.0.1 that nobody listens on. No connection of a test that runs beside takes it, neither before the server
 * opens it nor while the server is down between a kill and its next start.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = first + Math.floor(Math.random() * (end - first));
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
