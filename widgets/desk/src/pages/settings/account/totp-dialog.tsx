import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { confirmTotp } from '../../../api/staff.ts';
import { Button } from '../../../parts/button.tsx';
import { Copyable } from '../../../parts/copyable.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { TextField } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { strings } from '../../../strings.ts';
import { account as words } from '../../../strings/en/account.ts';
import { useAction } from '../../../use-action.ts';
import { QrCode } from './qr-code.tsx';

export function TotpDialog(props: {
  secret: string;
  uri: string;
  onClose: () => void;
  onConfirmed: (recoveryCodes: readonly string[]) => void;
}): JSX.Element {
  const { secret, uri, onClose, onConfirmed } = props;
  const [code, setCode] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const confirm = useAction(async () => {
    const { recoveryCodes } = await confirmTotp(code.replaceAll(/\s/g, ''));
    onConfirmed(recoveryCodes);
  });
  return (
    <Dialog
      title={words.setUpTotpTitle}
      onClose={onClose}
      onSubmit={() => void confirm.run().then((isDone) => isDone || input.current?.select())}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="primary" isBusy={confirm.isBusy}>
            {words.confirmTotp}
          </Button>
        </>
      }
    >
      <ol class="totp-steps">
        <li>{words.totpScan}</li>
        <li>{words.totpType}</li>
      </ol>
      <QrCode text={uri} label={words.qrLabel} />
      <Copyable label={words.totpSecret} text={secret} />
      <TextField
        label={words.totpCode}
        inputRef={input}
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={9}
        value={code}
        onValue={setCode}
      />
      {confirm.error !== undefined && <Problem error={confirm.error} />}
    </Dialog>
  );
}
