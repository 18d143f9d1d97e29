import type { JSX } from 'preact';
import { exportHref, type InboxCounts, type ItemChange, type Topics } from '../../api/inbox.ts';
import { IconButton, LinkButton } from '../../parts/button.tsx';
import { Panel } from '../../parts/menu.tsx';
import { PageTitle } from '../../parts/page.tsx';
import { hrefWith, place } from '../../router.ts';
import { may } from '../../session-state.ts';
import { inboxCounts } from '../../shell/nav-counts.ts';
import { strings } from '../../strings.ts';
import { inbox as words } from '../../strings/en/inbox.ts';
import { BulkBar } from './bulk-bar.tsx';
import { FilterFields } from './filter-fields.tsx';
import { filterQuery, isFiltered, stateTabs, type Filters } from './filters.ts';
import { SearchField } from './search-field.tsx';

export function ListHead(props: {
  filters: Filters;
  topics: Topics;
  selectedIds: readonly string[];
  shown: readonly string[];
  clear: () => void;
  selectAll: () => void;
  change: (ids: readonly string[], change: ItemChange) => void;
  release: (ids: readonly string[]) => void;
}): JSX.Element {
  const { filters, topics, selectedIds } = props;
  const isNarrowed = isFiltered({ ...filters, q: '' });
  return (
    <header class="list-head">
      <div class="list-head-row">
        <PageTitle title={strings.pages.inbox} />
        <div class="row">
          {may('inbox.export') && (
            <LinkButton
              look="quiet"
              isSmall
              icon="download"
              isDownload
              href={exportHref(filterQuery(filters))}
            >
              {words.export}
            </LinkButton>
          )}
          <Panel
            label={words.filters}
            content={(close) => <FilterFields filters={filters} topics={topics} close={close} />}
          >
            {(opener) => (
              <IconButton
                {...opener}
                isSmall
                icon="filter"
                label={isNarrowed ? words.filtersOn : words.filters}
                class={isNarrowed ? 'is-on' : ''}
              />
            )}
          </Panel>
        </div>
      </div>
      <SearchField value={filters.q} />
      {selectedIds.length > 0 ? (
        <BulkBar {...props} ids={selectedIds} isHeld={filters.state === 'held'} />
      ) : (
        <nav class="tabs" aria-label={words.stateTabs}>
          {stateTabs.map((state) => (
            <a
              key={state}
              class="tab"
              href={hrefWith(place.value, { state: state === 'open' ? undefined : state }, '/inbox')}
              aria-current={filters.state === state ? 'page' : undefined}
            >
              {words.states[state]}
              <TabCount state={state} counts={inboxCounts.value} />
            </a>
          ))}
        </nav>
      )}
    </header>
  );
}

function TabCount({
  state,
  counts,
}: {
  state: Filters['state'];
  counts: InboxCounts | undefined;
}): JSX.Element | null {
  // How many are closed, or all there ever were, is nothing to work on.
  if (counts === undefined || state === 'all' || state === 'closed' || counts[state] === 0) return null;
  return <span class="tab-count numbers">{counts[state] > 999 ? '999+' : counts[state]}</span>;
}
