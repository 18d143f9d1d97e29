import type { JSX } from 'preact';
import type { RetentionPromise } from '../../../api/privacy-retention.ts';
import { dates, now } from '../../../dates.ts';
import { Badge, type Tone } from '../../../parts/badge.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { privacy } from '../../../strings/en/privacy.ts';
import { privacyRetention as words } from '../../../strings/en/privacy-retention.ts';
import { ageBar, PROMISE_END, standingOf, type Standing } from './age-bar.ts';

const tones: Record<Standing, Tone> = { kept: 'good', broken: 'danger', unproved: 'neutral' };

/** One promise: what was said, how old the oldest record is, and what the search found. */
export function PromiseRow(props: { promise: RetentionPromise; provedAt: Date | null }): JSX.Element {
  const { promise, provedAt } = props;
  const { holding, retention, isCopy, oldest, overdue, canaryGoneAt, canaryFoundIn } = promise;
  const standing = standingOf(promise);
  const bar = ageBar(oldest, retention.days, provedAt ?? now.value);
  const none = provedAt === null ? words.notMeasured : words.noRecords;
  const age = bar.days === undefined ? none : words.oldest(bar.days);
  return (
    <li class="promise">
      <span class="rows-main">
        <span class="rows-title">{privacy.holding(holding)}</span>
        <span class="rows-detail">{retention.text}</span>
        {isCopy && <span class="rows-detail">{words.isCopy}</span>}
      </span>
      <span class="rows-badges">
        <Badge tone={tones[standing]}>{words.standing[standing]}</Badge>
      </span>
      <div class="promise-picture">
        <svg
          class={`age-bar ${overdue > 0 ? 'is-overdue' : ''}`}
          viewBox="0 0 100 6"
          preserveAspectRatio="none"
          role="img"
          aria-label={words.barLabel(age, retention.days)}
        >
          <rect class="age-bar-ground" width="100" height="6" />
          <rect class="age-bar-age" width={bar.width} height="6" />
          <rect class="age-bar-promise" x={PROMISE_END - 0.3} width="0.6" height="6" />
        </svg>
        <p class="promise-words">
          <span>{age}</span>
          <span class="faint">{words.promised(retention.days)}</span>
        </p>
      </div>
      {bar.isOver && overdue === 0 && <p class="promise-note">{words.beyond(retention.days)}</p>}
      {overdue > 0 && (
        <p class="promise-note is-broken">
          <Icon name="warning" />
          {words.overdue(overdue)}
        </p>
      )}
      {canaryFoundIn.length > 0 ? (
        <p class="promise-note is-broken">
          <Icon name="warning" />
          {words.canaryFound(canaryFoundIn.join(', '))}
        </p>
      ) : (
        <p class="promise-note">
          {canaryGoneAt === null
            ? words.canaryNone
            : words.canaryGone(dates.relative(canaryGoneAt, now.value))}
        </p>
      )}
    </li>
  );
}
