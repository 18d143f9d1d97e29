import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { ApiError } from '../../api/api-error.ts';
import { OIDC_HREF, readSession } from '../../api/session.ts';
import { LinkButton } from '../../parts/button.tsx';
import { enterSession } from '../../session-state.ts';
import { signIn as words } from '../../strings/en/sign-in.ts';

const refusals: readonly string[] = [
  'oidc_unavailable',
  'oidc_answer_wrong',
  'oidc_expired',
  'oidc_no_role',
  'oidc_no_email',
  'oidc_account_exists',
];

/** The way to the company's identity provider. In a new tab, this page finds out when the person comes back to it. */
export function CompanySignIn({ name, isInNewTab }: { name: string; isInNewTab: boolean }): JSX.Element {
  useEffect(() => {
    if (!isInNewTab) return undefined;
    const look = (): void => {
      if (document.visibilityState === 'visible') void enterIfSignedIn();
    };
    document.addEventListener('visibilitychange', look);
    addEventListener('focus', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      removeEventListener('focus', look);
    };
  }, [isInNewTab]);
  return (
    <LinkButton look="primary" icon="key" href={OIDC_HREF} isInNewTab={isInNewTab}>
      {words.withOidc(name)}
    </LinkButton>
  );
}

/** What came of a sign-in elsewhere that brought the browser back here: `?sign-in=oidc_no_role`. */
export function refusalOf(query: URLSearchParams): ApiError | undefined {
  const code = query.get('sign-in');
  if (code === null) return undefined;
  // Anybody can write a link: only what a company sign-in can say is shown.
  return new ApiError('problem', { status: 403, code: refusals.includes(code) ? code : 'oidc_refused' });
}

async function enterIfSignedIn(): Promise<void> {
  try {
    const session = await readSession();
    if (session.state === 'signed_in') enterSession(session);
  } catch {
    // The form is still there, and so is the way to the other tab.
  }
}
