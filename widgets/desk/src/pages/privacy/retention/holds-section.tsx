import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { endHold, readHolds, type Hold, type RetentionPromise } from '../../../api/privacy-retention.ts';
import { nameOf, useColleagues } from '../../../colleagues.ts';
import { dates } from '../../../dates.ts';
import { useChanges } from '../../../live.ts';
import { Badge } from '../../../parts/badge.tsx';
import { Button } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Section } from '../../../parts/page.tsx';
import { may } from '../../../session-state.ts';
import { privacy } from '../../../strings/en/privacy.ts';
import { privacyRetention as words } from '../../../strings/en/privacy-retention.ts';
import { showToast } from '../../../toasts.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { HoldDialog } from './hold-dialog.tsx';

/** What must stay although its time is over. */
export function HoldsSection({ promises }: { promises: readonly RetentionPromise[] }): JSX.Element {
  useColleagues();
  const holds = useLoaded('holds', readHolds);
  const [isAdding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Hold>();
  useChanges('privacy', () => void holds.reload());
  return (
    <Section
      title={words.holds}
      intro={words.holdsIntro}
      isFlush
      actions={
        may('privacy.work') && (
          <Button icon="plus" onClick={() => setAdding(true)}>
            {words.addHold}
          </Button>
        )
      }
    >
      <Loaded of={holds} skeletons={1}>
        {(all) =>
          all.length === 0 ? (
            <p class="section-empty">{words.noHolds}</p>
          ) : (
            <ul class="rows">
              {all.map((hold) => (
                <HoldRow key={hold.id} hold={hold} end={() => setEnding(hold)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {isAdding && <HoldDialog promises={promises} reload={holds.reload} onClose={() => setAdding(false)} />}
      {ending !== undefined && (
        <Confirm
          title={words.endTitle}
          deed={words.endDeed}
          act={async () => {
            await endHold(ending.id);
            showToast(words.ended);
            await holds.reload();
          }}
          onClose={() => setEnding(undefined)}
        >
          {words.endText}
        </Confirm>
      )}
    </Section>
  );
}

function HoldRow({ hold, end }: { hold: Hold; end: () => void }): JSX.Element {
  const { holding, recordId, why, until, createdAt, createdBy, endedAt, isInForce } = hold;
  return (
    <li>
      <span class="rows-main">
        <span class="rows-title">
          {holding === null ? words.everythingOfOne : words.heldRecord(privacy.holding(holding))}
        </span>
        {recordId !== null && (
          <span class="rows-detail">
            <code>{recordId}</code>
          </span>
        )}
        <span>{why}</span>
        <span class="rows-detail">
          {words.until(dates.day(until))} · {words.by(nameOf(createdBy), dates.day(createdAt))}
          {endedAt !== null && ` · ${words.endedOn(dates.day(endedAt))}`}
        </span>
      </span>
      <span class="rows-badges">
        <Badge tone={isInForce ? 'warn' : 'neutral'}>{isInForce ? words.inForce : words.isOver}</Badge>
      </span>
      {isInForce && may('privacy.work') && (
        <Button isSmall look="quiet" onClick={end}>
          {words.end}
        </Button>
      )}
    </li>
  );
}
