import type { JSX } from 'preact';
import { toApiError } from '../../api/api-error.ts';
import { claimCall, giveCallBack, type Call } from '../../api/callback.ts';
import { dates, now } from '../../dates.ts';
import { Avatar, Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { may, me } from '../../session-state.ts';
import { strings } from '../../strings.ts';
import { callbacks as words } from '../../strings/en/callbacks.ts';
import { showToast } from '../../toasts.ts';
import { useAction } from '../../use-action.ts';
import type { Loaded } from '../../use-loaded.ts';
import { AttemptDetails } from './attempt-log.tsx';
import type { GroupName } from './call-groups.ts';

export function CallCard(props: {
  call: Call;
  tone: GroupName;
  queue: Loaded<Call[]>;
  conclude: () => void;
}): JSX.Element {
  const { call, tone, queue, conclude } = props;
  const isMine = call.claimedBy !== null && call.claimedBy === me.value?.id;
  const mark = (claimed: Pick<Call, 'claimedBy' | 'claimedByName'>): void =>
    queue.change((calls) => calls.map((one) => (one.id === call.id ? { ...one, ...claimed } : one)));
  const claim = useAction(async () => {
    try {
      await claimCall(call.id);
      mark({ claimedBy: me.value?.id ?? null, claimedByName: me.value?.name ?? null });
    } catch (thrown) {
      const error = toApiError(thrown);
      if (error.code !== 'already_claimed') throw thrown;
      // Somebody was faster: who it is, is what one wants to know.
      showToast(error.detail || words.alreadyClaimed, { tone: 'danger' });
      await queue.reload();
    }
  });
  const giveBack = useAction(async () => {
    await giveCallBack(call.id);
    mark({ claimedBy: null, claimedByName: null });
  });
  const error = claim.error ?? giveBack.error;
  return (
    <li class="call" data-mine={isMine} id={call.reference}>
      <CallTime call={call} tone={tone} />
      <div class="call-main">
        <p class="call-name">
          <span>{call.name}</span>
          <span class="faint numbers">{call.reference}</span>
          {call.isAsap && call.attempts === 0 && <Badge tone="info">{words.asap}</Badge>}
        </p>
        <p class="call-phone">
          <Icon name="phone" />
          {call.isDiallable && call.e164 !== null ? (
            <a class="numbers" href={`tel:${call.e164}`}>
              {call.phone}
            </a>
          ) : (
            <span class="numbers">{call.phone}</span>
          )}
          <span class="faint">{words.speaks(call.language)}</span>
        </p>
        {!call.isDiallable && (
          <p class="call-refusal">
            <Icon name="warning" />
            <span>{words.dialRefusal(call.dialRefusal ?? '')}</span>
          </p>
        )}
        {call.message !== null && call.message !== '' && (
          <p class="call-message" lang={call.language}>
            {call.message}
          </p>
        )}
        {call.attempts > 0 && <AttemptDetails requestId={call.id} count={call.attempts} />}
        {error !== undefined && <p class="field-error">{strings.errors.of(error).title}</p>}
      </div>
      <div class="call-actions">
        {call.claimedBy !== null && !isMine && (
          <span class="call-claimed">
            <Avatar isSmall name={call.claimedByName ?? ''} />
            {words.claimedBy(call.claimedByName ?? '')}
          </span>
        )}
        {may('callback.work') && call.claimedBy === null && (
          <Button look="primary" isBusy={claim.isBusy} onClick={() => void claim.run()}>
            {words.claim}
          </Button>
        )}
        {isMine && may('callback.work') && (
          <>
            <Button look="primary" icon="check" onClick={conclude}>
              {words.outcome}
            </Button>
            <Button look="quiet" isBusy={giveBack.isBusy} onClick={() => void giveBack.run()}>
              {words.giveBack}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

function CallTime({ call, tone }: { call: Call; tone: GroupName }): JSX.Element {
  const { slot, nextAttemptAt, dueAt } = call;
  const time =
    nextAttemptAt === null && slot !== null
      ? `${dates.time(slot.startsAt)} – ${dates.time(slot.endsAt)}`
      : dates.time(dueAt);
  return (
    <div class="call-time" data-tone={tone}>
      <time class="numbers" dateTime={dueAt.toISOString()} title={dates.moment(dueAt)}>
        {time}
      </time>
      <span class="faint">{dates.longDay(dueAt)}</span>
      <span class="call-countdown">
        {tone === 'overdue'
          ? words.overdueSince(dates.relative(dueAt, now.value))
          : dates.relative(dueAt, now.value)}
      </span>
    </div>
  );
}
