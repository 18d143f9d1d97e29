import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { announce } from '../../../announce.ts';
import { searchConsents, type ConsentRecord, type ConsentSearch } from '../../../api/privacy-consents.ts';
import { Button } from '../../../parts/button.tsx';
import { Select } from '../../../parts/field.tsx';
import { LoadMore } from '../../../parts/load-more.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { privacyConsents as words } from '../../../strings/en/privacy-consents.ts';
import { useAction } from '../../../use-action.ts';
import { ContactFields, filledContact, noContact } from '../contact-fields.tsx';
import { ConsentRow } from './consent-row.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

interface Found {
  search: ConsentSearch;
  items: ConsentRecord[];
  nextCursor: string | null;
}

/** Nothing is shown before it is asked for: whoever looks leaves a line in the audit log. */
export function RecordsSection({ purposes }: { purposes: readonly string[] }): JSX.Element {
  const [contact, setContact] = useState(noContact);
  const [purpose, setPurpose] = useState('');
  const [found, setFound] = useState<Found>();
  const [withdrawing, setWithdrawing] = useState<ConsentRecord>();
  const search = useAction(async (asked: ConsentSearch) => {
    const page = await searchConsents(asked);
    setFound({ search: asked, ...page });
    if (page.items.length === 0) announce(words.none);
  });
  const more = useAction(async ({ search: asked, items, nextCursor }: Found) => {
    const page = await searchConsents({ ...asked, ...(nextCursor === null ? {} : { cursor: nextCursor }) });
    setFound({ search: asked, items: [...items, ...page.items], nextCursor: page.nextCursor });
  });
  const at = (pointer: string): string | undefined =>
    search.error?.errors.find((error) => error.pointer === pointer)?.detail;
  const ended = new Set(found?.items.map(({ givenId }) => givenId));
  return (
    <Section title={words.records} intro={words.recordsIntro} isFlush>
      <form
        class="consent-search"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          void search.run({
            ...filledContact(contact),
            ...(purpose === '' ? {} : { purpose }),
          });
        }}
      >
        <ContactFields
          words={words}
          contact={contact}
          onContact={setContact}
          emailError={at('/email')}
          phoneError={at('/phone')}
        />
        <Select
          label={words.purpose}
          value={purpose}
          onValue={setPurpose}
          choices={[
            { value: '', label: words.everyPurpose },
            ...purposes.map((value) => ({ value, label: value })),
          ]}
        />
        <Button type="submit" icon="search" isBusy={search.isBusy}>
          {words.search}
        </Button>
      </form>
      {search.error !== undefined && <Problem error={search.error} />}
      {found !== undefined && (
        <>
          {found.items.length === 0 && <p class="section-empty">{words.none}</p>}
          <ul class="rows consent-rows">
            {found.items.map((record) => (
              <ConsentRow
                key={record.id}
                record={record}
                isEnded={ended.has(record.id)}
                withdraw={() => setWithdrawing(record)}
              />
            ))}
          </ul>
          {found.nextCursor !== null && (
            <LoadMore isBusy={more.isBusy} error={more.error} more={() => void more.run(found)} />
          )}
        </>
      )}
      {withdrawing !== undefined && (
        <WithdrawDialog
          id={withdrawing.id}
          reload={() => search.run(found?.search ?? {})}
          onClose={() => setWithdrawing(undefined)}
        />
      )}
    </Section>
  );
}
