import type { Call } from '../../api/callback.ts';

export type GroupName = 'overdue' | 'due' | 'soon' | 'later';

/** The longest due first; what is for later is no reason to hurry and stands below. */
export function callGroups(calls: readonly Call[], now: Date): { name: GroupName; calls: Call[] }[] {
  const groups: { name: GroupName; calls: Call[] }[] = [
    { name: 'overdue', calls: [] },
    { name: 'due', calls: [] },
    { name: 'soon', calls: [] },
    { name: 'later', calls: [] },
  ];
  for (const call of calls.toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime())) {
    groups.find(({ name }) => name === groupOf(call, now))?.calls.push(call);
  }
  return groups.filter((group) => group.calls.length > 0);
}

const SOON_MILLISECONDS = 2 * 3_600_000;

function groupOf(call: Call, now: Date): GroupName {
  const untilDue = call.dueAt.getTime() - now.getTime();
  if (call.isOverdue) return 'overdue';
  if (untilDue <= 0) return 'due';
  return untilDue <= SOON_MILLISECONDS ? 'soon' : 'later';
}
