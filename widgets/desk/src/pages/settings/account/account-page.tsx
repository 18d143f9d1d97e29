import type { JSX } from 'preact';
import { readOwnAccount } from '../../../api/staff.ts';
import { Checkbox } from '../../../parts/field.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Facts, Page, Section } from '../../../parts/page.tsx';
import { areShortcutsOn, setShortcuts } from '../../../shortcuts.ts';
import { strings } from '../../../strings.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { settingsBack } from '../back.ts';
import './account.css';
import { PasskeysSection } from './passkeys-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { TotpSection } from './totp-section.tsx';

const words = strings.account;

export function AccountPage(): JSX.Element {
  const account = useLoaded('me', readOwnAccount);
  return (
    <Page title={words.title} intro={words.intro} back={settingsBack}>
      <Loaded of={account}>
        {(own) => (
          <>
            <Section title={words.you}>
              <Facts
                facts={[
                  [words.name, own.name],
                  [words.email, own.email],
                  [words.roles, own.roles.map((role) => strings.staff.role(role)).join(', ')],
                ]}
              />
            </Section>
            {own.hasPassword && <PasswordSection />}
            <TotpSection account={own} reload={account.reload} />
            <PasskeysSection />
            <SessionsSection />
            <Section title={words.keyboard}>
              <Checkbox
                label={strings.shortcuts.on}
                hint={strings.shortcuts.onHint}
                isChecked={areShortcutsOn.value}
                onChecked={setShortcuts}
              />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
