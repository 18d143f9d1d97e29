import type { JSX } from 'preact';
import type { RequestSummary } from '../../../api/privacy-requests.ts';
import { dates, now } from '../../../dates.ts';
import { Badge, type Tone } from '../../../parts/badge.tsx';
import { BASE } from '../../../router.ts';
import { privacyRequests as words } from '../../../strings/en/privacy-requests.ts';
import { asLocalDay, daysUntil, urgencyOf, type Urgency } from './due.ts';

const tones: Record<Urgency, Tone> = { overdue: 'danger', soon: 'warn', later: 'neutral' };

export function RequestRow({ request }: { request: RequestSummary }): JSX.Element {
  const { id, reference, kind, channel, receivedOn } = request;
  return (
    <li>
      <span class="rows-main">
        <a class="rows-title" href={`${BASE}/privacy/${id}`}>
          {words.kinds[kind]}
        </a>
        <span class="rows-detail">
          <span class="numbers">{reference}</span> ·{' '}
          {words.received(words.channels[channel], dates.day(asLocalDay(receivedOn)))}
        </span>
      </span>
      <span class="rows-badges">
        <RequestBadges request={request} />
      </span>
    </li>
  );
}

/** How it stands, in words. */
export function RequestBadges({ request }: { request: RequestSummary }): JSX.Element {
  const { state, dueOn, closedAt, isExtended, isRefusalProposed } = request;
  if (state !== 'open') {
    return (
      <>
        <Badge tone={state === 'done' ? 'good' : 'neutral'}>{words.states[state]}</Badge>
        {closedAt !== null && <Badge>{words.closed(dates.day(closedAt))}</Badge>}
      </>
    );
  }
  const days = daysUntil(dueOn, now.value);
  return (
    <>
      {isRefusalProposed && <Badge tone="info">{words.needsSecond}</Badge>}
      {isExtended && <Badge>{words.isExtended}</Badge>}
      <Badge tone={tones[urgencyOf(days)]}>{words.due(days)}</Badge>
    </>
  );
}
