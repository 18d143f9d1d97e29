import { Validator } from '@seriousme/openapi-schema-validator';
import { ContactMessage, ContactReceipt, SiteverifyRequest, SiteverifyResponse } from '@foyer/contracts';
import { defineErrors } from '@foyer/runtime';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { deskRoute } from './desk-route.ts';
import { openapi } from './openapi.ts';
import { html } from './responses.ts';
import { route } from './route.ts';

const contactError = defineErrors({ topic_unknown: { status: 422, title: 'No such topic' } });
const Both = z
  .object({ at: z.string().transform(Number), note: z.string().default('') })
  .meta({ id: 'Both' });
const routes = [
  route(
    {
      method: 'post',
      path: '/contact/messages',
      summary: 'Leave a message',
      body: ContactMessage,
      requestHeaders: z.object({ 'idempotency-key': z.string().max(66).optional() }),
      bodyTypes: ['json', 'form'],
      captcha: true,
      problems: [contactError.kinds.topic_unknown],
      responses: { 201: [ContactReceipt, 'html'] },
    },
    () => html('', { status: 201 }),
  ),
  route(
    {
      method: 'get',
      path: '/contact/messages/:reference',
      summary: 'Read a message',
      params: z.object({ reference: z.string() }),
      query: z.object({ page: z.string().optional() }),
      responses: { 200: z.array(ContactReceipt), 303: 'redirect' },
    },
    () => ({ status: 200, body: [] }),
  ),
  deskRoute(
    {
      method: 'get',
      path: '/desk/api/things',
      summary: 'Read the things',
      permission: 'things.read',
      responses: { 200: 'text' },
    },
    () => ({ status: 200, text: '' }),
  ),
  deskRoute(
    {
      method: 'delete',
      path: '/desk/api/things',
      summary: 'Throw the things away',
      permission: 'things.manage',
      responses: { 204: 'empty' },
    },
    () => ({ status: 204 }),
  ),
  route(
    {
      method: 'put',
      path: '/both',
      summary: 'Both ways',
      body: Both,
      responses: { 200: Both, 204: 'empty' },
    },
    () => ({ status: 204 }),
  ),
  route(
    {
      method: 'post',
      path: '/api/v1/siteverify',
      summary: 'Check',
      body: SiteverifyRequest,
      responses: { 200: SiteverifyResponse },
    },
    () => ({ status: 200, body: { success: true } }),
  ),
  route(
    {
      method: 'get',
      path: '/widgets/:file',
      summary: 'A file',
      params: z.object({ file: z.string() }),
      responses: { 200: 'file' },
    },
    () => ({
      status: 200,
      file: new Uint8Array(),
      type: 'text/plain',
    }),
  ),
];
const document = JSON.parse(
  JSON.stringify(openapi(routes, { title: 'Foyer', version: '0.1.0', serverUrl: 'http://x' })),
);

it('is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  expect(await validator.validate(document)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

it('describes bodies by name, parameters and problems', () => {
  const post = document.paths['/contact/messages'].post;
  const reference = { schema: { $ref: '#/components/schemas/ContactMessage' } };
  expect(post.requestBody.content).toEqual({
    'application/json': reference,
    'application/x-www-form-urlencoded': reference,
  });
  expect(Object.keys(post.responses)).toEqual(['201', '400', '413', '415', '422']);
  expect(Object.keys(post.responses['201'].content)).toEqual(['application/json', 'text/html']);
  expect(post.responses['422'].description).toContain('`topic_unknown`');
  expect(post['x-captcha']).toBe(true);
  expect(post.parameters).toEqual([
    { name: 'idempotency-key', in: 'header', required: false, schema: { type: 'string', maxLength: 66 } },
  ]);

  const get = document.paths['/contact/messages/{reference}'].get;
  expect(get['x-permission']).toBe(undefined);
  expect(get.security).toBe(undefined);
  expect(get.parameters).toEqual([
    { name: 'reference', in: 'path', required: true, schema: { type: 'string' } },
    { name: 'page', in: 'query', required: false, schema: { type: 'string' } },
  ]);
});

it('marks desk routes with their permission and what a caller must carry', () => {
  const { get, delete: remove } = document.paths['/desk/api/things'];
  expect(get).toMatchObject({
    tags: ['desk things'],
    'x-permission': 'things.read',
    security: [{ staffSession: [] }],
  });
  expect(Object.keys(get.responses)).toEqual(['200', '401', '403']);
  expect(remove.security).toEqual([{ staffSession: [], staffCsrf: [] }]);
  expect(document.components.securitySchemes).toMatchObject({
    staffSession: { type: 'apiKey', in: 'cookie', name: '__Host-foyer' },
    staffCsrf: { type: 'apiKey', in: 'header', name: 'x-foyer-csrf' },
  });
});

it('has every schema it points to, and a second name where both directions differ', () => {
  const names = Object.keys(document.components.schemas);
  const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
    (match) => match[1],
  );
  expect(names).toEqual(expect.arrayContaining(references));
  expect(names).toEqual(
    expect.arrayContaining(['Problem', 'FieldProblem', 'SiteverifyCode', 'Both', 'BothOutput']),
  );
  expect(JSON.stringify(document)).not.toContain('$defs');
});
