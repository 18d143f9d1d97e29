import type { JSX } from 'preact';
import type { ItemChange, ItemDetails, WorkState } from '../../api/inbox.ts';
import { nameOf, useColleagues } from '../../colleagues.ts';
import { Avatar, Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Menu, type MenuItem } from '../../parts/menu.tsx';
import { may } from '../../session-state.ts';
import { inbox as words } from '../../strings/en/inbox.ts';
import { AssignMenu } from './assign-menu.tsx';
import { stateTones } from './state-tones.ts';

const icons = { open: 'inbox', waiting: 'clock', closed: 'check' } as const;
const workStates: readonly WorkState[] = ['open', 'waiting', 'closed'];

export function ItemActions(props: {
  item: ItemDetails;
  change: (change: ItemChange) => void;
  release: () => void;
}): JSX.Element {
  const { item, change } = props;
  useColleagues();
  if (!may('inbox.work') || item.state === 'held') {
    return <Badge tone={stateTones[item.state]}>{words.states[item.state]}</Badge>;
  }
  const { state } = item;
  const items = workStates.map((one): MenuItem => ({
    label: words.states[one],
    icon: icons[one],
    isChosen: one === state,
    act: () => change({ state: one }),
  }));
  return (
    <div class="row pane-actions">
      <AssignMenu assigneeId={item.assigneeId} assign={(assigneeId) => change({ assigneeId })}>
        {(opener) => (
          <button type="button" data-assign class="button button-quiet button-small" {...opener}>
            {item.assigneeId === null ? (
              <Icon name="person" />
            ) : (
              <Avatar isSmall name={nameOf(item.assigneeId)} />
            )}
            <span class="one-line">
              <span class="unseen">{words.assignee}: </span>
              {item.assigneeId === null ? words.assign : nameOf(item.assigneeId)}
            </span>
          </button>
        )}
      </AssignMenu>
      <Menu label={words.state} items={items}>
        {(opener) => (
          <button type="button" class="button button-quiet button-small" {...opener}>
            <span class="unseen">{words.state}: </span>
            <Badge tone={stateTones[state]}>{words.states[state]}</Badge>
            <Icon name="chevron-down" />
          </button>
        )}
      </Menu>
      {state === 'closed' ? (
        <Button isSmall icon="inbox" onClick={() => change({ state: 'open' })}>
          {words.reopen}
        </Button>
      ) : (
        <Button isSmall icon="check" onClick={() => change({ state: 'closed' })}>
          {words.close}
        </Button>
      )}
    </div>
  );
}
