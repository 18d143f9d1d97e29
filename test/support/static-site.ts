import { once } from 'node:events';
import { createServer } from 'node:http';

export interface StaticSite {
  url: string;
  close: () => void;
}

export interface StaticFile {
  type: string;
  body: string | Uint8Array;
  headers?: Record<string, string>;
}

/** Another site's pages, on an origin of their own. */
export async function serveStatic(files: Record<string, StaticFile>): Promise<StaticSite> {
  const server = createServer((request, response) => {
    const file = files[new URL(request.url ?? '/', 'http://site').pathname];
    response.writeHead(file === undefined ? 404 : 200, {
      'Content-Type': file?.type ?? 'text/plain',
      ...file?.headers,
    });
    response.end(file?.body ?? 'not found');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
