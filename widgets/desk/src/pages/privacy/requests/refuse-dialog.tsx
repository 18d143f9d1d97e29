import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { proposeRefusal, type DataRequest } from '../../../api/privacy-requests.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { TextArea } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { strings } from '../../../strings.ts';
import { privacyRequest as words } from '../../../strings/en/privacy-request.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';

export function RefuseDialog(props: {
  id: string;
  show: (request: DataRequest) => void;
  onClose: () => void;
}): JSX.Element {
  const { id, show, onClose } = props;
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const propose = useAction(async () => {
    const after = await proposeRefusal(id, reason.trim());
    showToast(words.refusalProposed);
    // Before the page shows it: the dialog goes with what it stands in.
    onClose();
    show(after);
  });
  const submit = (): void => {
    setChecked(true);
    if (reason.trim() !== '') void propose.run();
  };
  return (
    <Dialog
      title={words.refuseTitle}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="danger" isBusy={propose.isBusy}>
            {words.refuseDeed}
          </Button>
        </>
      }
    >
      <p class="soft">{words.refuseText}</p>
      <TextArea
        label={words.reason}
        hint={words.reasonHint}
        rows={4}
        maxLength={2000}
        value={reason}
        onValue={setReason}
        error={isChecked && reason.trim() === '' ? words.reasonMissing : undefined}
      />
      {propose.error !== undefined && <Problem error={propose.error} />}
    </Dialog>
  );
}
