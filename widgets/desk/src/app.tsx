import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { readSession } from './api/session.ts';
import { lazy } from './lazy.tsx';
import { startLive } from './live.ts';
import { Loaded } from './parts/loaded.tsx';
import { ToastList } from './parts/toast-list.tsx';
import { matchRoute, place } from './router.ts';
import { routes } from './routes.ts';
import { enterSession, isExpired, session } from './session-state.ts';
import { Shell } from './shell/shell.tsx';
import { useLoaded } from './use-loaded.ts';

const SignInPage = lazy('sign-in', async () => (await import('./pages/sign-in/sign-in-page.tsx')).SignInPage);
const SignInDialog = lazy(
  'sign-in-dialog',
  async () => (await import('./pages/sign-in/sign-in-page.tsx')).SignInDialog,
);
const InvitationPage = lazy(
  'invitation',
  async () => (await import('./pages/sign-in/invitation-page.tsx')).InvitationPage,
);

export function App(): JSX.Element {
  const first = useLoaded('session', async () => {
    enterSession(await readSession());
    return true;
  });
  const isSignedIn = session.value?.state === 'signed_in';
  useEffect(() => (isSignedIn ? startLive() : undefined), [isSignedIn]);
  return (
    <>
      <Loaded of={first} skeletons={0}>
        {() => <Door />}
      </Loaded>
      <ToastList />
    </>
  );
}

function Door(): JSX.Element {
  const match = matchRoute(routes, place.value.path);
  if (match?.name === 'invitation') return <InvitationPage token={match.params['token'] ?? ''} />;
  if (isExpired.value) {
    return (
      <>
        <Shell match={match} />
        <SignInDialog />
      </>
    );
  }
  return session.value?.state === 'signed_in' ? <Shell match={match} /> : <SignInPage />;
}
