import type { JSX } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import {
  readCampaigns,
  sendingStandings,
  type CampaignStanding,
  type CampaignSummary,
} from '../../../api/newsletter-campaigns.ts';
import { dates } from '../../../dates.ts';
import { useChanges } from '../../../live.ts';
import { Button } from '../../../parts/button.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { Select } from '../../../parts/field.tsx';
import { LoadMore } from '../../../parts/load-more.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { BASE, hrefWith, navigate, place } from '../../../router.ts';
import { may } from '../../../session-state.ts';
import { newsletter } from '../../../strings/en/newsletter.ts';
import { newsletterCampaigns as words } from '../../../strings/en/newsletter-campaigns.ts';
import { usePages } from '../../../use-pages.ts';
import { newsletterBack } from '../back.ts';
import { CampaignBadge } from './campaign-badge.tsx';
import { NewCampaignDialog } from './new-campaign-dialog.tsx';

const filters = ['draft', 'released', 'scheduled', 'late', ...sendingStandings] as const;

export function CampaignsPage(): JSX.Element {
  const asked = place.value.query.get('state');
  const state = filters.find((one) => one === asked);
  const [isAdding, setAdding] = useState(false);
  const load = useCallback(
    (cursor: string | undefined, signal?: AbortSignal) => readCampaigns(state, cursor, signal),
    [state],
  );
  const pages = usePages(`campaigns ${state ?? ''}`, load);
  useChanges('newsletter', () => void pages.loaded.reload());
  return (
    <Page
      title={newsletter.sections.campaigns}
      intro={words.intro}
      back={newsletterBack}
      actions={
        may('newsletter.write') && (
          <Button look="primary" icon="plus" onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        )
      }
    >
      <div class="row">
        <Select<CampaignStanding | ''>
          label={words.state}
          isSmall
          value={state ?? ''}
          choices={[
            { value: '', label: words.every },
            ...filters.map((value) => ({ value, label: newsletter.standings[value] })),
          ]}
          onValue={(next) => navigate(hrefWith(place.value, { state: next }), { isReplacement: true })}
        />
      </div>
      <Loaded of={pages.loaded} skeletons={4}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <Empty icon="mail" title={words.empty}>
              {state === undefined ? words.emptyHint : words.emptyState}
            </Empty>
          ) : (
            <div class="card card-flush">
              <ul class="rows">
                {items.map((campaign) => (
                  <CampaignRow key={campaign.id} campaign={campaign} />
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
      {isAdding && <NewCampaignDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}

function CampaignRow({ campaign }: { campaign: CampaignSummary }): JSX.Element {
  const { id, name, subject, state, sending, number } = campaign;
  return (
    <li>
      <span class="rows-main">
        <a class="rows-title" href={`${BASE}/newsletter/${id}`}>
          {name}
        </a>
        <span>{subject === '' ? words.noSubject : subject}</span>
        <span class="rows-detail">
          {words.number(number)} · {whenOf(campaign)}
        </span>
      </span>
      <span class="rows-badges">
        <CampaignBadge standing={sending ?? state} />
      </span>
    </li>
  );
}

function whenOf({ startedAt, schedule, changedAt, changedByName }: CampaignSummary): string {
  if (startedAt !== null) return words.started(dates.moment(startedAt));
  if (schedule !== null) return words.startsAt(schedule.localTime.replace('T', ' '), schedule.timeZone);
  return words.changed(dates.moment(changedAt), changedByName);
}
