import { render } from 'preact';
import './tokens.css';
import './base.css';
import { startAnnouncing } from './announce.ts';
import { App } from './app.tsx';
import { startClock } from './dates.ts';
import { startRouter } from './router.ts';
import { startShortcuts } from './shortcuts.ts';
import { showTheme } from './theme.ts';

const host = document.getElementById('desk');
if (host !== null) {
  showTheme();
  startAnnouncing();
  startRouter();
  startClock();
  startShortcuts();
  render(<App />, host);
}
