import { describe, expect, it } from 'vitest';
import type { Block } from '../../../api/newsletter-library.ts';
import {
  campaignPreviewText,
  newCampaign,
  readAttributes,
  withCampaignPreviewText,
  withTemplate,
  writeAttributes,
} from './campaign-value.ts';

const template = (slots: string[]): Block => ({
  id: slots.join(),
  version: 1,
  value: { name: 'News', mjml: '' },
  slots,
  changedByName: null,
  changedAt: new Date(0),
});
const fresh = newCampaign({ name: 'Spring', language: 'en', template: undefined });

describe('a campaign that is begun', () => {
  it('has a way out in it, and no topic chosen for anybody', () => {
    expect(fresh.mjml).toContain('{{unsubscribe_url}}');
    expect(fresh.audience.topics).toEqual([]);
  });

  it('keeps the words of slots that another template has too', () => {
    const first = withTemplate(fresh, template(['main', 'aside']));
    const written = { ...first, slots: { main: '<mj-text>Hello</mj-text>', aside: 'x' } };
    expect(withTemplate(written, template(['main', 'preview'])).slots).toEqual({
      main: '<mj-text>Hello</mj-text>',
      preview: '',
    });
    expect(withTemplate(written, undefined)).toMatchObject({ templateId: null, slots: {}, mjml: fresh.mjml });
  });

  it('has its preview text in the mail, or in the slot that the template has for it', () => {
    expect(campaignPreviewText(withCampaignPreviewText(fresh, 'Tulips'))).toBe('Tulips');
    const made = withTemplate(fresh, template(['preview']));
    expect(withCampaignPreviewText(made, 'Tulips').slots).toEqual({ preview: 'Tulips' });
    expect(campaignPreviewText(withTemplate(fresh, template(['main'])))).toBeUndefined();
  });
});

describe('the marks of an audience', () => {
  it('are read one a line and written the same', () => {
    const { attributes, wrong } = readAttributes('city = Den Haag\n\nkey=a=b\n');
    expect(wrong).toBeUndefined();
    expect(attributes).toEqual([
      { name: 'city', is: 'Den Haag' },
      { name: 'key', is: 'a=b' },
    ]);
    expect(readAttributes(writeAttributes(attributes)).attributes).toEqual(attributes);
  });

  it('are none when one line is none, and that one is named', () => {
    expect(readAttributes('city = Leiden\nUtrecht')).toEqual({ attributes: [], wrong: 'Utrecht' });
  });
});
