import type { JSX } from 'preact';
import { readHours, type SavedHours } from '../../../api/callback.ts';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { hours as words } from '../../../strings/en/hours.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { settingsBack } from '../back.ts';
import { HoursForm } from './hours-form.tsx';
import './hours.css';

export function HoursPage(): JSX.Element {
  const hours = useLoaded('hours', readHours);
  return (
    <Page title={words.title} intro={words.intro} back={settingsBack}>
      <Loaded of={hours}>{(saved: SavedHours) => <HoursForm saved={saved} loaded={hours} />}</Loaded>
    </Page>
  );
}
