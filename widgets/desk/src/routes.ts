import type { RoutePattern } from './router.ts';

export type PageName =
  | 'home'
  | 'inbox'
  | 'callbacks'
  | 'captcha'
  | 'newsletter'
  | 'privacy'
  | 'settings'
  | 'invitation';

export const routes: readonly RoutePattern<PageName>[] = [
  { name: 'home', pattern: '/' },
  { name: 'inbox', pattern: '/inbox' },
  { name: 'inbox', pattern: '/inbox/:id' },
  { name: 'callbacks', pattern: '/callbacks' },
  { name: 'captcha', pattern: '/captcha' },
  { name: 'newsletter', pattern: '/newsletter' },
  { name: 'newsletter', pattern: '/newsletter/:section' },
  { name: 'privacy', pattern: '/privacy' },
  { name: 'privacy', pattern: '/privacy/:section' },
  { name: 'settings', pattern: '/settings' },
  { name: 'settings', pattern: '/settings/:section' },
  { name: 'invitation', pattern: '/invitation/:token' },
];
