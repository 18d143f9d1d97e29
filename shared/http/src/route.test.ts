import { expect, it } from 'vitest';
import { z } from 'zod';
import { html, redirect } from './responses.ts';
import { route } from './route.ts';

const Receipt = z.object({ reference: z.string() });
const spec = {
  method: 'post',
  path: '/messages/:id',
  summary: 'Leave a message',
  params: z.object({ id: z.string() }),
  body: z.object({ size: z.string().transform(Number) }),
  responses: { 201: [Receipt, 'html'], 204: 'empty', 303: 'redirect' },
} as const;

it('takes declared answers, and hands the handler what the schemas made', () => {
  const made = route(spec, ({ params, query, body }) => {
    params.id satisfies string;
    query satisfies undefined;
    body.size satisfies number;
    if (body.size === 1) return { status: 204 };
    if (body.size === 2) return redirect('/thanks');
    if (body.size === 3) return html('<p>Thanks</p>', { status: 201 });
    return { status: 201, body: { reference: params.id } };
  });
  expect(made).toMatchObject({ method: 'post', bodyTypes: ['json'], maxBodyBytes: 65_536 });
});

it('knows literal values inside a body', () => {
  const Refusal = z.object({ success: z.literal(false), errors: z.array(z.enum(['missing', 'wrong'])) });
  const refusing = { method: 'post', path: '/', summary: 'Refuses', responses: { 400: Refusal } } as const;
  route(
    { ...refusing, answerError: () => ({ status: 400, body: { success: false, errors: ['wrong'] } }) },
    async () => ({ status: 400, body: { success: false, errors: ['missing'] } }),
  );
  // @ts-expect-error: 'late' is not declared
  route(refusing, () => ({ status: 400, body: { success: false, errors: ['late'] } }));
});

it('does not compile with a status that is not declared', () => {
  // @ts-expect-error: 202 is not declared
  route(spec, () => ({ status: 202, body: { reference: 'x' } }));
  // @ts-expect-error: 200 is not declared
  route(spec, () => html('<p>'));
  // @ts-expect-error: 204 has no body
  route(spec, async () => ({ status: 204, body: { reference: 'x' } }));
});

it('does not compile with a body that is not declared', () => {
  // @ts-expect-error: the body lacks its reference
  route(spec, () => ({ status: 201, body: {} }));
  // @ts-expect-error: the reference is a text
  route(spec, async () => ({ status: 201, body: { reference: 7 } }));
  // @ts-expect-error: no answer at all
  route(spec, () => undefined);
  // @ts-expect-error: params has no such field
  route(spec, ({ params }) => ({ status: 201, body: { reference: params.number } }));
});

it.each([
  ['path must start', { path: 'messages', params: undefined }],
  ['a GET changes nothing', { method: 'get' as const }],
  ['bodyTypes and captcha need a body', { body: undefined, captcha: true }],
  ["params must be a z.object of 'id', got ''", { params: undefined }],
])('refuses a contradiction: %s', (message, change) => {
  expect(() => route({ ...spec, ...change }, () => ({ status: 204 }))).toThrow(message);
});
