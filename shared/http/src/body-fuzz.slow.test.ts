import { ContactMessage } from '@foyer/contracts';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { rawRequest } from './raw-request.ts';
import { route } from './route.ts';
import { startTestServer } from './test-server.ts';
import type { TestServer } from './test-server.ts';

const leaveMessage = route(
  {
    method: 'post',
    path: '/messages/:id',
    summary: 'Takes a message',
    params: z.object({ id: z.string() }),
    query: z.object({ page: z.string().optional() }),
    body: ContactMessage,
    bodyTypes: ['json', 'form', 'multipart'],
    maxBodyBytes: 4096,
    responses: { 204: 'empty' },
  },
  () => ({ status: 204 }),
);

let server: TestServer;
beforeAll(async () => {
  const soon = { headersTimeoutSeconds: 0.2, requestTimeoutSeconds: 0.2, keepAliveSeconds: 0.05 };
  server = await startTestServer([leaveMessage], soon);
});
afterAll(() => server.close());

const contentType = fc.oneof(
  fc.constantFrom(
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'application/json; charset=utf-16',
  ),
  fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
);
const formLike = fc
  .array(fc.tuple(fc.constantFrom('name', 'email', 'message', '__proto__', ''), fc.string()), {
    maxLength: 20,
  })
  .map((pairs) => pairs.map(([key, value]) => `${key}=${value}`).join('&'));
const multipartLike = fc
  .array(fc.string({ maxLength: 30 }), { maxLength: 5 })
  .map(
    (parts) =>
      `${parts.map((part) => `--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n${part}\r\n`).join('')}--x--`,
  );
const body = fc.oneof(
  fc.uint8Array({ maxLength: 6000 }),
  fc.json().map(bytesOf),
  formLike.map(bytesOf),
  multipartLike.map(bytesOf),
  fc
    .jsonValue()
    .map((value) => bytesOf(JSON.stringify({ name: value, email: value, topic: value, message: value }))),
);

it('answers any body of any type with 2xx or 4xx, and never fails', async () => {
  await fc.assert(
    fc.asyncProperty(contentType, body, fc.webQueryParameters(), async (type, bytes, query) => {
      const response = await server.fetch(`/messages/1?${query}`, {
        method: 'POST',
        headers: { 'content-type': type.replaceAll(/[^\t -~]/g, '') },
        body: new Uint8Array(bytes),
      });
      expect(Math.floor(response.status / 100)).toBeOneOf([2, 4]);
      if (response.status >= 400) expect(await response.json()).toMatchObject({ status: response.status });
    }),
    { numRuns: 400 },
  );
  expect(server.log.lines.filter((line) => line.level === 'error')).toEqual([]);
}, 60_000);

it('answers any bytes on the wire with 2xx or 4xx or by closing', async () => {
  const head = fc.constantFrom(
    'POST /messages/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n',
    'POST /messages/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n',
    'PUT /%ff?%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n',
    'GET ',
    '',
  );
  await fc.assert(
    fc.asyncProperty(head, fc.uint8Array({ minLength: 1, maxLength: 200 }), async (start, noise) => {
      const reply = await rawRequest(
        server.port,
        Buffer.concat([Buffer.from(start), noise, Buffer.from('\r\n\r\n')]),
      );
      if (reply !== '') expect(reply).toMatch(/^HTTP\/1\.1 [24]\d\d /);
    }),
    { numRuns: 200 },
  );
  expect(server.log.lines.filter((line) => line.level === 'error')).toEqual([]);
}, 60_000);

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
