import { createCounters } from '@foyer/bus';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { createArrivals } from './arrivals.ts';

const open = 'complaints@news.example.com';
const returnPath = 'bounce+1-2-0123456789abcdef@news.example.com';
const megabyte = 1024 * 1024;

describe('what strangers may send to the port for returned mail', () => {
  let clock: ReturnType<typeof fakeClock>;
  let arrivals: ReturnType<typeof createArrivals>;
  let keys: string[];
  let putOff: Set<string>;

  beforeEach(() => {
    clock = fakeClock('2026-11-23T10:00:00Z');
    const counters = createCounters({ log: silentLog() });
    [keys, putOff] = [[], new Set()];
    arrivals = createArrivals({
      counters: {
        ...counters,
        hit: async (hits, now) => {
          keys.push(...hits.map(({ key }) => key));
          return await counters.hit(hits, now);
        },
      },
      clock,
      addressKey: new Uint8Array(32),
      networkDigest: async (address) => await Promise.resolve(Buffer.from(address.split('.')[0] ?? '')),
      isOpen: (address) => address === open,
      metrics: { putOff: (limit) => void putOff.add(limit) },
    });
  });

  it('lets the reports of a large campaign come from one relay, and a feedback loop from a provider', async () => {
    for (let mail = 0; mail < 1_000; mail += 1) {
      expect(await arrivals.mayConnect('relay')).toBe(true);
      expect(await arrivals.mayWriteTo('relay', `bounce+1-${mail}-0123456789abcdef@news.example.com`)).toBe(
        true,
      );
      expect(await arrivals.maySendMore('relay', 30_000)).toBe(true);
    }
    expect(await timesUntilPutOff(async () => await arrivals.mayWriteTo('yahoo', open))).toBe(120);
    expect([...putOff]).toEqual(['open']);
  });

  it('puts off one network that floods the open addresses, and no other, and lets it come again', async () => {
    await timesUntilPutOff(async () => await arrivals.mayWriteTo('flood', open));
    for (let more = 0; more < 1_000; more += 1) await arrivals.mayWriteTo('flood', open);
    expect(await arrivals.mayWriteTo('yahoo', open)).toBe(true);
    expect(await arrivals.mayWriteTo('flood', returnPath)).toBe(true);
    clock.advance({ minutes: 20 });
    expect(await arrivals.mayWriteTo('flood', open)).toBe(true);
  });

  it('lets a long queue in bit by bit, however often its server asks', async () => {
    let taken = 0;
    for (let minute = 0; minute < 60; minute += 1) {
      for (let tries = 0; tries < 50; tries += 1)
        taken += Number(await arrivals.mayWriteTo('provider', open));
      clock.advance({ minutes: 1 });
    }
    expect(taken).toBeGreaterThan(600);
    expect(taken).toBeLessThan(900);
  });

  it('puts off all networks together before they keep the server from its work', async () => {
    let allowed = 0;
    for (let network = 0; network < 50; network += 1) {
      allowed += await timesUntilPutOff(async () => await arrivals.mayWriteTo(`botnet ${network}`, open));
    }
    expect(allowed).toBe(600);
    expect(await arrivals.mayWriteTo('yahoo', returnPath)).toBe(true);
  });

  it('takes ten mails to one return path, however it is written and wherever they come from', async () => {
    let network = 0;
    const write = async (): Promise<boolean> => {
      network += 1;
      const address = network % 2 === 0 ? returnPath : returnPath.toUpperCase();
      return await arrivals.mayWriteTo(`network ${network}`, address);
    };
    expect(await timesUntilPutOff(write)).toBe(10);
  });

  it('lets nobody connect who has guessed addresses or sent too much, until some time has gone by', async () => {
    for (let guess = 0; guess < 300; guess += 1) await arrivals.guessed('guesser');
    expect(await arrivals.mayConnect('guesser')).toBe(false);
    expect(await timesUntilPutOff(async () => await arrivals.maySendMore('hose', megabyte))).toBe(47);
    expect(await arrivals.mayConnect('hose')).toBe(false);
    expect(await timesUntilPutOff(async () => await arrivals.mayConnect('knocker'))).toBe(1_200);
    expect(await arrivals.mayConnect('relay')).toBe(true);
    expect([...putOff].toSorted()).toEqual(['bytes', 'connections', 'guesses']);
    clock.advance({ minutes: 20 });
    for (const one of ['guesser', 'hose', 'knocker']) expect(await arrivals.mayConnect(one)).toBe(true);
  });

  it('counts nobody under an address', async () => {
    const network = await arrivals.networkOf('192.0.2.7');
    await arrivals.mayConnect(network);
    await arrivals.mayWriteTo(network, returnPath);
    await arrivals.mayWriteTo(network, open);
    expect(keys).toHaveLength(4);
    expect(keys.join(' ')).not.toMatch(/192\.0|bounce|@|example/);
  });
});

/** How often it is allowed in a row; at most 2,000 times. */
async function timesUntilPutOff(ask: () => Promise<boolean>): Promise<number> {
  for (let times = 0; times < 2_000; times += 1) if (!(await ask())) return times;
  return 2_000;
}
