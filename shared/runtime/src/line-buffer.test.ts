import { expect, it, vi } from 'vitest';
import { createLineBuffer } from './line-buffer.ts';
import { createLog } from './log.ts';

it('hands lines on in one piece: after 200 ms, when they are many, and when asked', () => {
  vi.useFakeTimers();
  try {
    const written: string[] = [];
    const buffer = createLineBuffer((text) => void written.push(text));
    buffer.write('a\n');
    buffer.write('b\n');
    expect(written).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(written).toEqual(['a\nb\n']);
    buffer.write('x'.repeat(20_000));
    expect(written).toHaveLength(2);
    buffer.write('c\n');
    buffer.flushSync();
    buffer.flushSync();
    expect(written.slice(2)).toEqual(['c\n']);
  } finally {
    vi.useRealTimers();
  }
});

it('writes at once for a fatal line and when the log is flushed', () => {
  const written: string[] = [];
  const log = createLog({
    level: 'info',
    pretty: false,
    destination: createLineBuffer((text) => void written.push(text)),
  });
  log.info('one');
  expect(written).toEqual([]);
  log.fatal('two');
  expect(written.join('')).toMatch(/one.*\n.*two/);
  log.info('three');
  log.flush();
  expect(written.join('')).toContain('three');
});
