import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deskRoutesOf, someAddress, type DeskRoute } from '../support/desk-routes.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { becomeAdministrator, type StaffMember } from '../support/staff-desk.ts';

// Everything behind the desk's door, tried by those who have no key, or the wrong one.

const requests = 10_000;
const together = 20;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let foyer: FoyerProcess;
let administrator: StaffMember;
let routes: DeskRoute[];

beforeAll(async () => {
  folder = await temporaryFolder();
  foyer = await startFoyer({ dataDir: folder.path, env: { LOG_LEVEL: 'warn' } });
  administrator = await becomeAdministrator(foyer);
  routes = await deskRoutesOf(foyer.url);
});

afterAll(async () => {
  await foyer.end('SIGTERM');
  await folder.remove();
});

it('lets nobody in without a session of its own, whatever they send, and never breaks', async () => {
  expect(routes.length).toBeGreaterThan(40);
  const [name = ''] = administrator.cookie.split('=');
  const token = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.base64String({ maxLength: 80 }),
    // The real one, cut, doubled or with one letter changed.
    fc.nat({ max: 42 }).map((at) => spoiled(administrator.cookie.slice(name.length + 1), at)),
  );
  const headerText = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_=;, '), maxLength: 60 });
  const request = fc.record({
    route: fc.constantFrom(...routes),
    method: fc.option(fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'), { freq: 8 }),
    cookie: fc.option(
      fc.oneof(
        token.map((value) => `${name}=${visible(value)}`),
        headerText,
      ),
    ),
    csrf: fc.option(fc.oneof(fc.constant(administrator.csrfToken), headerText)),
    site: fc.option(fc.constantFrom('same-origin', 'cross-site', 'none', 'same-site')),
    body: fc.option(fc.oneof(fc.json({ maxDepth: 2 }), fc.string({ maxLength: 200 }))),
  });
  const samples = fc.sample(request, { numRuns: requests, seed: 20_261_125 });
  const odd: string[] = [];
  for (let at = 0; at < samples.length; at += together) {
    await Promise.all(
      samples.slice(at, at + together).map(async ({ route, method, cookie, csrf, site, body }) => {
        const verb = method ?? route.method;
        const answer = await fetch(foyer.url + someAddress(route), {
          method: verb,
          redirect: 'manual',
          headers: {
            ...(cookie !== null && { cookie }),
            ...(csrf !== null && { 'x-foyer-csrf': csrf }),
            ...(site !== null && { 'sec-fetch-site': site }),
            'content-type': 'application/json',
          },
          ...(verb !== 'GET' && body !== null && { body }),
        });
        const text = await answer.text();
        const isProblem = (answer.headers.get('content-type') ?? '').startsWith('application/problem+json');
        const isRefused = answer.status >= 400 && answer.status < 500 && isProblem;
        if (!isRefused || text.includes('ada@company.example'))
          odd.push(`${verb} ${route.path}: ${answer.status}`);
      }),
    );
  }
  expect(odd).toEqual([]);
  // The door is not simply shut.
  expect((await administrator.call('GET', '/desk/api/staff/me')).status).toBe(200);
});

function spoiled(token: string, at: number): string {
  if (at % 3 === 0) return token.slice(0, at);
  if (at % 3 === 1) return token + token;
  const letter = token[at] === 'A' ? 'B' : 'A';
  return token.slice(0, at) + letter + token.slice(at + 1);
}

/** What a header may carry. */
function visible(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]|;/g, '~');
}
