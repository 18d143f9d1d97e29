import { toApiError } from '../../api/api-error.ts';
import { changeItems, releaseItems, undoChange, type ItemChange } from '../../api/inbox.ts';
import { nameOf } from '../../colleagues.ts';
import { me } from '../../session-state.ts';
import { strings } from '../../strings.ts';
import { inbox as words } from '../../strings/en/inbox.ts';
import { dismissToast, showToast } from '../../toasts.ts';
import type { InboxList } from './inbox-list.ts';

/** Shown at once, taken back when the server refuses, and undone by the person when it was a slip, however fast. */
export async function changeWithUndo(
  list: InboxList,
  ids: readonly string[],
  change: ItemChange,
): Promise<void> {
  const takeBack = list.patch(ids, change, me.value?.id ?? '');
  const changing = changeItems(ids, change);
  const toast = showToast(sentence(change, ids.length), {
    action: { label: strings.undo, act: () => void undoWhenDone() },
  });
  try {
    const { changed } = await changing;
    if (changed === 0) dismissToast(toast);
  } catch (error) {
    takeBack();
    dismissToast(toast);
    tell(error);
  }

  async function undoWhenDone(): Promise<void> {
    takeBack();
    const done = await changing.catch(() => undefined);
    if (done !== undefined) await undo(list, done.undoToken);
  }
}

export async function release(list: InboxList, ids: readonly string[]): Promise<void> {
  try {
    const { released } = await releaseItems(ids);
    showToast(words.released(released));
    await list.refresh(false);
  } catch (error) {
    tell(error);
  }
}

async function undo(list: InboxList, undoToken: string): Promise<void> {
  try {
    const { restored, skipped } = await undoChange(undoToken);
    showToast(words.undone(restored, skipped));
    await list.refresh(false);
  } catch (error) {
    tell(error);
  }
}

function sentence({ state, assigneeId }: ItemChange, count: number): string {
  if (state !== undefined) return words.changed[state](count);
  return assigneeId == null ? words.unassigned(count) : words.assigned(count, nameOf(assigneeId));
}

function tell(error: unknown): void {
  const { title, next } = strings.errors.of(toApiError(error));
  showToast(`${title} ${next}`, { tone: 'danger' });
}
