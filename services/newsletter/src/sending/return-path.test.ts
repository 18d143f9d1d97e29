import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReturnPaths } from './return-path.ts';

const paths = createReturnPaths(new Uint8Array(32));
const numbers = fc.record({
  campaignNumber: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  subscriberNumber: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
});

describe('a return path', () => {
  it('names its mail, in any case of letters, and fits into an address', () => {
    fc.assert(
      fc.property(numbers, (mail) => {
        const local = paths.localPartOf(mail);
        expect(local).toMatch(/^[a-z0-9+-]{1,64}$/);
        expect(paths.read(local)).toEqual(mail);
        expect(paths.read(local.toUpperCase())).toEqual(mail);
      }),
    );
  });

  it('is believed only as we made it', () => {
    const local = paths.localPartOf({ campaignNumber: 7, subscriberNumber: 41 });
    const others = createReturnPaths(new Uint8Array(32).fill(1));
    expect(others.read(local)).toBeUndefined();
    for (const wrong of [
      '',
      'bounce+7-15',
      local.replace('+7-', '+8-'),
      local.replace('-15-', '-015-'),
      `${local}0`,
    ]) {
      expect(paths.read(wrong)).toBeUndefined();
    }
    fc.assert(fc.property(fc.string(), (text) => paths.read(text) === undefined));
  });

  it('gives each mail one message id that nobody can guess from another', () => {
    const id = paths.messageIdOf({ campaignNumber: 7, subscriberNumber: 41 }, 'example.org');
    expect(id).toMatch(/^news\.7\.15\.[0-9a-f]{16}@example\.org$/);
    expect(id).toBe(paths.messageIdOf({ campaignNumber: 7, subscriberNumber: 41 }, 'example.org'));
    expect(paths.readMessageId(id)).toEqual({ campaignNumber: 7, subscriberNumber: 41 });
    expect(paths.readMessageId(id.toUpperCase())).toEqual({ campaignNumber: 7, subscriberNumber: 41 });
    expect(paths.readMessageId(id.replace('.7.', '.8.'))).toBeUndefined();
    expect(
      paths.readMessageId(paths.localPartOf({ campaignNumber: 7, subscriberNumber: 41 })),
    ).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => paths.readMessageId(text) === undefined));
  });
});
