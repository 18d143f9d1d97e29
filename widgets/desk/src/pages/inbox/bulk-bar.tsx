import type { JSX } from 'preact';
import type { ItemChange } from '../../api/inbox.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { may } from '../../session-state.ts';
import { inbox as words } from '../../strings/en/inbox.ts';
import { AssignMenu } from './assign-menu.tsx';

/** What can be done with all that are selected. */
export function BulkBar(props: {
  ids: readonly string[];
  shown: readonly string[];
  isHeld: boolean;
  clear: () => void;
  selectAll: () => void;
  change: (ids: readonly string[], change: ItemChange) => void;
  release: (ids: readonly string[]) => void;
}): JSX.Element {
  const { ids, shown, isHeld, clear, selectAll, change, release } = props;
  return (
    <div class="bulk" role="group" aria-label={words.bulk}>
      <IconButton isSmall icon="close" label={words.clearSelection} onClick={clear} />
      <span class="bulk-count numbers">{words.selected(ids.length)}</span>
      {ids.length < shown.length && (
        <Button isSmall look="quiet" aria-label={words.selectAll(shown.length)} onClick={selectAll}>
          {words.all(shown.length)}
        </Button>
      )}
      <span class="bulk-gap" />
      {isHeld && may('inbox.release') && (
        <Button isSmall icon="check" onClick={() => release(ids)}>
          {words.release}
        </Button>
      )}
      {may('inbox.work') && (
        <>
          <AssignMenu assigneeId={undefined} assign={(assigneeId) => change(ids, { assigneeId })}>
            {(opener) => (
              <IconButton {...opener} data-assign isSmall look="plain" icon="person" label={words.assign} />
            )}
          </AssignMenu>
          {!isHeld && (
            <>
              <IconButton
                isSmall
                look="plain"
                icon="clock"
                label={words.setWaiting}
                onClick={() => change(ids, { state: 'waiting' })}
              />
              <IconButton
                isSmall
                look="plain"
                icon="check"
                label={words.close}
                onClick={() => change(ids, { state: 'closed' })}
              />
            </>
          )}
        </>
      )}
    </div>
  );
}
