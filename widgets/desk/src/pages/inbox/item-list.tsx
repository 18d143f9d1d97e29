import type { JSX, RefObject } from 'preact';
import type { Topics } from '../../api/inbox.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Icon } from '../../parts/icon.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Skeletons } from '../../parts/skeletons.tsx';
import { hrefWith, place } from '../../router.ts';
import { inbox as words } from '../../strings/en/inbox.ts';
import { isFiltered, type Filters } from './filters.ts';
import type { InboxList } from './inbox-list.ts';
import { ItemRow } from './item-row.tsx';
import type { Selection } from './selection.ts';
import { topicLabel } from './topic-label.ts';

export function ItemList(props: {
  list: InboxList;
  filters: Filters;
  topics: Topics;
  openId: string | undefined;
  cursor: string | undefined;
  selection: Selection;
  scroller: RefObject<HTMLDivElement>;
  hrefOf: (id: string) => string;
  select: (id: string, isRange: boolean) => void;
  point: (id: string) => void;
}): JSX.Element {
  const { list, filters, topics, selection, scroller } = props;
  const state = list.state.value;
  const error = list.error.value;
  const showNew = (): void => {
    scroller.current?.scrollTo({ top: 0 });
    void list.refresh(false);
  };
  return (
    <div ref={scroller} class="inbox-scroll scrolls">
      {error !== undefined && (
        <div class="inbox-problem">
          <Problem error={error} retry={() => void list.load(filters)} />
        </div>
      )}
      {state === undefined && error === undefined && <Skeletons count={7} />}
      {state !== undefined && state.unseen > 0 && (
        <div class="unseen-new">
          <Button isSmall look="primary" onClick={showNew}>
            {words.newOnes(state.unseen)}
          </Button>
        </div>
      )}
      {state !== undefined && state.items.length === 0 && <EmptyList filters={filters} />}
      {state !== undefined && state.items.length > 0 && (
        <ul class="items">
          {state.items.map((item) => (
            <ItemRow
              key={item.id}
              item={item}
              topic={topicLabel(item, topics)}
              href={props.hrefOf(item.id)}
              isOpen={item.id === props.openId}
              isCursor={item.id === props.cursor}
              isSelected={selection.ids.has(item.id)}
              isSelecting={selection.ids.size > 0}
              select={(isRange) => props.select(item.id, isRange)}
              point={() => props.point(item.id)}
            />
          ))}
        </ul>
      )}
      {state !== undefined && state.nextCursor !== null && (
        <LoadMore
          isBusy={list.isLoadingMore.value}
          error={list.moreError.value}
          more={() => void list.more()}
        />
      )}
      {state !== undefined && state.nextCursor === null && state.items.length > 12 && (
        <p class="items-end">
          <Icon name="check" />
          {words.noMore}
        </p>
      )}
    </div>
  );
}

function EmptyList({ filters }: { filters: Filters }): JSX.Element {
  if (isFiltered(filters)) {
    const none = { q: '', kind: '', topic: '', assignee: '' };
    return (
      <Empty
        icon="search"
        title={words.noneFound}
        action={<LinkButton href={hrefWith(place.value, none)}>{words.clearFilters}</LinkButton>}
      >
        {words.noneFoundHint}
      </Empty>
    );
  }
  const { title, text } = words.empty[filters.state];
  return (
    <Empty icon={filters.state === 'held' ? 'shield' : 'check-circle'} title={title}>
      {text}
    </Empty>
  );
}
