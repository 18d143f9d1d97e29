import { expect, it } from 'vitest';
import type { Call } from '../../api/callback.ts';
import { callGroups } from './call-groups.ts';

const now = new Date('2026-11-25T12:00:00Z');

it('calls are grouped by how much they hurry, the longest due first', () => {
  const calls = [
    call('later', 180),
    call('soon', 30),
    call('due', -5),
    call('late', -60, true),
    call('later still', 900),
  ];
  expect(callGroups(calls, now).map(({ name, calls: group }) => [name, group.map(({ id }) => id)])).toEqual([
    ['overdue', ['late']],
    ['due', ['due']],
    ['soon', ['soon']],
    ['later', ['later', 'later still']],
  ]);
});

function call(id: string, minutes: number, isOverdue = false): Call {
  return {
    id,
    reference: id,
    name: id,
    phone: '',
    e164: null,
    isDiallable: false,
    dialRefusal: null,
    slot: null,
    isAsap: false,
    claimedBy: null,
    claimedByName: null,
    claimedAt: null,
    attempts: 0,
    nextAttemptAt: null,
    message: null,
    language: 'en',
    dueAt: new Date(now.getTime() + minutes * 60_000),
    isOverdue,
  };
}
