import { expect, it } from 'vitest';
import { createShutdown } from './shutdown.ts';
import { silentLog } from './silent-log.ts';

it('closes the newest first, once, however often it is asked', async () => {
  const order: string[] = [];
  const shutdown = createShutdown({ log: silentLog() });
  shutdown.add('database', () => void order.push('database'));
  shutdown.add('server', async () => void order.push('server'));
  await Promise.all([shutdown.run(), shutdown.run()]);
  await shutdown.run();
  expect(order).toEqual(['server', 'database']);
});

it('goes on after a step that throws or hangs, and says which', async () => {
  const log = silentLog();
  const order: string[] = [];
  const shutdown = createShutdown({ log, deadlineSeconds: 0.2 });
  shutdown.add('database', () => void order.push('database'));
  shutdown.add('hanging', () => new Promise(() => undefined));
  shutdown.add('throwing', () => {
    throw new Error('no');
  });
  await shutdown.run();
  expect(order).toEqual(['database']);
  expect(log.lines.map((line) => line['step'])).toEqual(['throwing', 'hanging']);
});
