import { beforeEach, describe, expect, it } from 'vitest';
import { createShortcutReader, type Bindings, type KeyPress } from './shortcuts.ts';

let done: string[];
const sets: { current: Bindings }[] = [];

beforeEach(() => {
  done = [];
  sets.splice(0, sets.length, {
    current: { j: () => done.push('next'), 'g i': () => done.push('inbox'), i: () => done.push('i') },
  });
});

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...more,
});

describe('shortcuts', () => {
  it('do what their key means, and say whether they did', () => {
    const read = createShortcutReader(sets);
    expect(read(press('j'), 0)).toBe(true);
    expect(read(press('q'), 0)).toBe(false);
    expect(done).toEqual(['next']);
  });

  it('understand two keys one after the other, for a while', () => {
    const read = createShortcutReader(sets);
    read(press('g'), 0);
    read(press('i'), 1400);
    expect(done).toEqual(['inbox']);
    read(press('g'), 2000);
    read(press('i'), 4000);
    expect(done).toEqual(['inbox', 'i']);
  });

  it('forget the first key when the second means nothing after it', () => {
    const read = createShortcutReader(sets);
    read(press('g'), 0);
    read(press('j'), 100);
    read(press('i'), 200);
    expect(done).toEqual(['i']);
  });

  it('leave the keys of the browser and of input methods alone', () => {
    const read = createShortcutReader(sets);
    for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }]) {
      expect(read(press('j', held), 0)).toBe(false);
    }
    expect(done).toEqual([]);
  });

  it('mean what the innermost part of the page says', () => {
    sets.push({ current: { j: () => done.push('inner') } });
    createShortcutReader(sets)(press('j'), 0);
    expect(done).toEqual(['inner']);
  });
});
