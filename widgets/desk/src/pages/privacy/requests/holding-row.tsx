import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FoundHolding } from '../../../api/privacy-requests.ts';
import { dates } from '../../../dates.ts';
import { Badge } from '../../../parts/badge.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Facts } from '../../../parts/page.tsx';
import { privacy } from '../../../strings/en/privacy.ts';
import { privacyRequest as words } from '../../../strings/en/privacy-request.ts';

/** One holding: how many records, why and how long, and the records when it is opened. */
export function HoldingRow({ holding }: { holding: FoundHolding }): JSX.Element {
  const { name, category, purpose, legalBasis, retention, records, held } = holding;
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <span class="rows-main">
        <span class="rows-title">{privacy.holding(name)}</span>
        <span class="rows-detail">{category}</span>
        {held.map(({ id, why, until }) => (
          <span key={id} class="rows-detail">
            {words.heldUntil(why, dates.day(until))}
          </span>
        ))}
      </span>
      <span class="rows-badges">
        <Badge tone={held.length > 0 ? 'warn' : 'accent'}>{privacy.records(records.length)}</Badge>
      </span>
      <details class="found-records" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <Icon name="chevron-right" />
          {words.showRecords(records.length)}
        </summary>
        {isOpen && (
          <div class="stack">
            <Facts
              facts={[
                [words.purpose, purpose],
                [words.legalBasis, legalBasis],
                [words.retention, retention],
              ]}
            />
            <ol class="found-list">
              {records.map(({ id, createdAt, fields }) => (
                <li key={id}>
                  <p class="faint">
                    <time dateTime={createdAt.toISOString()}>{dates.moment(createdAt)}</time>{' '}
                    <code>{id}</code>
                  </p>
                  <Facts facts={Object.entries(fields).map(([field, value]) => [field, shown(value)])} />
                </li>
              ))}
            </ol>
          </div>
        )}
      </details>
    </li>
  );
}

function shown(value: string): string {
  if (value === 'true') return words.yes;
  if (value === 'false') return words.no;
  return value === '' ? words.blank : value;
}
