import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { scheduleCampaign, type Campaign } from '../../../api/newsletter-campaigns.ts';
import { dates, toLocalInput } from '../../../dates.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { TextField } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';
import { strings } from '../../../strings.ts';
import { useAction } from '../../../use-action.ts';

export function ScheduleDialog(props: {
  campaign: Campaign;
  show: (campaign: Campaign) => void;
  onClose: () => void;
}): JSX.Element {
  const { campaign, show, onClose } = props;
  const { id, version, schedule } = campaign;
  const zonesId = useId();
  const [localTime, setTime] = useState(schedule?.localTime ?? toLocalInput(nextHour()));
  const [timeZone, setZone] = useState(schedule?.timeZone ?? dates.zone);
  const [isChecked, setChecked] = useState(false);
  const action = useAction(async () =>
    show(await scheduleCampaign(id, { basedOnVersion: version, localTime, timeZone })),
  );
  const at = (pointer: string): string | undefined =>
    action.error?.errors.find((error) => error.pointer === pointer)?.detail;
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (localTime !== '' && (await action.run())) onClose();
  };
  return (
    <Dialog
      title={words.scheduleTitle}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="primary" isBusy={action.isBusy}>
            {words.scheduleDeed}
          </Button>
        </>
      }
    >
      <TextField
        label={words.localTime}
        type="datetime-local"
        value={localTime}
        onValue={setTime}
        error={isChecked && localTime === '' ? words.timeMissing : at('/localTime')}
      />
      <TextField
        label={words.timeZone}
        hint={words.zoneHint}
        list={zonesId}
        autocomplete="off"
        spellcheck={false}
        maxLength={64}
        value={timeZone}
        onValue={setZone}
        error={at('/timeZone') === undefined ? undefined : words.zoneWrong}
      />
      <datalist id={zonesId}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      {action.error !== undefined && action.error.errors.length === 0 && <Problem error={action.error} />}
    </Dialog>
  );
}

function nextHour(): Date {
  const date = new Date(Date.now() + 3_600_000);
  date.setMinutes(0, 0, 0);
  return date;
}
