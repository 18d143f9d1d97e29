import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { OwnAccount, Proof } from '../../../api/staff.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { TextField } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { strings } from '../../../strings.ts';
import { account as words } from '../../../strings/en/account.ts';
import { useAction } from '../../../use-action.ts';

/** Asks for the password, or for a code where there is no password, before the second factor is touched. */
export function ProofDialog(props: {
  account: OwnAccount;
  title: string;
  deed: string;
  children: ComponentChildren;
  act: (proof: Proof) => Promise<unknown>;
  onClose: () => void;
}): JSX.Element {
  const { account, title, deed, children, act, onClose } = props;
  const [typed, setTyped] = useState('');
  const [isChecked, setChecked] = useState(false);
  const { hasPassword } = account;
  const action = useAction(() => act(hasPassword ? { password: typed } : { code: typed }));
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (typed !== '' && (await action.run())) onClose();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button look="danger" type="submit" isBusy={action.isBusy}>
            {deed}
          </Button>
        </>
      }
    >
      <p>{children}</p>
      <TextField
        label={hasPassword ? words.current : words.proofCode}
        type={hasPassword ? 'password' : 'text'}
        autocomplete={hasPassword ? 'current-password' : 'one-time-code'}
        value={typed}
        onValue={setTyped}
        error={isChecked && typed === '' ? words.proofMissing : undefined}
      />
      {action.error !== undefined && <Problem error={action.error} />}
    </Dialog>
  );
}
