import { expect, it } from 'vitest';
import type { FormConfig } from './config.ts';
import { describeHall, filledIn, noCompiler, problemOf, receiptOf, solved } from './contact-fixture.ts';
import { messageReceived } from './event-data.ts';
import { defaultTopics } from './topics.ts';

const [general, sales] = defaultTopics('Sales <sales@nordlicht.example>');
const form = (topics: FormConfig['topics'], retentionDays = 180): FormConfig => ({
  topics,
  retentionDays,
  autoCloseDays: 14,
});

describeHall('forms that change, and those who are told', ({ hall: current, reopen }) => {
  it('takes topics, mailboxes and periods as they are at the moment', async () => {
    let forms: Record<string, FormConfig> = { default: form(general ? [general] : []) };
    const deps = { forms: () => forms, mailCompiler: noCompiler };
    await reopen({ deps });
    const hall = current();
    const send = () => hall.post({ ...filledIn, 'frc-captcha-solution': solved() });
    const settings = async () => (await hall.server.fetch('/contact/forms/default')).json();
    expect(await problemOf(await send())).toMatchObject({ errors: [{ code: 'topic_unknown' }] });
    expect(await settings()).toMatchObject({ topics: [{ id: 'general' }], retention: { days: 180 } });

    forms = { default: form(sales ? [sales] : [], 30), other: form([]) };
    expect((await receiptOf(await send())).state).toBe('received');
    expect(await settings()).toMatchObject({ topics: [{ id: 'sales' }], retention: { days: 30 } });
    expect(hall.contact.personalData[0]?.retention.days).toBe(180);
    const notified = (await hall.mails()).find(({ id }) => id.startsWith('contact-notify.'));
    expect(notified?.to).toContain('sales@nordlicht.example');
  });

  it('tells other systems of a message that is received or released, in its transaction, and not of a held one', async () => {
    const told: string[] = [];
    let isFailing = false;
    await reopen({
      deps: {
        mailCompiler: noCompiler,
        publishEvents: async (_trx, events) => {
          if (isFailing) throw new Error('the event could not be stored');
          told.push(...events.map(({ type, subjectId }) => `${type} ${subjectId}`));
        },
      },
    });
    const hall = current();
    await hall.post({ ...filledIn, 'frc-captcha-solution': solved() });
    expect(told).toHaveLength(1);
    const [type = '', id = ''] = told[0]?.split(' ') ?? [];
    expect(type).toBe(messageReceived(id, new Date()).type);
    expect(await hall.contact.eventData(id)).toMatchObject({ id, name: filledIn.name, topic: 'sales' });

    const held = await receiptOf(await hall.post(filledIn, { as: 'form' }));
    expect(told).toHaveLength(1);
    isFailing = true;
    await expect(hall.contact.release(held.reference)).rejects.toThrow('could not be stored');
    isFailing = false;
    expect(await hall.contact.release(held.reference)).toBe('released');
    expect(told).toHaveLength(2);

    await hall.contact.personalData[0]?.restrict({ email: filledIn.email }, true);
    expect(await hall.contact.eventData(id)).toBe('restricted');
  });
});
