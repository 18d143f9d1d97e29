import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { normalAddress, visitorAddress } from './visitor-address.ts';

function requestFrom(remoteAddress: string | undefined, forwarded?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
}

it.each([
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:CB00:7107', '203.0.113.7'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  [' 203.0.113.7:5678 ', '203.0.113.7'],
  ['unknown', undefined],
  ['203.0.113.700', undefined],
  ['', undefined],
  ['[evil]', undefined],
  ['1'.repeat(100), undefined],
])('reads %j as %j', (text, address) => {
  expect(normalAddress(text)).toBe(address);
});

it('ignores X-Forwarded-For without a trusted proxy', () => {
  expect(visitorAddress(requestFrom('::ffff:10.0.0.1', '203.0.113.7'), 0)).toBe('10.0.0.1');
});

it.each([
  [1, '198.51.100.1, 203.0.113.7', '203.0.113.7'],
  [2, '198.51.100.1, 203.0.113.7', '198.51.100.1'],
  [2, '6.6.6.6, 198.51.100.1, 203.0.113.7', '198.51.100.1'],
  [3, '203.0.113.7', '203.0.113.7'],
  [1, '203.0.113.7, junk', '10.0.0.1'],
  [1, '', '10.0.0.1'],
])('takes the entry that hop %i from the right wrote in %j', (hops, header, address) => {
  expect(visitorAddress(requestFrom('10.0.0.1', header), hops)).toBe(address);
});

it('gives loopback for a socket without an address', () => {
  expect(visitorAddress(requestFrom(undefined), 0)).toBe('127.0.0.1');
});
