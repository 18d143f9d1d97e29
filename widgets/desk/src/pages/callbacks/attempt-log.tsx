import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readAttempts, type Attempt } from '../../api/callback.ts';
import { dates } from '../../dates.ts';
import { useChanges } from '../../live.ts';
import { Avatar } from '../../parts/badge.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { strings } from '../../strings.ts';
import { callbacks as words } from '../../strings/en/callbacks.ts';
import { useLoaded } from '../../use-loaded.ts';
import './attempt-log.css';

/** Closed, it says how often somebody tried; open, who did, when, and what came of it. */
export function AttemptDetails({ requestId, count }: { requestId: string; count: number }): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="attempts" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="chevron-right" />
        {words.attempts(count)}
      </summary>
      {isOpen && <AttemptLog requestId={requestId} />}
    </details>
  );
}

/** The newest first. */
export function AttemptLog({ requestId }: { requestId: string }): JSX.Element {
  const attempts = useLoaded(`attempts ${requestId}`, (signal) => readAttempts(requestId, signal));
  useChanges('callback', (ids) => {
    if (ids.length === 0 || ids.includes(requestId)) void attempts.reload();
  });
  return (
    <Loaded of={attempts} skeletons={1}>
      {(all) =>
        all.length === 0 ? (
          <p class="faint">{words.noAttempts}</p>
        ) : (
          <ol class="attempt-list" aria-label={words.attemptLog}>
            {all.map((attempt, index) => (
              <AttemptEntry key={all.length - index} attempt={attempt} />
            ))}
          </ol>
        )
      }
    </Loaded>
  );
}

function AttemptEntry({ attempt }: { attempt: Attempt }): JSX.Element {
  const { at, by, outcome, note, retryAt } = attempt;
  const name = by?.name ?? strings.formerColleague;
  return (
    <li>
      <Avatar isSmall name={name} />
      <div>
        <p class="attempt-head">
          <b>{words.outcomes[outcome].title}</b>
          <span>{name}</span>
          <time class="faint numbers" dateTime={at.toISOString()}>
            {dates.moment(at)}
          </time>
        </p>
        {note !== null && note !== '' && <p class="attempt-note">{note}</p>}
        {retryAt !== null && <p class="attempt-retry">{words.plannedFor(dates.moment(retryAt))}</p>}
      </div>
    </li>
  );
}
