import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { readTopics, type ItemChange } from '../../api/inbox.ts';
import { useColleagues } from '../../colleagues.ts';
import { useChanges } from '../../live.ts';
import { Empty } from '../../parts/empty.tsx';
import { hrefWith, navigate, place } from '../../router.ts';
import { may, me } from '../../session-state.ts';
import { refreshInboxCounts } from '../../shell/nav-counts.ts';
import { useShortcuts } from '../../shortcuts.ts';
import { inbox as inboxWords } from '../../strings/en/inbox.ts';
import { useLoaded } from '../../use-loaded.ts';
import { changeWithUndo, release } from './act.ts';
import { hasDrafts } from './drafts.ts';
import { filterQuery, readFilters } from './filters.ts';
import { createInboxList } from './inbox-list.ts';
import { ItemList } from './item-list.tsx';
import { ListHead } from './list-head.tsx';
import { ReadingPane } from './reading-pane.tsx';
import { keepOnly, nothingSelected, toggle } from './selection.ts';
import './inbox-list.css';
import './pane.css';
import './thread.css';
import './composer.css';
// Last, with what a narrow page changes in all of them.
import './inbox.css';

export function InboxPage({ id }: { id: string | undefined }): JSX.Element {
  const filters = readFilters(place.value.query);
  const key = filterQuery(filters).toString();
  const list = useMemo(createInboxList, []);
  const topics = useLoaded('topics', readTopics);
  const scroller = useRef<HTMLDivElement>(null);
  /** Somebody walks the list with j and k: the pane follows, the focus stays in the list. */
  const isWalking = useRef(false);
  const [cursor, setCursor] = useState<string>();
  const [stored, setSelection] = useState(nothingSelected);
  useColleagues();

  const order = list.state.value?.items.map((item) => item.id) ?? [];
  const selection = keepOnly(stored, order);
  const targets =
    selection.ids.size > 0 ? [...selection.ids] : [id ?? cursor].filter((one) => one !== undefined);

  useEffect(() => {
    setSelection(nothingSelected);
    void list.load(filters);
  }, [key]);
  useChanges('inbox', () => void list.refresh((scroller.current?.scrollTop ?? 0) > 8));
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (hasDrafts()) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, []);

  const walk = (step: 1 | -1): void => {
    const at = order.indexOf(id ?? cursor ?? '');
    const next = order[at === -1 ? 0 : Math.min(Math.max(at + step, 0), order.length - 1)];
    if (next === undefined) return;
    setCursor(next);
    isWalking.current = true;
    document.getElementById(`item-${next}`)?.focus();
    if (id !== undefined) navigate(hrefOf(next), { isReplacement: true });
  };
  const change = (ids: readonly string[], wanted: ItemChange): void => {
    if (ids.length === 0 || !may('inbox.work')) return;
    const next = order[order.indexOf(ids.at(-1) ?? '') + 1];
    void changeWithUndo(list, ids, wanted).then(refreshInboxCounts);
    setSelection(nothingSelected);
    // What leaves the list takes the cursor to the one after it.
    if (
      next !== undefined &&
      ids.includes(cursor ?? '') &&
      list.state.value?.items.every((item) => item.id !== cursor)
    ) {
      setCursor(next);
      document.getElementById(`item-${next}`)?.focus();
    }
  };

  useShortcuts({
    j: () => walk(1),
    k: () => walk(-1),
    o: () => {
      const target = id ?? cursor ?? order[0];
      if (target !== undefined) navigate(hrefOf(target));
    },
    x: () => {
      const target = cursor ?? id ?? order[0];
      if (target === undefined) return;
      setCursor(target);
      setSelection(toggle(selection, target, order, false));
    },
    e: () => change(targets, { state: 'closed' }),
    w: () => change(targets, { state: 'waiting' }),
    m: () => change(targets, { assigneeId: me.value?.id ?? null }),
    a: () => document.querySelector<HTMLElement>('[data-assign]')?.click(),
    r: () => document.querySelector<HTMLElement>('[data-reply]')?.click(),
    n: () => document.querySelector<HTMLElement>('[data-note]')?.click(),
    '/': () => document.querySelector<HTMLElement>('[data-search]')?.focus(),
    Escape: () => {
      if (selection.ids.size > 0) setSelection(nothingSelected);
      else if (id !== undefined) {
        navigate(hrefOf(undefined));
        document.getElementById(`item-${id}`)?.focus();
      }
    },
  });

  return (
    <div class="inbox" data-view={id === undefined ? 'list' : 'item'}>
      <section class="inbox-list" aria-label={inboxWords.list}>
        <ListHead
          filters={filters}
          topics={topics.data ?? []}
          selectedIds={[...selection.ids]}
          shown={order}
          clear={() => setSelection(nothingSelected)}
          selectAll={() => setSelection({ ids: new Set(order), anchor: undefined })}
          change={change}
          release={(ids) => void release(list, ids).then(() => setSelection(nothingSelected))}
        />
        <ItemList
          list={list}
          filters={filters}
          topics={topics.data ?? []}
          openId={id}
          cursor={cursor}
          selection={selection}
          scroller={scroller}
          hrefOf={hrefOf}
          select={(item, isRange) => {
            setCursor(item);
            // Rows that need not be drawn anew keep this function: it must not remember an older selection.
            const shown = list.state.peek()?.items.map((one) => one.id) ?? [];
            setSelection((before) => toggle(keepOnly(before, shown), item, shown, isRange));
          }}
          point={(item) => {
            isWalking.current = false;
            setCursor(item);
          }}
        />
      </section>
      <section class="inbox-pane" aria-label={inboxWords.pane}>
        {id === undefined ? (
          <Empty icon="mail" title={inboxWords.nothingOpen}>
            {inboxWords.nothingOpenHint}
          </Empty>
        ) : (
          <ReadingPane
            key={id}
            id={id}
            isWalking={isWalking}
            topics={topics.data ?? []}
            backHref={hrefOf(undefined)}
            change={(wanted) => change([id], wanted)}
            release={() => void release(list, [id])}
          />
        )}
      </section>
    </div>
  );
}

function hrefOf(item: string | undefined): string {
  return hrefWith(place.value, {}, item === undefined ? '/inbox' : `/inbox/${item}`);
}
