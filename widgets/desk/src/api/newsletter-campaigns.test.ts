import { expect, it } from 'vitest';
import { audienceOnWire } from './newsletter-campaigns.ts';

it('leaves out of an audience what nobody asked for, which would reach nobody', () => {
  const attributes = [{ name: 'city', is: 'Leiden' }];
  const audience = { topics: ['news'], exceptTopics: [], languages: [], attributes, exceptAttributes: [] };
  expect(audienceOnWire(audience)).toEqual({ topics: ['news'], attributes });
  expect(audienceOnWire({ ...audience, topics: [], attributes: [] })).toEqual({ topics: [] });
});
