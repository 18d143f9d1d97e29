import { describe, expect, it } from 'vitest';
import { moved, topicProblem } from './forms/form-draft.ts';
import { intervalProblem, nextInterval, readTime } from './hours/opening-hours.ts';
import { maySections } from './sections.ts';

describe('opening hours', () => {
  it.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['9.30', '09:30'],
    ['17h15', '17:15'],
    [' 8:05 ', '08:05'],
    ['24:00', '24:00'],
    ['25:00', '25:00'],
    ['noon', 'noon'],
  ])('take %j as %j', (typed, time) => {
    expect(readTime(typed)).toBe(time);
  });

  it('say what is wrong with a day', () => {
    const morning = { from: '09:00', to: '12:30' };
    expect(intervalProblem([])).toBeUndefined();
    expect(intervalProblem([morning, { from: '12:30', to: '24:00' }])).toBeUndefined();
    expect(intervalProblem([{ from: '12:30', to: '09:00' }])).toBe('order');
    expect(intervalProblem([morning, { from: '12:00', to: '17:00' }])).toBe('overlap');
    expect(intervalProblem([{ from: '9', to: '17:00' }])).toBe('missing');
  });

  it('offer further hours after the last ones', () => {
    expect(nextInterval([])).toEqual({ from: '09:00', to: '17:00' });
    expect(nextInterval([{ from: '09:00', to: '12:00' }])).toEqual({ from: '13:00', to: '14:00' });
  });
});

describe('topics', () => {
  const labels = { en: 'Sales', nl: 'Verkoop', de: 'Verkauf', fr: 'Ventes' };
  const topic = { id: 'sales', labels, mailbox: null };

  it('need a short name of their own and a label in every language', () => {
    expect(topicProblem(topic, [topic])).toBeUndefined();
    expect(topicProblem({ ...topic, id: 'Sales!' }, [])).toBe('id');
    expect(topicProblem(topic, [topic, { ...topic }])).toBe('twice');
    expect(topicProblem({ ...topic, labels: { ...labels, fr: ' ' } }, [topic])).toBe('label');
  });

  it('move by one place and stay within the list', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  });
});

it('only sections that the permissions allow are shown', () => {
  expect(names(['session'])).toEqual(['account']);
  expect(names(['session', 'settings.read', 'audit.read'])).toEqual(['account', 'forms', 'hours', 'audit']);
});

function names(permissions: string[]): string[] {
  return maySections((permission) => permissions.includes(permission)).map(({ name }) => name);
}
