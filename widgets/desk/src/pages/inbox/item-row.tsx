import type { JSX } from 'preact';
import { memo } from './memo.ts';
import type { InboxItem } from '../../api/inbox.ts';
import { nameOf } from '../../colleagues.ts';
import { dates, now } from '../../dates.ts';
import { Avatar, Badge } from '../../parts/badge.tsx';
import { Icon } from '../../parts/icon.tsx';
import { inbox as words } from '../../strings/en/inbox.ts';
import { stateTones } from './state-tones.ts';

interface RowProps {
  item: InboxItem;
  topic: string;
  href: string;
  isOpen: boolean;
  isCursor: boolean;
  isSelected: boolean;
  isSelecting: boolean;
  select: (isRange: boolean) => void;
  point: () => void;
}

export const ItemRow = memo(Row, (before, after) =>
  (['item', 'topic', 'href', 'isOpen', 'isCursor', 'isSelected', 'isSelecting'] as const).every(
    (name) => before[name] === after[name],
  ),
);

function Row(props: RowProps): JSX.Element {
  const { item, topic, href, isOpen, isCursor, isSelected, isSelecting } = props;
  const isNew = item.state === 'open' && item.assigneeId === null && item.replyCount === 0;
  return (
    <li
      class="item"
      data-open={isOpen}
      data-cursor={isCursor}
      data-selected={isSelected}
      data-selecting={isSelecting}
    >
      <label class="item-check">
        <span class="unseen">{words.select(item.name)}</span>
        <input
          type="checkbox"
          class="checkbox"
          checked={isSelected}
          onClick={(event) => props.select(event.shiftKey)}
        />
      </label>
      <a
        id={`item-${item.id}`}
        class="item-link"
        href={href}
        aria-current={isOpen ? 'true' : undefined}
        onClick={props.point}
        onFocus={(event) => event.currentTarget.scrollIntoView({ block: 'nearest' })}
      >
        <span class="item-line">
          {isNew && (
            <span class="item-new">
              <span class="unseen">{words.isNew}</span>
            </span>
          )}
          <span class="item-name one-line">{item.name}</span>
          <time class="item-time numbers" dateTime={item.receivedAt.toISOString()}>
            {dates.inList(item.receivedAt, now.value)}
          </time>
        </span>
        <span class="item-preview one-line">{item.preview}</span>
        <span class="item-line item-meta">
          <Icon name={item.kind === 'callback' ? 'phone' : 'mail'} />
          <span class="one-line">
            {topic !== words.kinds[item.kind] && <span class="unseen">{words.kinds[item.kind]}: </span>}
            {topic}
          </span>
          {item.replyCount > 0 && (
            <Count icon="reply" count={item.replyCount} word={words.replies(item.replyCount)} />
          )}
          {item.noteCount > 0 && (
            <Count icon="note" count={item.noteCount} word={words.notes(item.noteCount)} />
          )}
          <span class="item-gap" />
          {item.state !== 'open' && <Badge tone={stateTones[item.state]}>{words.states[item.state]}</Badge>}
          {item.assigneeId !== null && (
            <span title={nameOf(item.assigneeId)}>
              <Avatar isSmall name={nameOf(item.assigneeId)} />
              <span class="unseen">{words.assignedTo(nameOf(item.assigneeId))}</span>
            </span>
          )}
        </span>
      </a>
    </li>
  );
}

function Count({ icon, count, word }: { icon: 'reply' | 'note'; count: number; word: string }): JSX.Element {
  return (
    <span class="item-count numbers" title={word}>
      <Icon name={icon} />
      <span aria-hidden="true">{count}</span>
      <span class="unseen">{word}</span>
    </span>
  );
}
