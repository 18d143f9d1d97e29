import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { removeSecondFactor, type Member } from '../../../api/staff.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Checkbox } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { strings } from '../../../strings.ts';
import { staff as words } from '../../../strings/en/staff.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';

/** For somebody who lost the telephone and the recovery codes: their password alone opens the account afterwards. */
export function SecondFactorDialog(props: {
  member: Member;
  onClose: () => void;
  reload: () => Promise<void>;
}): JSX.Element {
  const { member, onClose, reload } = props;
  const [isWithPasskeys, setWithPasskeys] = useState(!member.hasTotp);
  const remove = useAction(async () => {
    await removeSecondFactor(member.id, isWithPasskeys);
    showToast(words.secondFactorRemoved(member.name));
    await reload();
  });
  return (
    <Dialog
      title={words.removeSecondFactorTitle(member.name)}
      onClose={onClose}
      onSubmit={() => void remove.run().then((isDone) => isDone && onClose())}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button look="danger" type="submit" isBusy={remove.isBusy}>
            {words.removeSecondFactor}
          </Button>
        </>
      }
    >
      <p>{words.removeSecondFactorText}</p>
      <p>{words.removeSecondFactorSure}</p>
      <Checkbox
        label={words.withPasskeys}
        hint={words.withPasskeysHint}
        isChecked={isWithPasskeys}
        onChecked={setWithPasskeys}
      />
      {remove.error !== undefined && <Problem error={remove.error} />}
    </Dialog>
  );
}
