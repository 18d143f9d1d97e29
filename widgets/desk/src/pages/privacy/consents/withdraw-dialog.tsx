import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { withdrawalMethods, withdrawConsent, type WithdrawalMethod } from '../../../api/privacy-consents.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Select } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { strings } from '../../../strings.ts';
import { privacyConsents as words } from '../../../strings/en/privacy-consents.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';

export function WithdrawDialog(props: {
  id: string;
  reload: () => Promise<unknown>;
  onClose: () => void;
}): JSX.Element {
  const { id, reload, onClose } = props;
  const [method, setMethod] = useState<WithdrawalMethod>('telephone');
  const withdraw = useAction(async () => {
    const { wasInForce } = await withdrawConsent(id, method);
    showToast(wasInForce ? words.isWithdrawn : words.wasNotInForce);
    await reload();
  });
  return (
    <Dialog
      title={words.withdrawTitle}
      onClose={onClose}
      onSubmit={() => void withdraw.run().then((isDone) => isDone && onClose())}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="danger" isBusy={withdraw.isBusy}>
            {words.withdrawDeed}
          </Button>
        </>
      }
    >
      <p class="soft">{words.withdrawText}</p>
      <Select
        label={words.method}
        value={method}
        onValue={setMethod}
        choices={withdrawalMethods.map((value) => ({ value, label: words.methods[value] }))}
      />
      {withdraw.error !== undefined && <Problem error={withdraw.error} />}
    </Dialog>
  );
}
