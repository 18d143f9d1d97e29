import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  addPasskey,
  newPasskeyOptions,
  readPasskeys,
  removePasskey,
  type Passkey,
} from '../../../api/staff.ts';
import { dates } from '../../../dates.ts';
import { Button } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { TextField } from '../../../parts/field.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { strings } from '../../../strings.ts';
import { account as words } from '../../../strings/en/account.ts';
import { useAction } from '../../../use-action.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { startRegistration } from './register-passkey.ts';

export function PasskeysSection(): JSX.Element {
  const passkeys = useLoaded('passkeys', readPasskeys);
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Passkey>();
  return (
    <Section
      title={words.passkeys}
      intro={words.passkeysIntro}
      actions={
        <Button isSmall icon="plus" onClick={() => setAdding(true)}>
          {words.addPasskey}
        </Button>
      }
      isFlush
    >
      <Loaded of={passkeys} skeletons={1}>
        {(all) =>
          all.length === 0 ? (
            <p class="section-empty">{words.noPasskeys}</p>
          ) : (
            <ul class="rows">
              {all.map((passkey) => (
                <li key={passkey.id}>
                  <Icon name="key" />
                  <span class="rows-main">
                    <span class="rows-title">{passkey.name}</span>
                    <span class="rows-detail">
                      {words.passkeyUsed(
                        dates.day(passkey.createdAt),
                        passkey.lastUsedAt && dates.moment(passkey.lastUsedAt),
                      )}
                    </span>
                  </span>
                  <Button isSmall look="quiet" onClick={() => setLeaving(passkey)}>
                    {strings.remove}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {isAdding && <PasskeyDialog onClose={() => setAdding(false)} reload={passkeys.reload} />}
      {leaving !== undefined && (
        <Confirm
          title={words.removePasskeyTitle(leaving.name)}
          deed={strings.remove}
          act={() => removePasskey(leaving.id).then(passkeys.reload)}
          onClose={() => setLeaving(undefined)}
        >
          {words.removePasskeyText}
        </Confirm>
      )}
    </Section>
  );
}

function PasskeyDialog({
  onClose,
  reload,
}: {
  onClose: () => void;
  reload: () => Promise<void>;
}): JSX.Element {
  const [name, setName] = useState('');
  const [isChecked, setChecked] = useState(false);
  const [isGivenUp, setGivenUp] = useState(false);
  const add = useAction(async () => {
    const response = await startRegistration(await newPasskeyOptions());
    setGivenUp(response === undefined);
    if (response === undefined) return;
    await addPasskey({ name: name.trim(), response });
    await reload();
    onClose();
  });
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (name.trim() !== '') await add.run();
  };
  return (
    <Dialog
      title={words.addPasskey}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="primary" isBusy={add.isBusy}>
            {strings.next}
          </Button>
        </>
      }
    >
      <TextField
        label={words.passkeyName}
        hint={words.passkeyNameHint}
        maxLength={60}
        value={name}
        onValue={setName}
        error={isChecked && name.trim() === '' ? words.passkeyNameMissing : undefined}
      />
      {isGivenUp && !add.isBusy && (
        <p class="field-error" role="alert">
          {words.passkeyGivenUp}
        </p>
      )}
      {add.error !== undefined && <Problem error={add.error} />}
    </Dialog>
  );
}
