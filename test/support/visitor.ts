import { request } from 'node:http';
import { solvePuzzle } from '@foyer/pow/testing';

/** All that may carry an address, from those who are in front of us and from those who only say so. */
export function headersOf(address: string, says: string): Record<string, string> {
  return {
    'X-Forwarded-For': says,
    Forwarded: `for="${says}";proto=https`,
    'X-Real-IP': address,
    'X-Client-IP': address,
    'CF-Connecting-IP': address,
    'True-Client-IP': address,
    Via: `1.1 ${address}`,
    'X-Request-Id': address,
    'User-Agent': `curl (${address})`,
    Referer: `http://${address}/`,
  };
}

interface Request {
  path: string;
  headers?: Record<string, string>;
  body?: string;
  localAddress?: string;
}

export type Ask = (
  request: Request,
) => Promise<{ status: number; text: string; requestId: string | undefined }>;

/** One connection for each request, from the address that is asked for. */
export function createVisitor(url: string): Ask {
  return async ({ path, headers = {}, body, localAddress }) =>
    await new Promise((resolve, reject) => {
      const method = body === undefined ? 'GET' : 'POST';
      const from = localAddress === undefined ? {} : { localAddress };
      const sending = request(url + path, { method, headers, ...from, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const id = response.headers['x-request-id'];
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(chunks).toString(),
            requestId: typeof id === 'string' ? id : undefined,
          });
        });
        response.on('error', reject);
      });
      sending.on('error', reject);
      sending.end(body);
    });
}

/** Part of what a visitor writes: the message is kept, and so a search has to find it. */
export const written = '198.18.7.77';

const message = {
  name: 'Ada',
  email: 'ada@example.org',
  topic: 'general',
  message: `Why does ${written} not answer?`,
};

export const statusesOfVisit = [200, 200, 400, 201, 201, 422, 400, 404, 404, 200, 400, 400, 404, 404, 200];

/** Everything a visitor can do, well and badly. @returns the statuses of the answers */
export async function visit(
  ask: Ask,
  site: { siteKey: string; secret: string },
  headers: Record<string, string>,
  from: { localAddress?: string } = {},
): Promise<number[]> {
  const post = async (path: string, type: string, body: string): Promise<number> =>
    (await ask({ path, body, headers: { ...headers, 'Content-Type': type, Accept: '*/*' }, ...from })).status;
  const solution = async (): Promise<string> => {
    const { text } = await ask({ path: `/api/v1/puzzle?sitekey=${site.siteKey}`, headers, ...from });
    return await solvePuzzle((JSON.parse(text) as { data: { puzzle: string } }).data.puzzle);
  };
  const json = 'application/json';
  const form = 'application/x-www-form-urlencoded';
  const verified = { secret: site.secret, solution: await solution() };
  const sent = { ...message, 'frc-captcha-solution': await solution() };
  const statuses = [
    await post('/api/v1/siteverify', json, JSON.stringify(verified)),
    await post('/api/v1/siteverify', json, JSON.stringify(verified)),
    await post('/api/v1/siteverify', json, '{'),
    await post('/contact/messages', json, JSON.stringify(sent)),
    await post('/contact/messages', form, new URLSearchParams(message).toString()),
    await post('/contact/messages', json, JSON.stringify({ ...message, name: 7 })),
    await post('/contact/messages', json, '\0'),
    await post('/contact/confirm/nothing', form, ''),
    await post('/nowhere', form, ''),
  ];
  for (const path of ['/', '/%', '/api/v1/puzzle', '/dev/outbox/x', '/contact/confirm/x', '/readyz']) {
    statuses.push((await ask({ path, headers, ...from })).status);
  }
  return statuses;
}
