import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { signOut } from '../api/session.ts';
import { useChanges } from '../live.ts';
import { Avatar } from '../parts/badge.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu, type MenuItem } from '../parts/menu.tsx';
import { BASE, navigate } from '../router.ts';
import { may, me } from '../session-state.ts';
import { strings } from '../strings.ts';
import { roleWords } from '../strings/en/roles.ts';
import { chooseTheme, theme, type Theme } from '../theme.ts';
import { showToast } from '../toasts.ts';
import { toApiError } from '../api/api-error.ts';
import { inboxCounts, refreshInboxCounts } from './nav-counts.ts';
import type { NavPage } from './nav-pages.ts';

export function SideNav(props: {
  pages: NavPage[];
  current: string | undefined;
  showHelp: () => void;
}): JSX.Element {
  const hasInbox = may('inbox.read');
  useEffect(() => {
    if (hasInbox) void refreshInboxCounts();
  }, [hasInbox]);
  useChanges('inbox', () => {
    if (hasInbox) void refreshInboxCounts();
  });
  return (
    <header class="side">
      <a class="brand" href={BASE}>
        <BrandMark />
        <span>{strings.appName}</span>
      </a>
      <nav class="side-links" aria-label={strings.navigation}>
        {props.pages.map(({ name, icon }) => (
          <a
            key={name}
            class="side-link"
            href={`${BASE}/${name}`}
            aria-current={props.current === name ? 'page' : undefined}
          >
            <Icon name={icon} />
            <span class="side-label">{strings.pages[name]}</span>
            {name === 'inbox' && <OpenCount />}
          </a>
        ))}
      </nav>
      <PersonMenu showHelp={props.showHelp} />
    </header>
  );
}

function OpenCount(): JSX.Element | null {
  const open = inboxCounts.value?.open ?? 0;
  if (open === 0) return null;
  return (
    <span class="side-count numbers">
      {open > 999 ? '999+' : open}
      <span class="unseen"> {strings.openItems}</span>
    </span>
  );
}

function PersonMenu({ showHelp }: { showHelp: () => void }): JSX.Element {
  const person = me.value;
  const name = person?.name ?? '';
  const themes: Theme[] = ['system', 'light', 'dark'];
  const items: MenuItem[] = [
    { label: strings.person.account, icon: 'person', act: () => navigate(`${BASE}/settings/account`) },
    { label: strings.person.shortcuts, icon: 'keyboard', hint: '?', act: showHelp },
    ...themes.map((one): MenuItem => ({
      label: strings.person.themes[one],
      icon: 'theme',
      isChosen: theme.value === one,
      act: () => chooseTheme(one),
    })),
    { label: strings.person.signOut, icon: 'sign-out', act: () => void leave() },
  ];
  return (
    <Menu label={name} items={items}>
      {(opener) => (
        <button type="button" class="side-person" {...opener}>
          <Avatar name={name} />
          <span class="side-person-words">
            <span class="one-line">{name}</span>
            <span class="one-line faint">
              {person?.roles.map((role) => roleWords[role]?.name ?? role).join(', ')}
            </span>
          </span>
          <span class="side-label">{strings.person.you}</span>
        </button>
      )}
    </Menu>
  );
}

async function leave(): Promise<void> {
  try {
    await signOut();
    // A page loaded anew holds nothing of what was read.
    location.assign(BASE);
  } catch (error) {
    showToast(strings.errors.of(toApiError(error)).title, { tone: 'danger' });
  }
}

export function BrandMark(): JSX.Element {
  return (
    <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" />
      <path d="M10 25V11a6 6 0 0 1 12 0v14M7 25h18" />
      <circle cx="18.6" cy="17.6" r="1.5" />
    </svg>
  );
}
