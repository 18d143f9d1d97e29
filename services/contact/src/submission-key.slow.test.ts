import { purgeAll } from '@foyer/service/testing';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import {
  filledIn,
  messageRows,
  noCompiler,
  describeHall,
  problemOf,
  receiptOf,
  solved,
} from './contact-fixture.ts';

const key = '8e03978e-40d5-43e8-bc93-6894a57f9324';

describeHall(
  'sending a message again because no answer came',
  ({ hall, db, openAnother }) => {
    const send = (change: Record<string, string> = {}, idempotencyKey = key) =>
      hall().post({ ...filledIn, 'frc-captcha-solution': solved(), ...change }, { idempotencyKey });
    const keyRows = async () =>
      (await sql<Record<string, unknown>>`select * from contact.submission_key`.execute(db())).rows;

    it('gives the same receipt for the same key, although the captcha is used or too old by now', async () => {
      const solution = solved();
      const receipts = [
        await receiptOf(await send({ 'frc-captcha-solution': solution })),
        await receiptOf(await send({ 'frc-captcha-solution': solution })),
        await receiptOf(await send({ 'frc-captcha-solution': 'late.1' })),
        await receiptOf(await send({ 'frc-captcha-solution': solved() })),
        // A structured header writes its texts in quotes.
        await receiptOf(await send({ 'frc-captcha-solution': solution }, `"${key}"`)),
      ];
      expect(new Set(receipts.map(({ reference }) => reference)).size).toBe(1);
      expect(receipts[1]).toEqual(receipts[0]);
      expect(await messageRows(db())).toHaveLength(1);
      expect(await hall().mails()).toHaveLength(2);
    });

    it('refuses another text under the same key, with a code of its own', async () => {
      await send();
      for (const solution of [solved(), 'late.1']) {
        const response = await send({ message: 'Something else', 'frc-captcha-solution': solution });
        expect(response.status).toBe(422);
        expect((await problemOf(response)).code).toBe('idempotency_key_reused');
      }
      expect(await messageRows(db())).toHaveLength(1);
    });

    it('does not spend the captcha of a message that it has already', async () => {
      await send();
      const solution = solved();
      await send({ 'frc-captcha-solution': solution });
      expect((await send({ 'frc-captcha-solution': solution }, 'another-key-0001')).status).toBe(201);
    });

    it('stores one message when the same is posted many times at once, among others', async () => {
      const solution = solved();
      const same = Array.from({ length: 10 }, (_, index) =>
        send({ 'frc-captcha-solution': index % 2 === 0 ? solution : solved() }),
      );
      const others = Array.from({ length: 10 }, (_, index) => send({}, `another-key-${1000 + index}`));
      const receipts = await Promise.all((await Promise.all([...same, ...others])).map(receiptOf));
      expect(new Set(receipts.slice(0, 10).map(({ reference }) => reference)).size).toBe(1);
      expect(await messageRows(db())).toHaveLength(11);
    });

    it('stores one message when two processes get the same at once', async () => {
      const other = await openAnother();
      try {
        for (let round = 0; round < 10; round += 1) {
          const idempotencyKey = `round-of-two-halls-${round}`;
          const responses = await Promise.all(
            [hall(), other, hall(), other].map((one) =>
              one.post({ ...filledIn, 'frc-captcha-solution': solved() }, { idempotencyKey }),
            ),
          );
          const receipts = await Promise.all(responses.map(receiptOf));
          expect(new Set(receipts.map(({ reference }) => reference)).size).toBe(1);
        }
      } finally {
        await other.close();
      }
      expect(await messageRows(db())).toHaveLength(10);
    });

    it('takes a message again under its key when the captcha was to be renewed', async () => {
      expect((await send({ 'frc-captcha-solution': 'late.1' })).status).toBe(422);
      const used = solved();
      await send({ 'frc-captcha-solution': used }, 'another-key-0001');
      expect((await send({ 'frc-captcha-solution': used })).status).toBe(422);
      expect(await keyRows()).toHaveLength(1);
      expect((await send()).status).toBe(201);
      expect(await messageRows(db())).toHaveLength(2);
    });

    it('remembers a key for a day, in digests that tell nothing, and no longer than the message', async () => {
      const solution = solved();
      const first = await receiptOf(await send({ 'frc-captcha-solution': solution }));
      expect(JSON.stringify(await keyRows())).not.toContain(key);
      hall().clock.advance({ hours: 23 });
      await purgeAll(hall().contact.personalData, hall().clock.now());
      expect(await receiptOf(await send({ 'frc-captcha-solution': solution }))).toEqual(first);
      hall().clock.advance({ hours: 1 });
      // Too old, though nobody has deleted it yet.
      expect((await receiptOf(await send())).reference).not.toBe(first.reference);
      await purgeAll(hall().contact.personalData, hall().clock.now());
      expect(await keyRows()).toHaveLength(1);
      hall().clock.advance({ hours: 24 });
      await purgeAll(hall().contact.personalData, hall().clock.now());
      expect(await keyRows()).toEqual([]);

      await send();
      for (const holding of hall().contact.personalData)
        await holding.erase({ email: filledIn.email }, { held: [], language: 'en' });
      expect(await keyRows()).toEqual([]);
      expect(await messageRows(db())).toEqual([]);
    });

    it.each(['short', 'x'.repeat(65), 'with spaces in between', '"half-quoted-key-01'])(
      'refuses a key that is none: %s',
      async (idempotencyKey) => {
        const response = await send({}, idempotencyKey);
        expect(response.status).toBe(400);
        expect((await problemOf(response)).code).toBe('idempotency_key_malformed');
        expect(await messageRows(db())).toEqual([]);
      },
    );

    it('lets pages of other origins send a key', async () => {
      const response = await hall().server.fetch('/contact/messages', { method: 'OPTIONS' });
      expect(response.headers.get('access-control-allow-headers')).toContain('idempotency-key');
    });
  },
  { deps: { mailCompiler: noCompiler } },
);
