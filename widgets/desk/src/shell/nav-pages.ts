import type { IconName } from '../parts/icon-paths.ts';

export interface NavPage {
  name: 'inbox' | 'callbacks' | 'captcha' | 'newsletter' | 'privacy' | 'settings';
  icon: IconName;
  permission: string;
}

// Everybody has settings: their own account is there.
const navPages: readonly NavPage[] = [
  { name: 'inbox', icon: 'inbox', permission: 'inbox.read' },
  { name: 'callbacks', icon: 'phone', permission: 'callback.read' },
  { name: 'captcha', icon: 'shield', permission: 'captcha.read' },
  { name: 'newsletter', icon: 'mail', permission: 'newsletter.read' },
  { name: 'privacy', icon: 'lock', permission: 'privacy.read' },
  { name: 'settings', icon: 'gear', permission: 'session' },
];

/** What a person with these permissions may go to, in the order of the navigation. */
export function mayPages(may: (permission: string) => boolean): NavPage[] {
  return navPages.filter(({ permission }) => may(permission));
}
