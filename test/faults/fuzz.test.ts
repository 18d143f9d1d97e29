import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PuzzleResponse, SiteverifyResponse } from '@foyer/contracts';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectClear, expectProblem, pointersOf, referenceOf } from '../support/clear-answer.ts';
import { contactInput } from '../support/contact-inputs.ts';
import { addEasySite, type Site } from '../support/easy-site.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { oddJson, oddPath, oddQuery, tampered } from '../support/odd-inputs.ts';
import {
  oddConditions,
  oddForm,
  oddHeaders,
  oddMessage,
  oddMethod,
  oddMultipart,
  oddVerification,
} from '../support/odd-requests.ts';
import { createKeepAliveClient, type KeepAliveClient, type Reply } from '../support/keep-alive-client.ts';
import { untilOutboxHolds } from '../support/outbox.ts';
import { freshSolution } from '../support/solve-puzzle.ts';
import { createStorm } from '../support/storm.ts';
import { storedReferences } from '../support/stored-references.ts';

// The promise: bad input gets a clear 4xx, never a 5xx; what got a 4xx is not stored, and what got a 201 is.

// FUZZ_SEED=… repeats what a failure names; FUZZ_FACTOR=10 rages longer.
const storm = createStorm({ seed: Number(process.env['FUZZ_SEED'] ?? 20_260_301), lanes: 8 });
const factor = Number(process.env['FUZZ_FACTOR'] ?? 1);
const json = { 'Content-Type': 'application/json', Accept: 'application/json' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' };

describe('bad input to the running server', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;
  let client: KeepAliveClient;
  let site: Site;
  let instance: string;
  let secrets: string[];
  let confirmPath: string;
  const answered = new Set<string>();

  beforeAll(async () => {
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path, env: { LOG_LEVEL: 'warn' }, readySeconds: 120 });
    client = createKeepAliveClient(foyer.url, 16);
    site = await addEasySite(foyer);
    instance = (await client.ask({ method: 'GET', path: '/livez' })).text;
    secrets = (await readFile(join(folder.path, 'secrets.json'), 'utf8')).match(/[0-9a-f]{64}/g) ?? [];
    confirmPath = await hold();
  });

  afterAll(async () => {
    client.close();
    await foyer.end('SIGKILL');
    await folder.remove();
  });

  /** A held message, to have a link that must not open by accident. */
  const hold = async (): Promise<string> => {
    const body = 'name=Ada&email=ada@example.org&topic=general&message=Held';
    await leave(await client.ask({ method: 'POST', path: '/contact/messages', headers: form, body }));
    const [mail] = await untilOutboxHolds(folder.path, 1);
    const path = /\/contact\/confirm\/[\w-]{43}/.exec(mail?.text ?? '')?.[0];
    if (path === undefined) throw new Error(`no link in the mail: ${mail?.text}`);
    return path;
  };

  /** The answer to something like a message: refused clearly, or stored under the reference it names. */
  const leave = async (reply: Reply): Promise<void> => {
    expectClear(reply);
    if (reply.status < 400) {
      expect(reply.status).toBe(201);
      answered.add(referenceOf(reply));
    }
    await Promise.resolve();
  };

  const post = async (
    path: string,
    headers: Record<string, string>,
    body: string | Uint8Array,
  ): Promise<Reply> => await client.ask({ method: 'POST', path, headers, body });

  it('names exactly the bad fields of a message in JSON', async () => {
    await storm.rage(4000 * factor, contactInput({ isText: false }), async ({ fields, badFields }) => {
      const reply = await post('/contact/messages', json, JSON.stringify(fields));
      expect(reply.status).toBe(422);
      // A program of a page has to bring a solution; that is looked at when all else is right.
      const expected = badFields.length === 0 ? ['frc-captcha-solution'] : badFields;
      expect(pointersOf(expectProblem(reply)).toSorted()).toEqual(
        expected.map((name) => `/${name}`).toSorted(),
      );
    });
  });

  it('names exactly the bad fields of a message from a form', async () => {
    const accept = fc.constantFrom('application/json', 'text/html', 'text/html,*/*;q=0.1', '*/*');
    const input = fc.tuple(contactInput({ isText: true }), accept);
    await storm.rage(2500 * factor, input, async ([{ fields, badFields }, Accept]) => {
      const body = new URLSearchParams(fields as Record<string, string>).toString();
      const reply = await post('/contact/messages', { ...form, Accept }, body);
      expect(reply.status).toBe(badFields.length === 0 ? 201 : 422);
      await leave(reply);
      if (reply.status === 201 || Accept.startsWith('text/html')) return;
      expect(pointersOf(expectProblem(reply)).toSorted()).toEqual(
        badFields.map((name) => `/${name}`).toSorted(),
      );
    });
  });

  it('refuses JSON of any shape', async () => {
    await storm.rage(3000 * factor, oddJson, async (body) => {
      const reply = await post('/contact/messages', json, body);
      expect(reply.status).toBeOneOf([400, 413, 422]);
      expectProblem(reply);
    });
  });

  it('takes any bytes under any type, encoding and charset', async () => {
    await storm.rage(3000 * factor, oddMessage, async ({ headers, body }) => {
      await leave(await post('/contact/messages', { ...headers, Accept: 'application/json' }, body));
    });
  });

  it('takes any form: repeated, unnamed and unheard-of fields, broken percent signs', async () => {
    await storm.rage(1500 * factor, oddForm, async (text) => {
      await leave(await post('/contact/messages', form, text));
    });
  });

  it('says what is wrong with a request to siteverify, in the words of the protocol', async () => {
    await storm.rage(2000 * factor, oddVerification(site), async ({ secret, solution, sitekey }) => {
      const reply = await post('/api/v1/siteverify', json, JSON.stringify({ secret, solution, sitekey }));
      const { success, errors } = JSON.parse(reply.text) as { success: boolean; errors: string[] };
      const [status, code] =
        secret === undefined || secret === null || secret === ''
          ? [400, 'secret_missing']
          : secret !== site.secret
            ? [401, 'secret_invalid']
            : solution === undefined
              ? [400, 'solution_missing']
              : [200, 'solution_invalid'];
      expect([reply.status, success, errors]).toEqual([status, false, [code]]);
    });
  });

  it('takes no tampered solution, and the true one afterwards', async () => {
    const solution = await freshSolution(foyer.url, site.siteKey);
    // What is signed; at the ease of this test almost any other numbers behind it would be solutions too.
    const end = solution.indexOf('.', solution.indexOf('.') + 1);
    const verify = async (text: string): Promise<SiteverifyResponse> => {
      const body = new URLSearchParams({ secret: site.secret, solution: text }).toString();
      const reply = await post('/api/v1/siteverify', form, body);
      expect(reply.status).toBe(200);
      return SiteverifyResponse.strict().parse(JSON.parse(reply.text));
    };
    await storm.rage(1000 * factor, tampered(solution.slice(0, end)), async (text) => {
      const { success, errors } = await verify(text + solution.slice(end));
      expect([success, errors]).toEqual([false, ['solution_invalid']]);
    });
    expect(await verify(solution)).toEqual({ success: true });
    expect(await verify(solution)).toEqual({ success: false, errors: ['solution_timeout_or_duplicate'] });
  });

  it('takes any multipart, JSON and bytes at siteverify and authInfo', async () => {
    const path = fc.constantFrom('/api/v1/siteverify', '/api/v1/authInfo');
    await storm.rage(2000 * factor, fc.tuple(path, oddMultipart), async ([to, { headers, body }]) => {
      const reply = await post(to, headers, body);
      expectClear(reply);
      if (reply.status === 200) expect(SiteverifyResponse.parse(JSON.parse(reply.text)).success).toBe(false);
    });
  });

  it('issues a puzzle to the right site key only, whatever else is asked', async () => {
    const query = fc.tuple(
      fc.constantFrom('', `sitekey=${site.siteKey}`, `SITEKEY=${site.siteKey}`),
      oddQuery,
    );
    await storm.rage(1500 * factor, query, async (both) => {
      const path = `/api/v1/puzzle?${both.filter((text) => text !== '').join('&')}`;
      const reply = await client.ask({ method: 'GET', path });
      expectClear(reply);
      if (reply.status === 200) {
        expect(path).toContain(`?sitekey=${site.siteKey}`);
        PuzzleResponse.strict().parse(JSON.parse(reply.text));
      } else {
        expect(reply.status).toBeOneOf([400, 422]);
      }
    });
  });

  it('opens no confirmation link but the true one', async () => {
    const method = fc.constantFrom('GET', 'HEAD', 'POST');
    const token = confirmPath.slice('/contact/confirm/'.length);
    const other = fc.oneof(
      tampered(token).map((text) => encodeURIComponent(text)),
      oddPath,
      fc.constantFrom(`${token}%00`, `${token}/x`, `%20${token}`, `${token};x`, `${token}%2f..`),
    );
    await storm.rage(1000 * factor, fc.tuple(method, other), async ([verb, path]) => {
      const reply = await client.ask({ method: verb, path: `/contact/confirm/${path}` });
      expectClear(reply);
      expect(reply.status).toBeGreaterThanOrEqual(400);
    });
  });

  it('serves files of its own only, and knows no path out of them', async () => {
    const start = fc.constantFrom(
      '/widgets/',
      '/assets/',
      '/dev/outbox/',
      '/contact/forms/',
      '/docs/',
      '/',
      '//',
    );
    await storm.rage(
      1500 * factor,
      fc.tuple(start, oddPath, oddConditions),
      async ([before, path, headers]) => {
        const reply = await client.ask({ method: 'GET', path: before + path, headers });
        expectClear(reply);
        for (const secret of secrets) expect(reply.text).not.toContain(secret);
        expect(reply.text).not.toMatch(/root:.*:0:0:|"workspaces"|createWebApp/);
      },
    );
  });

  it('answers any method and any header', async () => {
    const paths = [
      '/',
      '/contact/messages',
      '/api/v1/puzzle',
      '/api/v1/siteverify',
      '/livez',
      '/openapi.json',
    ];
    const input = fc.record({
      method: oddMethod,
      path: fc.constantFrom(...paths),
      headers: oddHeaders,
      body: fc.constantFrom(undefined, '', '{}', 'a=b'),
    });
    await storm.rage(2000 * factor, input, async ({ method, path, headers, body }) => {
      const reply = await client.ask({ method, path, headers, ...(body !== undefined && { body }) });
      expectClear(reply);
      if (reply.status === 405) expect(reply.headers.allow).toMatch(/\bOPTIONS\b/);
    });
  });

  it.each([
    ['10 MB of JSON', json, () => JSON.stringify({ message: 'a'.repeat(10_000_000) }), 413],
    ['a form of 10 MB', form, () => `message=${'a'.repeat(10_000_000)}`, 413],
    ['a million keys in JSON', json, () => `{${keys(1_000_000, (key) => `"${key}":1`, ',')}}`, 413],
    ['a million keys in a form', form, () => keys(1_000_000, (key) => `${key}=1`, '&'), 413],
    ['as many keys as fit', json, () => `{${keys(12_000, (key) => `"${key}":1`, ',')}}`, 400],
    ['as many fields as fit', form, () => keys(20_000, (key) => `${key}=`, '&'), 400],
    ['the same key as often as it fits', form, () => 'name=a&'.repeat(18_000), 400],
    ['lists as deep as fit', json, () => '['.repeat(65_000) + ']'.repeat(65_000), 400],
    ['objects as deep as fit', json, () => `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, 400],
    ['a list as long as fits', json, () => `[${'1,'.repeat(60_000)}1]`, 400],
    ['a number as long as fits', json, () => `{"name":1${'0'.repeat(130_000)}}`, 422],
    ['white space without end', json, () => ' '.repeat(10_000_000), 413],
  ])('answers %s at once', async (_title, headers, body, status) => {
    const bytes = body();
    for (const transfer of [{}, { 'Transfer-Encoding': 'chunked' }]) {
      const reply = await post('/contact/messages', { ...headers, ...transfer }, bytes);
      expect(reply.status).toBe(status);
      expectProblem(reply);
    }
    // Nobody else waits meanwhile.
    expect((await client.ask({ method: 'GET', path: '/livez' })).text).toBe(instance);
  });

  it('has lost nothing, stored nothing that it refused, and goes on serving', async () => {
    process.stdout.write(
      `fuzz: ${storm.inputs()} inputs, ${answered.size} of them messages that were held\n`,
    );
    expect(storm.inputs()).toBeGreaterThanOrEqual(20_000);
    expect((await client.ask({ method: 'GET', path: '/livez' })).text).toBe(instance);
    expect(foyer.output()).not.toMatch(/"level":"(error|fatal)"/);

    const solution = await freshSolution(foyer.url, site.siteKey);
    const message = { name: 'Ada', phone: '+31 20 123 45 67', topic: 'general', message: 'Still there?' };
    const valid = { ...message, 'frc-captcha-solution': solution };
    const reply = await post('/contact/messages', json, JSON.stringify(valid));
    expect(reply.status).toBe(201);
    await leave(reply);
    expect((await post(confirmPath, form, '')).status).toBe(200);

    expect(await foyer.end('SIGTERM')).toBe(0);
    expect([...(await storedReferences(foyer.env))].toSorted()).toEqual([...answered].toSorted());
  });
});

function keys(count: number, write: (key: string) => string, separator: string): string {
  return Array.from({ length: count }, (_, index) => write(index.toString(36))).join(separator);
}
