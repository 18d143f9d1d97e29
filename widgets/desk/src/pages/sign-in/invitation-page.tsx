import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { acceptInvitation } from '../../api/session.ts';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/field.tsx';
import { Facts, PageTitle } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { BASE, navigate } from '../../router.ts';
import { enterSession } from '../../session-state.ts';
import { BrandMark } from '../../shell/side-nav.tsx';
import { invitation as words } from '../../strings/en/invitation.ts';
import { signIn as signInWords } from '../../strings/en/sign-in.ts';
import { useAction } from '../../use-action.ts';
import { MIN_PASSWORD_LENGTH } from './password-length.ts';
import './sign-in.css';

/** The first administrator and everybody who was invited choose their name and password here. */
export function InvitationPage({ token }: { token: string }): JSX.Element {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [isChecked, setChecked] = useState(false);
  const nameInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const [email, setEmail] = useState<string>();
  const accept = useAction(async () => {
    const session = await acceptInvitation({ token, name: name.trim(), password });
    enterSession(session);
    if (session.staff === null) goIn();
    else setEmail(session.staff.email);
  });
  const isTooShort = password.length < MIN_PASSWORD_LENGTH;
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (name.trim() === '') return nameInput.current?.focus();
    if (isTooShort) return passwordInput.current?.focus();
    await accept.run();
  };
  if (email !== undefined) return <Welcome email={email} />;
  return (
    <main class="door scrolls">
      <div class="door-card">
        <BrandMark />
        <PageTitle title={words.title} />
        <p class="soft">{words.intro}</p>
        <form
          class="stack"
          novalidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          {accept.error !== undefined && <Problem error={accept.error} />}
          <TextField
            label={words.name}
            hint={words.nameHint}
            autocomplete="name"
            inputRef={nameInput}
            value={name}
            onValue={setName}
            error={isChecked && name.trim() === '' ? words.nameMissing : undefined}
          />
          <TextField
            label={words.password}
            hint={words.passwordHint(MIN_PASSWORD_LENGTH)}
            type="password"
            autocomplete="new-password"
            inputRef={passwordInput}
            value={password}
            onValue={setPassword}
            error={isChecked && isTooShort ? words.passwordTooShort(MIN_PASSWORD_LENGTH) : undefined}
          />
          <Button type="submit" look="primary" isBusy={accept.isBusy}>
            {words.submit}
          </Button>
        </form>
      </div>
    </main>
  );
}

/** Nobody typed this address, and the next sign-in asks for it. */
function Welcome({ email }: { email: string }): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => button.current?.focus(), []);
  return (
    <main class="door scrolls">
      <div class="door-card">
        <BrandMark />
        <PageTitle title={words.doneTitle} />
        <p class="soft">{words.done}</p>
        <Facts facts={[[signInWords.email, email]]} />
        <Button buttonRef={button} look="primary" onClick={goIn}>
          {words.goIn}
        </Button>
      </div>
    </main>
  );
}

const goIn = (): void => navigate(BASE, { isReplacement: true });
