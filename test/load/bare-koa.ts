import { Router } from '@koa/router';
import { json } from 'co-body';
import Koa from 'koa';
import { Pool } from 'pg';

// The yardstick of the HTTP figures, a process of its own: the least that Koa can do with the same JSON.
// /echo parses and answers it; /insert stores it as one row. Prints its port once it listens.

const pool = new Pool({ connectionString: process.env['DATABASE_URL'] ?? '', max: 10 });
await pool.query('create table if not exists bare_message (id bigserial primary key, body jsonb not null)');

const router = new Router();
router.post('/echo', async (ctx) => {
  ctx.body = await json(ctx.req);
});
router.post('/insert', async (ctx) => {
  const body: unknown = await json(ctx.req);
  await pool.query('insert into bare_message (body) values ($1)', [JSON.stringify(body)]);
  ctx.status = 201;
  ctx.body = { stored: true };
});

const app = new Koa();
app.use(router.routes());
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address !== 'string') process.stdout.write(`${address.port}\n`);
});
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
  void pool.end();
});
