import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import {
  readFoundData,
  readRequest,
  type DataRequest,
  type FoundData,
} from '../../../api/privacy-requests.ts';
import { useColleagues } from '../../../colleagues.ts';
import { useChanges } from '../../../live.ts';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { BASE } from '../../../router.ts';
import { may } from '../../../session-state.ts';
import { privacyRequest as words } from '../../../strings/en/privacy-request.ts';
import { privacyRequests } from '../../../strings/en/privacy-requests.ts';
import { useAction } from '../../../use-action.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { AnswerSection } from './answer-section.tsx';
import { FoundSection } from './found-section.tsx';
import { OutcomeSection } from './outcome-section.tsx';
import { RefusalNotice } from './refusal-notice.tsx';
import { RequestFacts } from './request-facts.tsx';
import { RequestBadges } from './request-row.tsx';
import './requests.css';

const back = { href: `${BASE}/privacy/requests`, label: privacyRequests.all, isAlwaysShown: true };

export function RequestPage({ id }: { id: string }): JSX.Element {
  useColleagues();
  const request = useLoaded(`request ${id}`, (signal) => readRequest(id, signal));
  const [found, setFound] = useState<FoundData>();
  const find = useAction(async () => setFound(await readFoundData(id)));
  useChanges('privacy', (ids) => {
    if (ids.length === 0 || ids.includes(id)) void request.reload();
  });
  const isOpen = request.data?.state === 'open';
  // What was erased, or is nobody's business any more, must not stay on the screen.
  useEffect(() => {
    if (!isOpen) setFound(undefined);
  }, [isOpen]);
  const show = (data: DataRequest): void => request.change(() => data);
  const { data } = request;
  return (
    <Page
      title={data === undefined ? words.one : `${privacyRequests.kinds[data.kind]} ${data.reference}`}
      back={back}
      actions={
        data !== undefined && (
          <p class="request-badges">
            <RequestBadges request={data} />
          </p>
        )
      }
    >
      <Loaded of={request} skeletons={3}>
        {(shown) => (
          <>
            {shown.state === 'open' && shown.refusal !== null && (
              <RefusalNotice request={shown} refusal={shown.refusal} show={show} />
            )}
            <RequestFacts request={shown} />
            {shown.state === 'open' ? (
              <>
                <FoundSection found={found} find={find} />
                {may('privacy.work') && shown.refusal === null && (
                  <AnswerSection request={shown} found={found} find={find} show={show} />
                )}
              </>
            ) : (
              <OutcomeSection request={shown} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
