import { describe, expect, it } from 'vitest';
import { ApiError } from './api-error.ts';
import { createAsk, type AskOptions } from './create-ask.ts';
import { list, moment, nullable, number, oneOf, record, shape, text } from './decode.ts';

interface Sent {
  path: string;
  init: RequestInit;
}

function asking(answers: (Response | Error)[], signInAgain = async (): Promise<void> => undefined) {
  const sent: Sent[] = [];
  const ask = createAsk({
    fetch: async (input, init) => {
      sent.push({
        path: new Request(input instanceof Request ? input : new URL(input, 'https://foyer.example')).url,
        init: init ?? {},
      });
      const answer = answers.shift() ?? new Error('nothing more was to be asked');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    csrfToken: () => 'csrf-token',
    signInAgain,
  });
  const fails = async (options?: AskOptions): Promise<ApiError> => {
    const error: unknown = await ask('/desk/api/x', text, options).catch((thrown: unknown) => thrown);
    if (!(error instanceof ApiError)) throw new Error(`must fail with an ApiError, got ${String(error)}`);
    return error;
  };
  return { ask, sent, fails };
}

const problem = (status: number, body: object, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers: { 'content-type': 'application/problem+json', ...headers } });

describe('asking the server', () => {
  it('carries the token of the session with all that changes something, and with nothing else', async () => {
    const { ask, sent } = asking([Response.json('a'), Response.json('b')]);
    await ask('/desk/api/x', text);
    await ask('/desk/api/x', text, { method: 'POST', body: { a: 1 } });
    expect(new Headers(sent[0]?.init.headers).has('x-foyer-csrf')).toBe(false);
    expect(new Headers(sent[1]?.init.headers).get('x-foyer-csrf')).toBe('csrf-token');
    expect(sent[1]?.init.body).toBe('{"a":1}');
  });

  it('waits for a sign-in when the session has ended, and asks again', async () => {
    let signIns = 0;
    const { ask, sent } = asking(
      [problem(401, { code: 'unauthenticated' }), Response.json('there')],
      async () => {
        signIns += 1;
      },
    );
    expect(await ask('/desk/api/x', text, { method: 'POST', body: { text: 'typed' } })).toBe('there');
    expect(signIns).toBe(1);
    expect(sent.map(({ init }) => init.body)).toEqual(['{"text":"typed"}', '{"text":"typed"}']);
  });

  it('takes the 401 of a sign-in itself as an answer', async () => {
    const { fails } = asking([problem(401, { code: 'sign_in_failed', detail: 'no' })]);
    expect(await fails({ isSignIn: true })).toMatchObject({ status: 401, code: 'sign_in_failed' });
  });

  it('keeps code, fields and the time to wait of a problem', async () => {
    const errors = [{ pointer: '/email', code: 'invalid', detail: 'must be an address' }];
    const { fails } = asking([
      problem(429, { code: 'too_many', detail: 'wait', errors }, { 'retry-after': '30' }),
    ]);
    expect(await fails()).toMatchObject({
      failure: 'problem',
      status: 429,
      code: 'too_many',
      detail: 'wait',
      errors,
      retryAfterSeconds: 30,
    });
  });

  it('tells no connection from an answer that is none of ours', async () => {
    expect(await asking([new TypeError('Failed to fetch')]).fails()).toMatchObject({
      failure: 'offline',
      status: 0,
    });
    expect(await asking([new Response('<html>')]).fails()).toMatchObject({
      failure: 'unreadable',
      status: 200,
    });
    expect(await asking([Response.json(7)]).fails()).toMatchObject({ failure: 'unreadable' });
    expect(await asking([new Response('Bad gateway', { status: 502 })]).fails()).toMatchObject({
      failure: 'problem',
      status: 502,
      code: '',
    });
  });

  it('says of a request that was given up only that it was given up', async () => {
    const controller = new AbortController();
    controller.abort();
    const { ask } = asking([new DOMException('given up', 'AbortError')]);
    await expect(ask('/desk/api/x', text, { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('reading an answer', () => {
  const decode = shape({
    id: text,
    at: moment,
    kind: oneOf('message', 'callback'),
    assignee: nullable(text),
    counts: record(number),
    tags: list(text),
  });
  const answer = { id: 'a', at: '2026-11-25T12:00:00Z', kind: 'message', counts: { a: 1 }, tags: ['x'] };

  it('gives what it asked for and passes over what is new', () => {
    expect(decode({ ...answer, later: true }, '')).toEqual({
      ...answer,
      at: new Date('2026-11-25T12:00:00Z'),
      assignee: null,
    });
  });

  it.each([
    [{ id: 7 }, '/id'],
    [{ at: 'soon' }, '/at'],
    [{ kind: 'chat' }, '/kind'],
    [{ counts: { a: 'one' } }, '/counts/a'],
    [{ tags: ['x', null] }, '/tags/1'],
  ])('names the place that is wrong: %j', (wrong, path) => {
    expect(() => decode({ ...answer, ...wrong }, '')).toThrow(path);
  });
});
