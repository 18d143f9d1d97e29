import { signal } from '@preact/signals';
import { readPreference, storePreference } from './preferences.ts';

export type Theme = 'system' | 'light' | 'dark';

const stored = readPreference('theme');

export const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system');

export function chooseTheme(next: Theme): void {
  theme.value = next;
  storePreference('theme', next === 'system' ? undefined : next);
  showTheme();
}

export function showTheme(): void {
  if (theme.value === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme.value;
}
