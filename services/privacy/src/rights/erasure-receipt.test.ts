import { assert, constantFrom, dictionary, integer, nat, pre, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { createReceiptSigner, verifyReceipt, type ErasureReceipt } from './erasure-receipt.ts';

const signer = createReceiptSigner(new Uint8Array(32).fill(7));
const receipt: ErasureReceipt = {
  version: 1,
  kind: 'erasure',
  company: 'Nordlicht Systems',
  request: 'DR-7K3M-9QXD',
  receivedAt: '2026-11-28T10:00:00.000Z',
  erasedAt: '2026-11-28T10:00:01.000Z',
  erased: [{ what: 'contact.messages', category: 'Name, message', records: 2 }],
  retained: [{ what: 'a digest', why: 'it was asked for', until: '2026-12-28T10:00:00.000Z' }],
  recipients: ['CRM (crm.example)'],
};
const signed = signer.sign(receipt);

describe('the receipt of an erasure', () => {
  it('is genuine as it was signed, also with a line break at its end', () => {
    expect(verifyReceipt(`${signed}\n`, signer.key.publicKey)).toEqual({ isGenuine: true, receipt });
  });

  it('is the same for the same key, at each start', () => {
    expect(createReceiptSigner(new Uint8Array(32).fill(7)).sign(receipt)).toBe(signed);
  });

  it('is not genuine with any one character changed', () => {
    assert(
      property(nat(signed.length - 1), constantFrom('0', 'x', '"', ' ', '}'), (at, character) => {
        pre(signed[at] !== character);
        const changed = signed.slice(0, at) + character + signed.slice(at + 1);
        expect(verifyReceipt(changed, signer.key.publicKey).isGenuine).toBe(false);
      }),
    );
  });

  it('is not genuine with a key that stands twice, of which people read the other one', () => {
    const twice = signed.replace('"records":2', '"records":9,"records":2');
    expect(verifyReceipt(twice, signer.key.publicKey)).toEqual({ isGenuine: false, problem: 'changed' });
  });

  it('names the key when it is of another company', () => {
    const other = createReceiptSigner(new Uint8Array(32).fill(8));
    expect(verifyReceipt(signed, other.key.publicKey)).toEqual({ isGenuine: false, problem: 'other_key' });
    expect(verifyReceipt('a letter', other.key.publicKey)).toEqual({
      isGenuine: false,
      problem: 'not_a_receipt',
    });
    expect(() => verifyReceipt(signed, 'short')).toThrow(RangeError);
  });
});

describe('canonical JSON', () => {
  it('spells a value in one way, whatever the order of its keys', () => {
    expect(canonicalJson({ b: [1, null, true], a: 'é"\n', A: {} })).toBe(
      String.raw`{"A":{},"a":"é\"\n","b":[1,null,true]}`,
    );
    assert(
      property(dictionary(string(), integer()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });

  it('refuses what has no one spelling', () => {
    expect(() => canonicalJson(0.1)).toThrow(RangeError);
    expect(() => canonicalJson('\ud800')).toThrow(RangeError);
  });
});
