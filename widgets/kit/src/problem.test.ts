import { expect, test } from 'vitest';
import { readProblem } from './problem.ts';

test('reads code, detail and the bad fields of a problem document', async () => {
  const errors = [{ pointer: '/email', code: 'email_invalid', detail: 'no @' }];
  const response = Response.json({ title: 'T', detail: 'D', code: 'invalid', errors }, { status: 422 });
  expect(await readProblem(response)).toEqual({ status: 422, code: 'invalid', detail: 'D', errors });
});

test("survives a proxy's HTML error page and JSON of another shape", async () => {
  const bare = { code: '', detail: '', errors: [] };
  expect(await readProblem(new Response('<h1>Bad gateway</h1>', { status: 502 }))).toEqual({
    status: 502,
    ...bare,
  });
  expect(await readProblem(Response.json({ errors: { email: 1 } }, { status: 400 }))).toEqual({
    status: 400,
    ...bare,
  });
  expect(await readProblem(Response.json(null, { status: 500 }))).toEqual({ status: 500, ...bare });
});
