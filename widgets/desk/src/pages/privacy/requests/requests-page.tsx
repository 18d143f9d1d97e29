import type { JSX } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { readRequests, requestStates, type RequestState } from '../../../api/privacy-requests.ts';
import { useChanges } from '../../../live.ts';
import { Button } from '../../../parts/button.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { LoadMore } from '../../../parts/load-more.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { Segments } from '../../../parts/segments.tsx';
import { hrefWith, navigate, place } from '../../../router.ts';
import { may } from '../../../session-state.ts';
import { privacy } from '../../../strings/en/privacy.ts';
import { privacyRequest } from '../../../strings/en/privacy-request.ts';
import { privacyRequests as words } from '../../../strings/en/privacy-requests.ts';
import { usePages } from '../../../use-pages.ts';
import { privacyBack } from '../back.ts';
import { CheckReceiptDialog } from './check-receipt-dialog.tsx';
import { NewRequestDialog } from './new-request-dialog.tsx';
import { RequestRow } from './request-row.tsx';
import './requests.css';

export function RequestsPage(): JSX.Element {
  const asked = place.value.query.get('state');
  const state = requestStates.find((one) => one === asked) ?? 'open';
  const [overdue, setOverdue] = useState(0);
  const [open, setOpen] = useState<'new' | 'check'>();
  const load = useCallback(
    async (cursor: string | undefined, signal?: AbortSignal) => {
      const page = await readRequests(state, cursor, signal);
      setOverdue(page.overdue);
      return page;
    },
    [state],
  );
  const pages = usePages(`requests ${state}`, load);
  useChanges('privacy', () => void pages.loaded.reload());
  return (
    <Page
      title={privacy.sections.requests}
      intro={words.intro}
      back={privacyBack}
      actions={
        <>
          <Button icon="shield" onClick={() => setOpen('check')}>
            {privacyRequest.check}
          </Button>
          {may('privacy.work') && (
            <Button look="primary" icon="plus" onClick={() => setOpen('new')}>
              {words.add}
            </Button>
          )}
        </>
      }
    >
      <div class="row row-between">
        <Segments
          label={words.state}
          value={state}
          choices={requestStates.map((value) => ({ value, label: words.states[value] }))}
          onValue={showState}
        />
        {overdue > 0 && (
          <p class="requests-overdue">
            <Icon name="warning" />
            {words.overdue(overdue)}
          </p>
        )}
      </div>
      <Loaded of={pages.loaded} skeletons={3}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <Empty icon="person" title={words.empty[state][0]}>
              {words.empty[state][1]}
            </Empty>
          ) : (
            <div class="card card-flush">
              <ul class="rows">
                {items.map((request) => (
                  <RequestRow key={request.id} request={request} />
                ))}
              </ul>
              {nextCursor !== null && (
                <LoadMore
                  isBusy={pages.isLoadingMore}
                  error={pages.moreError}
                  more={() => void pages.more()}
                />
              )}
            </div>
          )
        }
      </Loaded>
      {open === 'new' && <NewRequestDialog onClose={() => setOpen(undefined)} />}
      {open === 'check' && <CheckReceiptDialog onClose={() => setOpen(undefined)} />}
    </Page>
  );
}

function showState(state: RequestState): void {
  navigate(hrefWith(place.value, { state: state === 'open' ? undefined : state }), { isReplacement: true });
}
