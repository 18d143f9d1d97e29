import { signal } from '@preact/signals';
import { readCounts } from '../api/inbox.ts';
import type { InboxCounts } from '../api/inbox.ts';

/** How much there is to do; shown in the navigation and above the list. */
export const inboxCounts = signal<InboxCounts | undefined>(undefined);

/** A number that cannot be read is left as it was: it is a hint, and the page itself tells of errors. */
export async function refreshInboxCounts(): Promise<void> {
  try {
    inboxCounts.value = await readCounts();
  } catch {
    // See above.
  }
}
