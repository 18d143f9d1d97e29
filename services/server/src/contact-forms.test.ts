import { defaultContactConfig } from '@foyer/contact';
import { expect, it } from 'vitest';
import { ContactForms, describedForms, formsOf } from './contact-forms.ts';

const config = defaultContactConfig({
  companyName: 'Nordlicht',
  mailFrom: 'hello@nordlicht.example',
  staffMailbox: 'staff@nordlicht.example',
});
const labels = { nl: 'Vraag', de: 'Frage', en: 'Question', fr: 'Question' };

it('shows the forms of the configuration in the shape in which they are changed', () => {
  const shown = describedForms(config.forms);
  expect(formsOf(shown, config)).toEqual(config.forms);
});

it('takes what is not said from the default form, and the staff’s mailbox', () => {
  const given = ContactForms.parse({ shop: { topics: [{ id: 'order', labels }], retentionDays: 30 } });
  const { default: defaultForm, shop } = formsOf(given, config);
  expect(defaultForm).toEqual(config.forms['default']);
  expect(shop).toMatchObject({
    topics: [{ id: 'order', mailbox: 'staff@nordlicht.example' }],
    retentionDays: 30,
    autoCloseDays: defaultForm?.autoCloseDays,
  });
});

it('refuses a mailbox that no mail reaches, a topic given twice and a form without topics', () => {
  const topic = { id: 'order', labels };
  expect(refuses([topic])).toBe(false);
  expect(refuses([{ ...topic, mailbox: 'Shop <shop@nordlicht.example>' }])).toBe(false);
  expect(refuses([{ ...topic, mailbox: 'not a mailbox' }])).toBe(true);
  expect(refuses([{ ...topic, mailbox: 'a@x.example, b@x.example' }])).toBe(true);
  expect(refuses([topic, topic])).toBe(true);
  expect(refuses([])).toBe(true);
});

function refuses(topics: object[]): boolean {
  return !ContactForms.safeParse({ default: { topics } }).success;
}
