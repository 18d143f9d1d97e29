import { describe, expect, it } from 'vitest';
import { isFromThisMachine } from './loopback.ts';

describe('isFromThisMachine', () => {
  it.each([
    ['127.0.0.1', { host: 'localhost:8080' }],
    ['127.8.8.8', { host: '127.0.0.1' }],
    ['::1', { host: '[::1]:8080' }],
  ])('lets %s with %o in', (address, headers) => {
    expect(isFromThisMachine(address, headers)).toBe(true);
  });

  it.each([
    ['another machine', '192.0.2.7', { host: 'localhost' }],
    ['a proxy on this machine', '127.0.0.1', { host: 'localhost', 'x-forwarded-for': '192.0.2.7' }],
    ['a proxy that names itself', '127.0.0.1', { host: 'localhost', via: '1.1 proxy' }],
    ['a name that was pointed here', '127.0.0.1', { host: 'rebind.example.org' }],
    ['a name that begins like ours', '127.0.0.1', { host: 'localhost.example.org' }],
    ['no host at all', '127.0.0.1', {}],
  ])('keeps out %s', (_what, address, headers) => {
    expect(isFromThisMachine(address, headers)).toBe(false);
  });
});
