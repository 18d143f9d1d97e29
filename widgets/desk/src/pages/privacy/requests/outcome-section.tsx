import type { ComponentChildren, JSX } from 'preact';
import type { DataRequest } from '../../../api/privacy-requests.ts';
import { nameOf } from '../../../colleagues.ts';
import { dates } from '../../../dates.ts';
import { Facts, Section } from '../../../parts/page.tsx';
import { privacy } from '../../../strings/en/privacy.ts';
import { privacyRequest as words } from '../../../strings/en/privacy-request.ts';
import { ReceiptSection } from './receipt-section.tsx';

/** What became of a request that is closed. */
export function OutcomeSection({ request }: { request: DataRequest }): JSX.Element {
  const { kind, state, refusal, outcome, hasReceipt } = request;
  const facts: [string, ComponentChildren][] = [];
  if (state === 'refused' && refusal !== null) {
    facts.push([words.refusedBecause, refusal.reason]);
    const by = words.refusedBy(nameOf(refusal.proposedBy), nameOf(refusal.approvedBy));
    facts.push([words.refusal, by]);
  }
  for (const [name, { found, done, retained }] of Object.entries(outcome.holdings)) {
    facts.push([
      privacy.holding(name),
      <>
        {done !== null && (kind === 'erasure' ? words.doneErased(done, found) : words.done(done, found))}
        {retained.map(({ what, why, until }) => (
          <span key={`${what} ${why}`} class="outcome-stays faint">
            {words.stays}: {words.stayed(what, dates.day(until))}. {why}
          </span>
        ))}
      </>,
    ]);
  }
  if (outcome.fields.length > 0) facts.push([words.corrected, outcome.fields.join(', ')]);
  if (outcome.recipients.length > 0) facts.push([words.told, outcome.recipients.join(', ')]);
  return (
    <>
      <Section title={words.outcome}>
        {facts.length === 0 ? <p class="soft">{words.outcomeNone}</p> : <Facts facts={facts} />}
      </Section>
      {hasReceipt && <ReceiptSection request={request} />}
    </>
  );
}
