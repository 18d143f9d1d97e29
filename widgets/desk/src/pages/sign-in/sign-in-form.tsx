import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { passkeyOptions, signInWithPasskey, signInWithPassword } from '../../api/session.ts';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/field.tsx';
import { Problem } from '../../parts/problem.tsx';
import { place } from '../../router.ts';
import { enterSession, session } from '../../session-state.ts';
import { signIn as words } from '../../strings/en/sign-in.ts';
import { useAction } from '../../use-action.ts';
import { CompanySignIn, refusalOf } from './company-sign-in.tsx';
import { startAuthentication } from './passkey.ts';

export function SignInForm(props: {
  email?: string;
  /** The page behind holds what was typed: the company's sign-in must not take its place. */
  isOverPage?: boolean;
}): JSX.Element {
  const { email: known = '', isOverPage = false } = props;
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [isChecked, setChecked] = useState(false);
  const emailInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const signIn = useAction(async () =>
    enterSession(await signInWithPassword({ email: email.trim(), password })),
  );
  const withPasskey = useAction(async () => {
    const response = await startAuthentication(await passkeyOptions());
    if (response !== undefined) enterSession(await signInWithPasskey({ response }));
  });
  const submit = async (): Promise<void> => {
    setChecked(true);
    withPasskey.clear();
    if (email.trim() === '') return emailInput.current?.focus();
    if (password === '') return passwordInput.current?.focus();
    if (await signIn.run()) return;
    setPassword('');
    setChecked(false);
    passwordInput.current?.focus();
  };
  const error = signIn.error ?? withPasskey.error ?? refusalOf(place.value.query);
  const oidc = session.value?.oidc;
  return (
    <div class="stack">
      {error !== undefined && <Problem error={error} />}
      {oidc != null && (
        <>
          <CompanySignIn name={oidc.name} isInNewTab={isOverPage} />
          <p class="door-or">{words.or}</p>
        </>
      )}
      <form
        class="stack"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField
          label={words.email}
          type="email"
          name="email"
          autocomplete="username webauthn"
          inputRef={emailInput}
          value={email}
          onValue={setEmail}
          error={isChecked && email.trim() === '' ? words.emailMissing : undefined}
        />
        <TextField
          label={words.password}
          type="password"
          name="password"
          autocomplete="current-password"
          inputRef={passwordInput}
          value={password}
          onValue={setPassword}
          error={isChecked && password === '' ? words.passwordMissing : undefined}
        />
        <Button type="submit" look={oidc == null ? 'primary' : 'plain'} isBusy={signIn.isBusy}>
          {words.submit}
        </Button>
      </form>
      <Button icon="key" look="plain" isBusy={withPasskey.isBusy} onClick={() => void withPasskey.run()}>
        {words.withPasskey}
      </Button>
    </div>
  );
}
