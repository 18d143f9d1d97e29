import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { extendRequest, type DataRequest } from '../../../api/privacy-requests.ts';
import { dates } from '../../../dates.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { TextArea, TextField } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { strings } from '../../../strings.ts';
import { privacyRequest as words } from '../../../strings/en/privacy-request.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';
import { asLocalDay } from './due.ts';

export function ExtendDialog(props: {
  request: DataRequest;
  show: (request: DataRequest) => void;
  onClose: () => void;
}): JSX.Element {
  const { request, show, onClose } = props;
  const { dueOn, latestExtension } = request;
  const [until, setUntil] = useState(latestExtension);
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isDayWrong = until <= dueOn || until > latestExtension;
  const latest = dates.day(asLocalDay(latestExtension));
  const extend = useAction(async () => {
    show(await extendRequest(request.id, { until, reason: reason.trim() }));
    showToast(words.extended);
  });
  const submit = (): void => {
    setChecked(true);
    if (isDayWrong || reason.trim() === '') return;
    void extend.run().then((isDone) => isDone && onClose());
  };
  return (
    <Dialog
      title={words.extendTitle}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="primary" isBusy={extend.isBusy}>
            {words.extendDeed}
          </Button>
        </>
      }
    >
      <p class="soft">{words.extendText}</p>
      <TextField
        label={words.until}
        hint={words.untilHint(latest)}
        type="date"
        min={dueOn}
        max={latestExtension}
        value={until}
        onValue={setUntil}
        error={isChecked && isDayWrong ? words.untilWrong(latest) : undefined}
      />
      <TextArea
        label={words.reason}
        hint={words.reasonHint}
        rows={3}
        maxLength={2000}
        value={reason}
        onValue={setReason}
        error={isChecked && reason.trim() === '' ? words.reasonMissing : undefined}
      />
      {extend.error !== undefined && <Problem error={extend.error} />}
    </Dialog>
  );
}
