import type { JSX } from 'preact';
import { useLayoutEffect, useRef, type MutableRef } from 'preact/hooks';
import { readItem, type ItemChange, type ItemDetails, type Topics } from '../../api/inbox.ts';
import { useChanges } from '../../live.ts';
import { Icon } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { useTitle } from '../../parts/page.tsx';
import { moves } from '../../router.ts';
import { may } from '../../session-state.ts';
import { strings } from '../../strings.ts';
import { inbox as words } from '../../strings/en/inbox.ts';
import { useLoaded } from '../../use-loaded.ts';
import { Composer } from './composer.tsx';
import { HeldNotice, RestrictedNotice } from './notices.tsx';
import { ItemActions } from './item-actions.tsx';
import { SourceCard } from './source-card.tsx';
import { Thread } from './thread.tsx';
import { topicLabel } from './topic-label.ts';

export function ReadingPane(props: {
  id: string;
  isWalking: MutableRef<boolean>;
  topics: Topics;
  backHref: string;
  change: (change: ItemChange) => void;
  release: () => void;
}): JSX.Element {
  const { id, topics, backHref, isWalking } = props;
  // The page keys this component by the item: opening it is one reading, whatever changes while it is open.
  const readingToken = useRef<string>();
  const loaded = useLoaded(`item ${id}`, async (signal) => {
    const item = await readItem(id, readingToken.current, signal);
    readingToken.current = item.readingToken;
    return item;
  });
  const { data } = loaded;
  const heading = useRef<HTMLHeadingElement>(null);
  const hasData = data !== undefined;
  useTitle(data?.name);
  useChanges('inbox', (ids) => {
    if (ids.length === 0 || ids.includes(id)) void loaded.reload();
  });
  // Before anybody sees the heading: later it would take the focus from where they have gone on.
  useLayoutEffect(() => {
    if (hasData && moves.peek() > 0 && !isWalking.current) heading.current?.focus({ preventScroll: true });
  }, [hasData]);
  const change = (wanted: ItemChange): void => {
    loaded.change((item) => ({
      ...item,
      state: wanted.state ?? item.state,
      assigneeId: wanted.assigneeId === undefined ? item.assigneeId : wanted.assigneeId,
    }));
    props.change(wanted);
  };
  return (
    <>
      {/* On a phone the list, whose heading it is, is not shown beside. */}
      <h1 class="narrow-only unseen">{strings.pages.inbox}</h1>
      <a class="pane-back" href={backHref}>
        <Icon name="chevron-left" />
        {strings.pages.inbox}
      </a>
      <Loaded of={loaded} skeletons={4}>
        {(item) => (
          <>
            <header class="pane-head">
              <div class="pane-title">
                <h2 ref={heading} tabIndex={-1}>
                  {item.name}
                </h2>
                <p class="faint">
                  <span>{topicLabel(item, topics)}</span>
                  <span aria-hidden="true"> · </span>
                  <span class="numbers">{item.reference}</span>
                </p>
              </div>
              <ItemActions item={item} change={change} release={props.release} />
            </header>
            <div class="pane-scroll scrolls" tabIndex={0} role="group" aria-label={words.conversation}>
              <div class="pane-inner">
                {item.state === 'held' && <HeldNotice reasons={item.heldReasons} release={props.release} />}
                {item.source?.isRestricted === true && <RestrictedNotice />}
                <SourceCard item={item} />
                <Thread item={item} reload={loaded.reload} />
              </div>
            </div>
            {isAnswerable(item) && <Composer item={item} reload={loaded.reload} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function isAnswerable(item: ItemDetails): boolean {
  return item.source !== null && (may('inbox.reply') || may('inbox.work'));
}
