import type { JSX } from 'preact';
import { BrandMark } from '../../shell/side-nav.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { PageTitle } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { place } from '../../router.ts';
import { me, session } from '../../session-state.ts';
import { signIn as words } from '../../strings/en/sign-in.ts';
import { CompanySignIn, refusalOf } from './company-sign-in.tsx';
import { SecondFactorForm } from './second-factor-form.tsx';
import './sign-in.css';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage(): JSX.Element {
  const current = session.value;
  const isSecond = current?.state === 'second_factor';
  return (
    <main class="door scrolls">
      <div class="door-card">
        <BrandMark />
        <PageTitle key={isSecond ? 'second' : 'first'} title={isSecond ? words.secondTitle : words.title} />
        {current?.needsSetup === true ? <SetupNotice /> : isSecond ? <SecondFactorForm /> : <SignInForm />}
      </div>
      <p class="door-foot faint">{words.foot}</p>
    </main>
  );
}

/** Over the page that was open when the session ended; what was typed there stays. */
export function SignInDialog(): JSX.Element {
  const isSecond = session.value?.state === 'second_factor';
  return (
    <Dialog title={isSecond ? words.secondTitle : words.againTitle} isSticky onClose={() => undefined}>
      <p class="soft">{words.again}</p>
      {isSecond ? <SecondFactorForm /> : <SignInForm email={me.value?.email ?? ''} isOverPage />}
    </Dialog>
  );
}

function SetupNotice(): JSX.Element {
  const oidc = session.value?.oidc;
  const refusal = refusalOf(place.value.query);
  return (
    <div class="stack">
      <p>{words.setup}</p>
      <p class="soft">{words.setupHow}</p>
      {refusal !== undefined && <Problem error={refusal} />}
      {oidc != null && (
        <>
          <p class="soft">{words.setupOidc}</p>
          <CompanySignIn name={oidc.name} isInNewTab={false} />
        </>
      )}
    </div>
  );
}
