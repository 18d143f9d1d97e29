import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bombs,
  brokenRequests,
  chunked,
  host,
  good,
  last,
  livez,
  message,
  post,
} from '../support/broken-requests.ts';
import { expectProblem } from '../support/clear-answer.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { sendRaw, type RawExchange } from '../support/raw-connection.ts';
import { createStorm } from '../support/storm.ts';
import { storedReferences } from '../support/stored-references.ts';

// What no HTTP client sends: whatever comes, the answers are answers of HTTP, none is a 5xx, and the server lives.

describe('bytes on the wire', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;
  let port: number;
  let instance: string;
  let slowHeaders: Promise<RawExchange>[];
  let slowBody: Promise<RawExchange>;
  const answered = new Set<string>();
  let unheard = 0;

  beforeAll(async () => {
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path, env: { LOG_LEVEL: 'warn' }, readySeconds: 120 });
    port = Number(new URL(foyer.url).port);
    instance = await alive();
    // They hold their connections while all other tests run.
    const slowly = { seconds: 60, pauseMilliseconds: 250 };
    slowHeaders = Array.from(
      { length: 200 },
      async () => await sendRaw(port, endless(`GET / HTTP/1.1\r\n${host}X: `), slowly),
    );
    slowBody = sendRaw(port, endless(`${post}Content-Length: ${message.length}00\r\n\r\n`), slowly);
  });

  afterAll(async () => {
    await foyer.end('SIGKILL');
    await folder.remove();
  });

  const alive = async (): Promise<string> => {
    const response = await fetch(`${foyer.url}/livez`, { signal: AbortSignal.timeout(5000) });
    return await response.text();
  };

  /** Sends and notes what was taken. @returns the statuses in their order */
  const exchange = async (
    bytes: string | Uint8Array | string[],
    options: Parameters<typeof sendRaw>[2] = {},
  ): Promise<number[]> => {
    const pieces = typeof bytes === 'string' || bytes instanceof Uint8Array ? [bytes] : bytes;
    const { answers, wasClosedByServer } = await sendRaw(port, pieces, options);
    if (!wasClosedByServer) unheard += 1;
    for (const { status, headers, body } of answers) {
      expect(status).toBeLessThan(500);
      if (status >= 400) expectProblem({ status, headers: Object.fromEntries(headers), text: body });
      if (status === 201) answered.add((JSON.parse(body) as { reference: string }).reference);
    }
    return answers.map(({ status }) => status);
  };

  it.each(brokenRequests)('%s', async (_title, bytes, statuses) => {
    expect(await exchange(bytes)).toEqual(statuses);
    expect(await alive()).toBe(instance);
  });

  it.each(bombs)('cuts off %s, whether or not its sender hears why', async (_title, bytes, status) => {
    expect([[], [status]]).toContainEqual(await exchange(bytes));
    expect(await alive()).toBe(instance);
  });

  it('answers requests in a row in their order', async () => {
    const row = [livez, good, 'GET /nothing HTTP/1.1\r\n', host, '\r\n', good, livez, last].join('');
    expect(await exchange(row)).toEqual([200, 201, 404, 201, 200, 200]);
    const many = await exchange(livez.repeat(500) + last);
    expect(many).toEqual(Array.from({ length: 501 }, () => 200));
  });

  it('takes a request in any pieces', async () => {
    expect(await exchange([...good.split(''), last], { pauseMilliseconds: 1 })).toEqual([201, 200]);
  });

  it('answers a good request before it refuses what follows in the same packet', async () => {
    for (const noise of [
      'garbage\r\n\r\n',
      '\0',
      'POST /contact/messages HTTP/1.1\r\nContent-Length: x\r\n\r\n',
    ]) {
      expect(await exchange(good + noise)).toEqual([201, 400]);
      expect(await exchange(livez + good + noise)).toEqual([200, 201, 400]);
    }
  });

  it.each([
    ['in the first line', 'POST /contact/mess'],
    ['in a header', `${post}Content-Le`],
    ['before the body', `${post}Content-Length: ${message.length}\r\n\r\n`],
    ['in the body', `${post}Content-Length: ${message.length}\r\n\r\n${message.slice(0, -1)}`],
    ['in a chunk', chunked(`100\r\n${message}`)],
    ['before the last chunk', chunked(`${message.length.toString(16)}\r\n${message}\r\n`)],
  ])('stores nothing of a request that ends %s', async (_where, bytes) => {
    expect([[], [400]]).toContainEqual(await exchange(bytes, { half: true }));
  });

  it('answers whatever a request turns into when its bytes are changed', { timeout: 240_000 }, async () => {
    const storm = createStorm({ seed: Number(process.env['FUZZ_SEED'] ?? 20_260_301), lanes: 32 });
    const close = good.replace('\r\n', '\r\nConnection: close\r\n');
    const whole = fc.constantFrom(
      close,
      chunked(`${message.length.toString(16)}\r\n${message}\r\n0\r\n\r\n`),
      good + last,
    );
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\0',
        ' ',
        ':',
        '\t',
        '0',
        '9',
        'Transfer-Encoding: chunked\r\n',
        'Content-Length: 7\r\n',
      ),
    );
    const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 3 }), piece);
    const changed = fc.tuple(whole, fc.array(change, { minLength: 1, maxLength: 3 })).map(([text, changes]) =>
      changes.reduce((now, [place, removed, added]) => {
        const at = Math.floor(place * now.length);
        return now.slice(0, at) + added + now.slice(at + removed);
      }, text),
    );
    await storm.rage(3000, changed, async (text) => {
      const statuses = await exchange(Buffer.from(text, 'latin1'), { seconds: 2 });
      for (const status of statuses)
        expect(status).toBeOneOf([100, 200, 201, 400, 404, 405, 408, 413, 415, 417, 422, 431]);
    });
    process.stdout.write(`raw sockets: ${storm.inputs()} changed requests\n`);
  });

  it('closes connections that only dribble, having served everybody else meanwhile', async () => {
    const dribbling = await Promise.all([...slowHeaders, slowBody]);
    for (const { answers, wasClosedByServer } of dribbling) {
      expect([[], [408]]).toContainEqual(answers.map(({ status }) => status));
      expect(wasClosedByServer).toBe(true);
    }
  });

  it('has stored what it said it stored, and nothing else', async () => {
    expect(await alive()).toBe(instance);
    expect(await exchange(good + last)).toEqual([201, 200]);
    expect(foyer.output()).not.toMatch(/"level":"(error|fatal)"/);
    expect(await foyer.end('SIGTERM')).toBe(0);
    const stored = await storedReferences(foyer.env);
    expect([...answered].filter((reference) => !stored.has(reference))).toEqual([]);
    // Of those that we closed before the server did, each may have been one whose answer came too late for us.
    expect(stored.size - answered.size).toBeLessThanOrEqual(unheard);
    process.stdout.write(`raw sockets: ${answered.size} messages, ${unheard} exchanges without an end\n`);
  });
});

function* endless(start: string): Generator<string> {
  yield start;
  for (;;) yield 'a';
}
