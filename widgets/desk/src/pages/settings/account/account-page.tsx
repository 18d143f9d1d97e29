import type { JSX } from 'preact';
import { readOwnAccount } from '../../../api/staff.ts';
import { Checkbox } from '../../../parts/field.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Facts, Page, Section } from '../../../parts/page.tsx';
import { areShortcutsOn, setShortcuts } from '../../../shortcuts.ts';
import { account as words } from '../../../strings/en/account.ts';
import { roleWords } from '../../../strings/en/roles.ts';
import { shortcuts as shortcutsWords } from '../../../strings/en/shortcuts.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { settingsBack } from '../back.ts';
import './account.css';
import { PasskeysSection } from './passkeys-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { TotpSection } from './totp-section.tsx';

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
                  [words.roles, own.roles.map((role) => roleWords[role]?.name ?? role).join(', ')],
                ]}
              />
            </Section>
            {own.hasPassword && <PasswordSection />}
            <TotpSection account={own} reload={account.reload} />
            <PasskeysSection />
            <SessionsSection />
            <Section title={words.keyboard}>
              <Checkbox
                label={shortcutsWords.on}
                hint={shortcutsWords.onHint}
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
