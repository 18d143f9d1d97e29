import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { changeMember, inviteAgain, type Member } from '../../../api/staff.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Checkbox, TextField } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { me } from '../../../session-state.ts';
import { strings } from '../../../strings.ts';
import { staff as words } from '../../../strings/en/staff.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';
import { RoleFields } from './role-fields.tsx';

export function MemberDialog(props: {
  member: Member;
  onClose: () => void;
  onInvited: (url: string) => void;
  removeSecondFactor: () => void;
  reload: () => Promise<void>;
}): JSX.Element {
  const { member, onClose, onInvited, removeSecondFactor, reload } = props;
  const [name, setName] = useState(member.name);
  const [chosen, setChosen] = useState<readonly string[]>(member.roles);
  const [isDisabled, setDisabled] = useState(member.isDisabled);
  const [isChecked, setChecked] = useState(false);
  const save = useAction(async () => {
    await changeMember(member.id, { name: name.trim(), roles: chosen, isDisabled });
    showToast(strings.saved);
    await reload();
  });
  const again = useAction(async () => {
    onInvited((await inviteAgain(member.id)).invitationUrl);
    onClose();
  });
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (name.trim() !== '' && chosen.length > 0 && (await save.run())) onClose();
  };
  const error = save.error ?? again.error;
  return (
    <Dialog
      title={member.email}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="primary" isBusy={save.isBusy}>
            {strings.save}
          </Button>
        </>
      }
    >
      <TextField
        label={words.name}
        maxLength={100}
        value={name}
        onValue={setName}
        error={isChecked && name.trim() === '' ? words.nameMissing : undefined}
      />
      <RoleFields
        chosen={chosen}
        onChosen={setChosen}
        error={isChecked && chosen.length === 0 ? words.roleMissing : undefined}
      />
      <Checkbox
        label={words.isDisabled}
        hint={words.isDisabledHint}
        isChecked={isDisabled}
        onChecked={setDisabled}
      />
      <div class="field">
        <p class="field-label">{words.lost}</p>
        <p class="field-hint">{words.lostHint}</p>
        <div class="row">
          <Button
            isSmall
            icon="mail"
            isBusy={again.isBusy}
            isDisabled={member.isDisabled}
            onClick={() => void again.run()}
          >
            {words.newInvitation}
          </Button>
          {member.id !== me.value?.id && !member.isInvited && (
            <Button isSmall icon="key" onClick={removeSecondFactor}>
              {words.removeSecondFactor}
            </Button>
          )}
        </div>
      </div>
      {error !== undefined && <Problem error={error} />}
    </Dialog>
  );
}
