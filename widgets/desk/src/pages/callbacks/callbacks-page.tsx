import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readQueue, type Call } from '../../api/callback.ts';
import { dates, now } from '../../dates.ts';
import { useChanges } from '../../live.ts';
import { LinkButton } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { BASE } from '../../router.ts';
import { may } from '../../session-state.ts';
import { strings } from '../../strings.ts';
import { callbacks as words } from '../../strings/en/callbacks.ts';
import { useLoaded } from '../../use-loaded.ts';
import { CallCard } from './call-card.tsx';
import { callGroups } from './call-groups.ts';
import './callbacks.css';
import { OutcomeDialog } from './outcome-dialog.tsx';

export function CallbacksPage(): JSX.Element {
  const queue = useLoaded('queue', readQueue);
  const [concluding, setConcluding] = useState<Call>();
  useChanges('callback', () => void queue.reload());
  return (
    <Page
      title={strings.pages.callbacks}
      intro={words.intro(dates.zone, dates.zoneName(now.value))}
      actions={
        may('callback.settings') && (
          <LinkButton icon="calendar" href={`${BASE}/settings/hours`}>
            {words.hours}
          </LinkButton>
        )
      }
    >
      <Loaded of={queue} skeletons={3}>
        {(calls) =>
          calls.length === 0 ? (
            <Empty icon="phone" title={words.emptyTitle}>
              {words.empty}
            </Empty>
          ) : (
            callGroups(calls, now.value).map((group) => (
              <section key={group.name} class="calls">
                <h2 class="calls-title">
                  {words.groups[group.name]}
                  <span class="tab-count numbers">{group.calls.length}</span>
                </h2>
                <ul class="calls-list">
                  {group.calls.map((call) => (
                    <CallCard
                      key={call.id}
                      call={call}
                      tone={group.name}
                      queue={queue}
                      conclude={() => setConcluding(call)}
                    />
                  ))}
                </ul>
              </section>
            ))
          )
        }
      </Loaded>
      {concluding !== undefined && (
        <OutcomeDialog call={concluding} onClose={() => setConcluding(undefined)} reload={queue.reload} />
      )}
    </Page>
  );
}
