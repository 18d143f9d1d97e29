import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { announce } from '../../../announce.ts';
import {
  liftSuppression,
  lookUpContact,
  type Contact,
  type SuppressionEntry,
} from '../../../api/privacy-suppression.ts';
import { dates } from '../../../dates.ts';
import { Button } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { TextField } from '../../../parts/field.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { may } from '../../../session-state.ts';
import { privacySuppression as words } from '../../../strings/en/privacy-suppression.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';
import { AddForm } from './add-form.tsx';
import { readContact } from './read-contact.ts';

interface LookedUp {
  contact: Contact;
  entries: SuppressionEntry[];
}

/** One address or number: whether it is on the list, onto it, and off it. */
export function LookUpSection(): JSX.Element {
  const [typed, setTyped] = useState('');
  const [isChecked, setChecked] = useState(false);
  const [found, setFound] = useState<LookedUp>();
  const [lifting, setLifting] = useState<string>();
  const contact = readContact(typed);
  const lookUp = useAction(async (asked: Contact) => {
    const entries = await lookUpContact(asked);
    setFound({ contact: asked, entries });
    announce(verdict(entries));
  });
  return (
    <Section title={words.lookUp} intro={words.lookUpIntro}>
      <form
        class="look-up"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          setFound(undefined);
          if (contact !== undefined) void lookUp.run(contact);
        }}
      >
        <TextField
          label={words.contact}
          hint={words.contactHint}
          autocomplete="off"
          maxLength={320}
          value={typed}
          onValue={setTyped}
          error={isChecked && contact === undefined ? words.contactMissing : lookUp.error?.errors[0]?.detail}
        />
        <Button type="submit" icon="search" isBusy={lookUp.isBusy}>
          {words.look}
        </Button>
      </form>
      {lookUp.error !== undefined && <Problem error={lookUp.error} />}
      {found !== undefined && (
        <>
          <p class="rows-title">{verdict(found.entries)}</p>
          {found.entries.length > 0 && (
            <ul class="look-up-entries">
              {found.entries.map(({ scope, reason, suppressedAt, expiresAt }) => (
                <li key={scope} class="row row-between">
                  <span>
                    {words.scopeName(scope)}.{' '}
                    <span class="faint">
                      {words.since(words.reasonName(reason), dates.day(suppressedAt), dates.day(expiresAt))}
                    </span>
                  </span>
                  {may('privacy.work') && (
                    <Button isSmall onClick={() => setLifting(scope)}>
                      {words.lift}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )}
          {may('privacy.work') && (
            <AddForm
              key={JSON.stringify(found.contact)}
              contact={found.contact}
              reload={() => lookUp.run(found.contact)}
            />
          )}
        </>
      )}
      {found !== undefined && lifting !== undefined && (
        <Confirm
          title={words.liftTitle}
          deed={words.lift}
          act={async () => {
            await liftSuppression(found.contact, lifting);
            showToast(words.lifted);
            await lookUp.run(found.contact);
          }}
          onClose={() => setLifting(undefined)}
        >
          {words.liftText}
        </Confirm>
      )}
    </Section>
  );
}

function verdict(entries: readonly SuppressionEntry[]): string {
  return entries.length === 0 ? words.notOnIt : words.onIt(entries.length);
}
