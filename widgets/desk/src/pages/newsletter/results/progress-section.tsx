import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { commandSending, type Progress } from '../../../api/newsletter-sending.ts';
import { dates } from '../../../dates.ts';
import { Button } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { Figure } from '../../../parts/figure.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { may } from '../../../session-state.ts';
import { newsletterResults as words } from '../../../strings/en/newsletter-results.ts';
import { useAction } from '../../../use-action.ts';
import { useFocusKept } from '../../../use-focus-kept.ts';
import { CampaignBadge } from '../campaigns/campaign-badge.tsx';
import { BrakeNotice } from './brake-notice.tsx';

export function ProgressSection(props: {
  id: string;
  progress: Progress;
  reload: () => Promise<void>;
}): JSX.Element {
  const { id, progress, reload } = props;
  const { state, counts, candidates, perMinute, remainingSeconds, brake } = progress;
  const [isCancelling, setCancelling] = useState(false);
  const command = useAction(async (name: 'pause' | 'resume') => {
    await commandSending(id, name);
    await reload();
  });
  const standing = useFocusKept<HTMLParagraphElement>(state);
  const left = counts.waiting + counts.claimed + counts.delayed;
  const isOpen = state === 'preparing' || state === 'sending' || state === 'paused';
  const all = candidates ?? 0;
  // What was put off is tried again at its time, however fast the others left.
  const isWaitingOnly = state === 'sending' && counts.delayed > 0 && left === counts.delayed;
  const isMoving = state === 'sending' && !isWaitingOnly;
  const [remaining, unit] = remainingSeconds === null ? words.unknown : words.duration(remainingSeconds);
  return (
    <Section
      title={words.progress}
      intro={whenOf(progress)}
      actions={
        isOpen &&
        may('newsletter.send') && (
          <>
            {brake !== null ? undefined : state === 'paused' ? (
              <Button look="primary" isBusy={command.isBusy} onClick={() => void command.run('resume')}>
                {words.resume}
              </Button>
            ) : (
              <Button icon="hold" isBusy={command.isBusy} onClick={() => void command.run('pause')}>
                {words.pause}
              </Button>
            )}
            <Button icon="close" onClick={() => setCancelling(true)}>
              {words.cancel}
            </Button>
          </>
        )
      }
    >
      <p ref={standing} tabIndex={-1} role="status">
        <CampaignBadge standing={brake === null ? state : 'braked'} />
      </p>
      {brake !== null && <BrakeNotice id={id} brake={brake} reload={reload} />}
      {candidates !== null && (
        <div class="progress">
          <progress max={Math.max(all, 1)} value={all - left} aria-label={words.progress} />
          <span class="numbers">{words.bar(all - left, all)}</span>
        </div>
      )}
      <dl class="figures">
        <Figure
          name={words.deliveryStates.accepted}
          value={String(counts.accepted)}
          detail={words.share(counts.accepted, all)}
        />
        <Figure name={words.left} value={String(left)} />
        {isMoving && <Figure name={words.rate} value={String(perMinute)} detail={words.perMinute} />}
        {isMoving && <Figure name={words.remaining} value={remaining} detail={unit} />}
        <Figure name={words.deliveryStates.uncertain} value={String(counts.uncertain)} />
      </dl>
      {isWaitingOnly && <p class="soft">{words.onlyDelayed(counts.delayed)}</p>}
      {counts.uncertain > 0 && (
        <div>
          <p class="verdict is-bad">
            <Icon name="warning" />
            {words.uncertainTitle(counts.uncertain)}
          </p>
          <p>{words.uncertainText}</p>
        </div>
      )}
      {command.error !== undefined && <Problem error={command.error} retry={() => void reload()} />}
      {isCancelling && (
        <Confirm
          title={words.cancelTitle}
          deed={words.cancelDeed}
          act={async () => {
            await commandSending(id, 'cancel');
            // Not waited for: the dialog has to be closed when the button that opened it goes.
            void reload();
          }}
          onClose={() => setCancelling(false)}
        >
          {words.cancelText(left)}
        </Confirm>
      )}
    </Section>
  );
}

function whenOf({ state, startedAt, pausedAt, finishedAt }: Progress): string {
  const parts = [
    startedAt === null ? undefined : words.since(dates.moment(startedAt)),
    state === 'paused' && pausedAt !== null ? words.pausedAt(dates.moment(pausedAt)) : undefined,
    finishedAt === null ? undefined : words.finishedAt(dates.moment(finishedAt)),
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}
