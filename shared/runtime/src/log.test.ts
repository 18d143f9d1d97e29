import { expect, it } from 'vitest';
import { createLog } from './log.ts';
import { prettyLine } from './pretty-log.ts';
import { scrub } from './redact.ts';
import { silentLog } from './silent-log.ts';

it('writes one JSON object a line with level, ISO time and message', () => {
  const lines: string[] = [];
  createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } }).info(
    { job: 'a.b' },
    'done',
  );
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'info',
    time: expect.any(String),
    job: 'a.b',
    msg: 'done',
  });
  expect(lines[0]?.endsWith('\n')).toBe(true);
});

it('redacts fields with personal names at every depth and in children', () => {
  const log = silentLog();
  log.info({
    email: 'a@b.nl',
    deep: [{ headers: { 'Set-Cookie': 'x', 'x-forwarded-for': '1.2.3.4' } }],
    reply_to: 'x',
  });
  log
    .child({ job: 'contact.purge', email: 'a@b.nl' })
    .child({ phone: '1' })
    .warn({ message: 'hello', attempt: 2 });
  expect(log.lines[0]).toMatchObject({
    email: '[redacted]',
    deep: [{ headers: { 'Set-Cookie': '[redacted]', 'x-forwarded-for': '[redacted]' } }],
    reply_to: '[redacted]',
  });
  expect(log.lines[1]).toMatchObject({
    job: 'contact.purge',
    message: '[redacted]',
    attempt: 2,
    phone: '[redacted]',
  });
  expect(JSON.stringify(log.lines)).not.toContain('a@b.nl');
});

it('cuts e-mail and IP addresses out of messages, errors and their causes', () => {
  const log = silentLog();
  const cause = Object.assign(new Error('connect ECONNREFUSED 203.0.113.7:25'), { code: 'ECONNREFUSED' });
  const error = Object.assign(new Error('Key (email)=(jan@example.nl) already exists', { cause }), {
    detail: 'jan',
  });
  log.error({ err: error, host: 'from 2001:db8::17' }, 'visitor %s failed', '198.51.100.9');
  const text = JSON.stringify(log.lines);
  for (const secret of ['203.0.113.7', 'jan', '2001:db8', '198.51.100.9']) expect(text).not.toContain(secret);
  expect(log.lines[0]).toMatchObject({
    err: { type: 'Error', message: 'Key (email)=([email]) already exists', cause: { code: 'ECONNREFUSED' } },
  });
});

it('leaves alone what is no address: times, versions, loopback, stacks', () => {
  for (const text of [
    'at 12:34:56',
    'postgres 15.3',
    'http://127.0.0.1:8080',
    '[::1]:80',
    'a.ts:12:34',
    'std::move',
    'at file:///x/node_modules/@koa/router/index.mjs:10:5',
  ]) {
    expect(scrub(text)).toBe(text);
  }
});

it('hides IPv6 with a port, mapped IPv4 and full forms', () => {
  expect(scrub('2001:db8::1:443 x ::ffff:203.0.113.7 2001:db8:0:0:0:0:0:1.')).toBe('[ip] x [ip] [ip].');
});

it('survives circular and huge fields', () => {
  const log = silentLog();
  const circle: Record<string, unknown> = { many: Array.from({ length: 1000 }, (_, index) => index) };
  circle['self'] = circle;
  log.info(circle, 'round');
  expect(log.lines[0]?.msg).toBe('round');
});

it('prints a readable line on a terminal and passes what is not JSON', () => {
  const line = prettyLine('{"level":"info","time":"2030-01-02T12:00:00.123Z","msg":"done","job":"a.b"}\n');
  expect(line).toContain('12:00:00.123');
  expect(line).toContain('job=a.b');
  expect(prettyLine('plain\n')).toBe('plain\n');
});
