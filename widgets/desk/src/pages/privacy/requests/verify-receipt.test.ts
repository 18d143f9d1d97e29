import { expect, it } from 'vitest';
import { canonical, verifyReceipt } from './verify-receipt.ts';

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
const key = { keyId: '0011223344556677', publicKey: base64url(raw) };
const receipt = {
  version: 1,
  request: 'DR-7K3M-9QXD',
  company: 'Nordlicht – Öl',
  erasedAt: '2026-11-28T10:00:00.000Z',
  erased: [{ what: 'contact.messages', category: 'Name', records: 2 }],
};
const signed = new TextEncoder().encode(`foyer erasure receipt\0${canonical(receipt)}`);
const value = base64url(await crypto.subtle.sign('Ed25519', pair.privateKey, signed));
const text = canonical({ receipt, signature: { algorithm: 'Ed25519', keyId: key.keyId, value } });

it('a receipt as it was signed is genuine', async () => {
  expect(await verifyReceipt(`${text}\n`, key)).toMatchObject({
    isGenuine: true,
    receipt: { request: 'DR-7K3M-9QXD' },
  });
});

it.each([
  ['another number of records', text.replace('"records":2', '"records":3'), 'changed'],
  ['a member that stands twice', text.replace('"version":1', '"version":1,"version":1'), 'changed'],
  ['a member beside what is signed', text.replace('{"receipt"', '{"note":"x","receipt"'), 'changed'],
  ['the id of another key', text.replace(key.keyId, '7766554433221100'), 'other_key'],
  ['something else', '{"a":1}', 'not_a_receipt'],
  ['no JSON', 'DR-7K3M', 'not_a_receipt'],
])('a receipt with %s is not', async (_what, changed, problem) => {
  expect(await verifyReceipt(changed, key)).toEqual({ isGenuine: false, problem });
});
