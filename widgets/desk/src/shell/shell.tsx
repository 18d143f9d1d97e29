import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { lazy } from '../lazy.tsx';
import { isDisconnected } from '../live.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageTitle } from '../parts/page.tsx';
import { BASE, navigate, type Match } from '../router.ts';
import type { PageName } from '../routes.ts';
import { may } from '../session-state.ts';
import { useShortcuts } from '../shortcuts.ts';
import { strings } from '../strings.ts';
import { actOnNewestToast } from '../toasts.ts';
import { mayPages, type NavPage } from './nav-pages.ts';
import { ShortcutHelp } from './shortcut-help.tsx';
import './shell.css';
import { SideNav } from './side-nav.tsx';

const InboxPage = lazy('inbox', async () => (await import('../pages/inbox/inbox-page.tsx')).InboxPage);
const CallbacksPage = lazy(
  'callbacks',
  async () => (await import('../pages/callbacks/callbacks-page.tsx')).CallbacksPage,
);
const CaptchaPage = lazy(
  'captcha',
  async () => (await import('../pages/captcha/captcha-page.tsx')).CaptchaPage,
);
const NewsletterPage = lazy(
  'newsletter',
  async () => (await import('../pages/newsletter/newsletter-page.tsx')).NewsletterPage,
);
const PrivacyPage = lazy(
  'privacy',
  async () => (await import('../pages/privacy/privacy-page.tsx')).PrivacyPage,
);
const SettingsPage = lazy(
  'settings',
  async () => (await import('../pages/settings/settings-page.tsx')).SettingsPage,
);

export function Shell({ match }: { match: Match<PageName> | undefined }): JSX.Element {
  const [isHelpOpen, setHelpOpen] = useState(false);
  const pages = mayPages(may);
  const goTo = (name: NavPage['name']) => (): void => {
    if (pages.some((page) => page.name === name)) navigate(`${BASE}/${name}`);
  };
  useShortcuts({
    '?': () => setHelpOpen(true),
    'g i': goTo('inbox'),
    'g c': goTo('callbacks'),
    'g p': goTo('captcha'),
    'g n': goTo('newsletter'),
    'g d': goTo('privacy'),
    'g s': goTo('settings'),
    z: actOnNewestToast,
  });
  const first = pages[0];
  const isHome = match?.name === 'home';
  useEffect(() => {
    if (isHome && first !== undefined) navigate(`${BASE}/${first.name}`, { isReplacement: true });
  }, [isHome, first]);
  return (
    <div class="shell">
      <a class="skip-link" href="#main" onClick={skipToMain}>
        {strings.skipToMain}
      </a>
      <SideNav pages={pages} current={match?.name} showHelp={() => setHelpOpen(true)} />
      <main id="main" class="shell-main" tabIndex={-1}>
        {isDisconnected.value && (
          <p class="connection" role="status">
            <Icon name="warning" />
            {strings.disconnected}
          </p>
        )}
        <div class="shell-page">
          <Content match={match} pages={pages} />
        </div>
      </main>
      {isHelpOpen && <ShortcutHelp onClose={() => setHelpOpen(false)} />}
    </div>
  );
}

function Content({
  match,
  pages,
}: {
  match: Match<PageName> | undefined;
  pages: NavPage[];
}): JSX.Element | null {
  const name = match?.name;
  if (name === 'home' || name === 'invitation') return null;
  if (name === undefined) return <NoSuchPage />;
  if (!pages.some((page) => page.name === name)) return <NotYours />;
  const params = match?.params ?? {};
  switch (name) {
    case 'inbox':
      return <InboxPage id={params['id']} />;
    case 'callbacks':
      return <CallbacksPage />;
    case 'captcha':
      return <CaptchaPage />;
    case 'newsletter':
      return <NewsletterPage section={params['section']} />;
    case 'privacy':
      return <PrivacyPage section={params['section']} />;
    case 'settings':
      return <SettingsPage section={params['section']} />;
    default:
      return name satisfies never;
  }
}

function NoSuchPage(): JSX.Element {
  return (
    <>
      <PageTitle title={strings.noSuchPage.title}>
        <span class="unseen">{strings.noSuchPage.title}</span>
      </PageTitle>
      <Empty
        icon="search"
        title={strings.noSuchPage.title}
        action={<Button onClick={() => navigate(BASE)}>{strings.noSuchPage.home}</Button>}
      >
        {strings.noSuchPage.text}
      </Empty>
    </>
  );
}

function NotYours(): JSX.Element {
  return (
    <>
      <PageTitle title={strings.errors.forbidden.title}>
        <span class="unseen">{strings.errors.forbidden.title}</span>
      </PageTitle>
      <Empty icon="lock" title={strings.errors.forbidden.title}>
        {strings.errors.forbidden.next}
      </Empty>
    </>
  );
}

function skipToMain(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
