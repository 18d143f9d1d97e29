import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  countAudience,
  startCampaign,
  unscheduleCampaign,
  type Campaign,
} from '../../../api/newsletter-campaigns.ts';
import { dates } from '../../../dates.ts';
import { Button } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { hrefWith, navigate, place } from '../../../router.ts';
import { may } from '../../../session-state.ts';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';
import { useAction } from '../../../use-action.ts';
import { useFocusKept } from '../../../use-focus-kept.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { ScheduleDialog } from './schedule-dialog.tsx';

/** Now or at a time; one whose time passed unheard asks what is to become of it. */
export function StartSection(props: { campaign: Campaign; show: (campaign: Campaign) => void }): JSX.Element {
  const { campaign, show } = props;
  const { id, version, state, schedule } = campaign;
  const [open, setOpen] = useState<'start' | 'schedule'>();
  const deeds = useFocusKept<HTMLDivElement>(schedule?.at);
  const unschedule = useAction(async () => show(await unscheduleCampaign(id, version)));
  return (
    <Section title={words.start} intro={words.startIntro}>
      {state === 'late' && schedule !== null && (
        <div role="alert">
          <p class="verdict is-bad">
            <Icon name="warning" />
            {words.lateTitle}
          </p>
          <p>{words.lateText(dates.moment(schedule.at))}</p>
        </div>
      )}
      {state === 'scheduled' && schedule !== null && (
        <div>
          <p>{words.scheduledFor(schedule.localTime.replace('T', ' '), schedule.timeZone)}</p>
          {schedule.timeZone !== dates.zone && (
            <p class="faint">{words.yourTime(dates.moment(schedule.at))}</p>
          )}
        </div>
      )}
      {state === 'draft' ? (
        <p class="soft">{words.releaseFirst}</p>
      ) : may('newsletter.send') ? (
        <div ref={deeds} tabIndex={-1} role="group" aria-label={words.start} class="row">
          <Button look="primary" icon="mail" onClick={() => setOpen('start')}>
            {words.startNow}
          </Button>
          <Button icon="clock" onClick={() => setOpen('schedule')}>
            {schedule === null ? words.schedule : words.scheduleAnew}
          </Button>
          {schedule !== null && (
            <Button icon="undo" isBusy={unschedule.isBusy} onClick={() => void unschedule.run()}>
              {words.unschedule}
            </Button>
          )}
        </div>
      ) : (
        <p class="soft">{words.mayNotSend}</p>
      )}
      {unschedule.error !== undefined && <Problem error={unschedule.error} />}
      {open === 'start' && <StartDialog campaign={campaign} show={show} onClose={() => setOpen(undefined)} />}
      {open === 'schedule' && (
        <ScheduleDialog campaign={campaign} show={show} onClose={() => setOpen(undefined)} />
      )}
    </Section>
  );
}

function StartDialog(props: {
  campaign: Campaign;
  show: (campaign: Campaign) => void;
  onClose: () => void;
}): JSX.Element {
  const { id, version, value } = props.campaign;
  const count = useLoaded(`start ${id} ${version}`, (signal) => countAudience(value.audience, signal));
  return (
    <Confirm
      title={words.startTitle(count.data?.reached)}
      deed={words.startDeed}
      look="primary"
      act={async () => {
        props.show(await startCampaign(id, version));
        navigate(hrefWith(place.value, { tab: undefined }), { isReplacement: true });
      }}
      onClose={props.onClose}
    >
      {words.startText}
    </Confirm>
  );
}
