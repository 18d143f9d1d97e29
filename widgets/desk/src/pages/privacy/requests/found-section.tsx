import type { JSX } from 'preact';
import type { FoundData } from '../../../api/privacy-requests.ts';
import { dates } from '../../../dates.ts';
import { Badge } from '../../../parts/badge.tsx';
import { Button } from '../../../parts/button.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { privacyRequest as words } from '../../../strings/en/privacy-request.ts';
import { privacyRequests } from '../../../strings/en/privacy-requests.ts';
import type { Action } from '../../../use-action.ts';
import { HoldingRow } from './holding-row.tsx';

/** What is kept about the person: how much and where first, the records themselves when they are asked for. */
export function FoundSection({
  found,
  find,
}: {
  found: FoundData | undefined;
  find: Action<[]>;
}): JSX.Element {
  return (
    <Section
      title={words.found}
      intro={found === undefined ? words.foundIntro : totals(found)}
      isFlush={found !== undefined}
      actions={
        found !== undefined && (
          <Button isSmall icon="refresh" isBusy={find.isBusy} onClick={() => void find.run()}>
            {words.findAgain}
          </Button>
        )
      }
    >
      {found === undefined ? (
        <div class="row">
          <Button icon="search" isBusy={find.isBusy} onClick={() => void find.run()}>
            {words.find}
          </Button>
        </div>
      ) : (
        <>
          {found.isRestricted && (
            <p class="section-empty row">
              <Icon name="hold" />
              {words.restricted}
            </p>
          )}
          <ul class="rows">
            {found.holdings.map((holding) => (
              <HoldingRow key={holding.name} holding={holding} />
            ))}
            <ConsentsRow found={found} />
            <RecipientsRow found={found} />
          </ul>
        </>
      )}
      {find.error !== undefined && <Problem error={find.error} />}
    </Section>
  );
}

function totals({ holdings }: FoundData): string {
  const records = holdings.reduce((sum, holding) => sum + holding.records.length, 0);
  return records === 0 ? words.nothingFound : words.total(records, holdings.length);
}

function ConsentsRow({ found: { consents, objections } }: { found: FoundData }): JSX.Element {
  return (
    <li>
      <span class="rows-main">
        <span class="rows-title">{words.consents}</span>
        {consents.length === 0 && <span class="rows-detail">{words.noConsentsFound}</span>}
        {consents.map(({ id, wording, givenAt, withdrawnAt }) => (
          <span key={id} class="rows-detail">
            {wording} ({words.givenOn(dates.day(givenAt))}
            {withdrawnAt !== null && `, ${words.withdrawnOn(dates.day(withdrawnAt))}`})
          </span>
        ))}
        {objections.length > 0 && (
          <span class="rows-detail">
            {words.objections}: {objections.map(privacyRequests.scope).join(', ')}
          </span>
        )}
      </span>
    </li>
  );
}

/** Art. 19: whoever was given the data is told what became of them. */
function RecipientsRow({ found: { recipients, disclosures } }: { found: FoundData }): JSX.Element {
  return (
    <li>
      <span class="rows-main">
        <span class="rows-title">{words.recipients}</span>
        {recipients.length + disclosures.length === 0 && (
          <span class="rows-detail">{words.noRecipients}</span>
        )}
        {recipients.map(({ name }) => (
          <span key={name} class="rows-detail">
            {name}: {words.recipientPurpose}
          </span>
        ))}
        {disclosures.map(({ name, host, recordIds, lastDeliveredAt }) => (
          <span key={`${name} ${host}`} class="rows-detail">
            {name} ({host}) {words.disclosure(recordIds.length, dates.moment(lastDeliveredAt))}
          </span>
        ))}
      </span>
      {disclosures.length > 0 && (
        <span class="rows-badges">
          <Badge tone="info">{disclosures.length}</Badge>
        </span>
      )}
    </li>
  );
}
