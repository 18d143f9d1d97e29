import { computed, signal } from '@preact/signals';
import type { SessionAnswer } from './api/session.ts';

/** undefined until the first answer. */
export const session = signal<SessionAnswer | undefined>(undefined);

/** The session ended under somebody's hands: the page stays as it is behind the sign-in. */
export const isExpired = signal(false);

export const me = computed(() => session.value?.staff ?? undefined);

const waiting = new Set<() => void>();

/** What was asked while signed out waits here until the same person is back. */
export function signInAgain(): Promise<void> {
  isExpired.value = true;
  return new Promise((resolve) => waiting.add(resolve));
}

/** Takes a new state of the session and lets what waits for it go on. */
export function enterSession(next: SessionAnswer): void {
  const before = session.value?.staff?.id;
  // The page behind belongs to whoever was signed in before: nothing of it may stay for another person.
  if (isExpired.value && next.state === 'signed_in' && before !== undefined && before !== next.staff?.id) {
    location.reload();
    return;
  }
  // Between password and second factor the page behind must still know whose it is.
  session.value =
    isExpired.value && next.state !== 'signed_in' ? { ...next, staff: session.value?.staff ?? null } : next;
  if (next.state !== 'signed_in') return;
  isExpired.value = false;
  for (const resolve of waiting) resolve();
  waiting.clear();
}

export function may(permission: string): boolean {
  return me.value?.permissions.includes(permission) ?? false;
}
