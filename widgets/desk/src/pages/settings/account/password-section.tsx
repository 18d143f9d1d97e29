import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { changePassword } from '../../../api/staff.ts';
import { Button } from '../../../parts/button.tsx';
import { TextField } from '../../../parts/field.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { me } from '../../../session-state.ts';
import { account as words } from '../../../strings/en/account.ts';
import { signIn as signInWords } from '../../../strings/en/sign-in.ts';
import { invitation as invitationWords } from '../../../strings/en/invitation.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';
import { MIN_PASSWORD_LENGTH } from '../../sign-in/password-length.ts';

export function PasswordSection(): JSX.Element {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isTooShort = next.length < MIN_PASSWORD_LENGTH;
  const change = useAction(() => changePassword({ current, next }));
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (current === '' || isTooShort || !(await change.run())) return;
    setCurrent('');
    setNext('');
    setChecked(false);
    showToast(words.passwordChanged);
  };
  return (
    <Section title={words.password} intro={words.passwordIntro}>
      <form
        class="stack"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {/* For password managers, which want to know whose password it is. */}
        <input type="text" hidden readOnly autocomplete="username" value={me.value?.email ?? ''} />
        <div class="pair">
          <TextField
            label={words.current}
            type="password"
            autocomplete="current-password"
            value={current}
            onValue={setCurrent}
            error={isChecked && current === '' ? signInWords.passwordMissing : undefined}
          />
          <TextField
            label={words.next}
            hint={invitationWords.passwordHint(MIN_PASSWORD_LENGTH)}
            type="password"
            autocomplete="new-password"
            value={next}
            onValue={setNext}
            error={
              isChecked && isTooShort ? invitationWords.passwordTooShort(MIN_PASSWORD_LENGTH) : undefined
            }
          />
        </div>
        {change.error !== undefined && <Problem error={change.error} />}
        <div class="row">
          <Button type="submit" isBusy={change.isBusy}>
            {words.changePassword}
          </Button>
        </div>
      </form>
    </Section>
  );
}
