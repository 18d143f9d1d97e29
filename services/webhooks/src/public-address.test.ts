import { BlockList } from 'node:net';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

// Written down anew, as first and last address, so that a slip in one list does not hide in the other.
const inner = new BlockList();
for (const [first, last] of [
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.255'],
  ['192.88.99.0', '192.88.99.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.255'],
  ['168.63.129.16', '168.63.129.16'],
  ['224.0.0.0', '255.255.255.255'],
] as const) {
  inner.addRange(first, last);
}

const byte = fc.integer({ min: 0, max: 255 });
const anyIPv4 = fc.tuple(byte, byte, byte, byte);
// Half of them where it matters; random ones nearly always are public.
const innerIPv4 = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127, 224, 239, 240, 255), byte, byte, byte),
  fc.tuple(fc.constant(172), fc.integer({ min: 14, max: 34 }), byte, byte),
  fc.tuple(fc.constant(100), fc.integer({ min: 62, max: 130 }), byte, byte),
  fc.tuple(fc.constant(169), fc.constantFrom(253, 254, 255), byte, byte),
  fc.tuple(fc.constant(192), fc.constantFrom(0, 88, 168), fc.constantFrom(0, 2, 99, 3), byte),
  fc.tuple(fc.constant(198), fc.constantFrom(17, 18, 19, 20, 51), fc.constantFrom(100, 101), byte),
);
const ipv4 = fc.oneof(anyIPv4, innerIPv4);

const hex = (value: number): string => value.toString(16);
const inside = ([a, b, c, d]: [number, number, number, number]): string =>
  `${hex(a * 256 + b)}:${hex(c * 256 + d)}`;

it('judges an IPv4 address the same in every form that IPv6 has for it', () => {
  fc.assert(
    fc.property(ipv4, (bytes) => {
      const dotted = bytes.join('.');
      const isPublic = !inner.check(dotted);
      const forms = [
        dotted,
        `::ffff:${dotted}`,
        `::FFFF:${dotted}`,
        `::ffff:${inside(bytes)}`,
        `0:0:0:0:0:ffff:${inside(bytes)}`,
        `0000:0000:0000:0000:0000:ffff:${dotted}`,
        `64:ff9b::${dotted}`,
        `64:ff9b::${inside(bytes)}`,
        `0064:FF9B:0:0:0:0:${inside(bytes)}`,
      ];
      expect(forms.map((form) => [form, isPublicAddress(form)])).toEqual(
        forms.map((form) => [form, isPublic]),
      );
    }),
    { numRuns: 2000 },
  );
});

it('refuses forms of IPv6 that lead to an IPv4 address by other ways, whatever that is', () => {
  fc.assert(
    fc.property(ipv4, (bytes) => {
      const address = inside(bytes);
      for (const form of [
        `2002:${address}::1`,
        `2001:0:${address}::1`,
        `::${address}`,
        `64:ff9b:1::${address}`,
        `::ffff:0:${address}`,
      ]) {
        expect([form, isPublicAddress(form)]).toEqual([form, false]);
      }
    }),
  );
});

it('lets IPv6 pass only from the part of it that is handed out to the world', () => {
  const group = fc.integer({ min: 0, max: 0xff_ff });
  fc.assert(
    fc.property(group, fc.array(group, { minLength: 7, maxLength: 7 }), (first, rest) => {
      const isOutside = first < 0x20_00 || first > 0x3f_ff;
      fc.pre(isOutside && !(first === 0x64 && rest[0] === 0xff_9b));
      expect(isPublicAddress([first, ...rest].map(hex).join(':'))).toBe(false);
    }),
  );
  for (const address of ['2606:4700::1111', '2a00:1450:4001:82a::2004', '2400:cb00::']) {
    expect(isPublicAddress(address)).toBe(true);
  }
  for (const address of ['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fd00:ec2::254', 'fec0::1', 'ff02::1']) {
    expect(isPublicAddress(address)).toBe(false);
  }
  for (const address of ['2001:db8::1', '3fff::1', '2001:10::1', '100::1', '5f00::1']) {
    expect(isPublicAddress(address)).toBe(false);
  }
});

it('takes nothing else for an address', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(isPublicAddress(`${text} `)).toBe(false);
    }),
  );
  for (const text of ['', 'localhost', '8.8.8', '0x8.8.8.8', '08.8.8.8', '8.8.8.8%1', '134744072']) {
    expect(isPublicAddress(text)).toBe(false);
  }
});

it('knows its own machine', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1', '0:0::1'].every(isLoopbackAddress)).toBe(true);
  expect(['128.0.0.1', '::2', '::ffff:127.0.0.1', 'localhost', ''].some(isLoopbackAddress)).toBe(false);
});
