import { connect } from 'node:net';

/**
 * Sends bytes as they are and gives everything that comes back until the other side closes; for tests of what no HTTP
 * client would send. Rejects after `timeoutSeconds` (5).
 */
export function rawRequest(port: number, bytes: string | Uint8Array, timeoutSeconds = 5): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const timer = setTimeout(() => socket.destroy(new Error('no end in time')), timeoutSeconds * 1000);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString('latin1'));
    });
  });
}
