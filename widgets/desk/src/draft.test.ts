import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from './api/api-error.ts';
import { differences } from './differences.ts';
import { createDraft, type Draft, type Saved } from './draft.ts';

interface Setting {
  days: number;
  topics: { id: string; label: string }[];
}

const first: Saved<Setting> = { version: 1, value: { days: 30, topics: [{ id: 'sales', label: 'Sales' }] } };
let inForce: Saved<Setting>;
let shown: number[];
let draft: Draft<Setting, Saved<Setting>>;

const topic = (id: string, label = id): { id: string; label: string } => ({ id, label });

/** As the server does it: a version only follows the one it is based on. */
function put(value: Setting, basedOnVersion: number): Promise<Saved<Setting>> {
  if (basedOnVersion !== inForce.version)
    return Promise.reject(new ApiError('problem', { status: 409, code: 'setting_conflict' }));
  inForce = { version: basedOnVersion + 1, value };
  return Promise.resolve(inForce);
}

beforeEach(() => {
  inForce = first;
  shown = [];
  draft = createDraft<Setting, Saved<Setting>>(first, {
    put,
    read: () => Promise.resolve(inForce),
    onSaved: ({ version }) => shown.push(version),
  });
});

describe('a draft', () => {
  it('is saved when nobody else was there, and goes on from that version', async () => {
    draft.change({ ...first.value, days: 60 });
    expect(draft.isChanged.value).toBe(true);
    expect(await draft.save()).toBe(true);
    expect([draft.isChanged.value, draft.saved.value.version, shown]).toEqual([false, 2, [2]]);
  });

  it('keeps what was typed when somebody else was faster, and overwrites nothing by itself', async () => {
    await put({ ...first.value, days: 10 }, 1);
    draft.change({ ...first.value, days: 60 });
    expect(await draft.save()).toBe(false);
    expect(draft.value.value.days).toBe(60);
    expect(draft.theirs.value).toEqual({ version: 2, value: { ...first.value, days: 10 } });
    // Pressing Save once more is no decision.
    expect(await draft.save()).toBe(false);
    expect(inForce.value.days).toBe(10);
  });

  it('is saved over theirs when the person says so, unless a third was faster again', async () => {
    await put({ ...first.value, days: 10 }, 1);
    draft.change({ ...first.value, days: 60 });
    await draft.save();
    await put({ ...first.value, days: 11 }, 2);
    expect(await draft.saveAnyway()).toBe(false);
    expect(draft.theirs.value?.value.days).toBe(11);
    expect(await draft.saveAnyway()).toBe(true);
    expect([inForce.value.days, draft.theirs.value, shown]).toEqual([60, undefined, [4]]);
  });

  it('gives way to theirs when the person says so', async () => {
    await put({ ...first.value, days: 10 }, 1);
    draft.change({ ...first.value, days: 60 });
    await draft.save();
    draft.takeTheirs();
    expect([draft.value.value.days, draft.isChanged.value, draft.theirs.value]).toEqual([
      10,
      false,
      undefined,
    ]);
    draft.change({ ...first.value, days: 12 });
    expect(await draft.save()).toBe(true);
  });

  it('asks nothing when both wanted the same', async () => {
    await put({ topics: first.value.topics, days: 60 }, 1);
    draft.change({ ...first.value, days: 60 });
    expect(await draft.save()).toBe(true);
    expect(draft.theirs.value).toBeUndefined();
  });

  it('passes on what is no conflict, with everything as it was', async () => {
    const refusing = createDraft<Setting, Saved<Setting>>(first, {
      put: () => Promise.reject(new ApiError('problem', { status: 422 })),
      read: () => Promise.resolve(inForce),
      onSaved: () => undefined,
    });
    refusing.change({ ...first.value, days: -1 });
    await expect(refusing.save()).rejects.toMatchObject({ status: 422 });
    expect(refusing.value.value.days).toBe(-1);
  });

  it('passes on a refusal for another reason than that somebody else has saved', async () => {
    const refusing = createDraft<Setting, Saved<Setting>>(first, {
      put: () => Promise.reject(new ApiError('problem', { status: 409, code: 'part_name_taken' })),
      read: () => Promise.resolve(first),
      onSaved: () => undefined,
    });
    refusing.change({ ...first.value, days: 60 });
    await expect(refusing.save()).rejects.toMatchObject({ code: 'part_name_taken' });
    expect([refusing.theirs.value, refusing.value.value.days]).toEqual([undefined, 60]);
  });
});

describe('differences', () => {
  it('name the place, and what each of the two wants there', () => {
    const base = { days: 30, topics: [topic('sales'), topic('help')] };
    const theirs = { days: 10, topics: [topic('sales', 'Selling'), topic('help')] };
    const mine = { days: 30, topics: [topic('sales'), topic('help'), topic('jobs')] };
    expect(differences(base, theirs, mine)).toEqual([
      { path: ['days'], base: 30, theirs: 10, mine: 30 },
      { path: ['topics', 'sales', 'label'], base: 'sales', theirs: 'Selling', mine: 'sales' },
      { path: ['topics', 'jobs'], base: undefined, theirs: undefined, mine: topic('jobs') },
    ]);
  });

  it('see another order, and lists without names as one thing', () => {
    const hours = [{ from: '09:00', to: '17:00' }];
    expect(differences([], [topic('a'), topic('b')], [topic('b'), topic('a')])).toEqual([
      { path: ['order'], base: [], theirs: ['a', 'b'], mine: ['b', 'a'] },
    ]);
    expect(differences({}, { monday: hours }, { monday: [] })).toEqual([
      { path: ['monday'], base: undefined, theirs: hours, mine: [] },
    ]);
  });

  it('are none between null and what is not there', () => {
    expect(differences({}, { mailbox: null }, {})).toEqual([]);
  });
});
