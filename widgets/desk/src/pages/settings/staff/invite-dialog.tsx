import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { inviteMember } from '../../../api/staff.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { TextField } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { strings } from '../../../strings.ts';
import { staff as words } from '../../../strings/en/staff.ts';
import { useAction } from '../../../use-action.ts';
import { RoleFields } from './role-fields.tsx';

export function InviteDialog(props: { onClose: () => void; onInvited: (url: string) => void }): JSX.Element {
  const { onClose, onInvited } = props;
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>(['agent']);
  const [isChecked, setChecked] = useState(false);
  const isWrong = name.trim() === '' || !email.includes('@') || chosen.length === 0;
  const invite = useAction(async () => {
    const { invitationUrl } = await inviteMember({ name: name.trim(), email: email.trim(), roles: chosen });
    onInvited(invitationUrl);
  });
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (!isWrong && (await invite.run())) onClose();
  };
  return (
    <Dialog
      title={words.invite}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="primary" isBusy={invite.isBusy}>
            {words.makeInvitation}
          </Button>
        </>
      }
    >
      <TextField
        label={words.name}
        maxLength={100}
        autocomplete="off"
        value={name}
        onValue={setName}
        error={isChecked && name.trim() === '' ? words.nameMissing : undefined}
      />
      <TextField
        label={words.email}
        type="email"
        maxLength={254}
        autocomplete="off"
        value={email}
        onValue={setEmail}
        error={isChecked && !email.includes('@') ? words.emailMissing : undefined}
      />
      <RoleFields
        chosen={chosen}
        onChosen={setChosen}
        error={isChecked && chosen.length === 0 ? words.roleMissing : undefined}
      />
      {invite.error !== undefined && <Problem error={invite.error} />}
    </Dialog>
  );
}
