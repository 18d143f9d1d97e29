import type { JSX } from 'preact';
import { approveRefusal, takeBackRefusal, type DataRequest } from '../../../api/privacy-requests.ts';
import { nameOf } from '../../../colleagues.ts';
import { Button } from '../../../parts/button.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { may, me } from '../../../session-state.ts';
import { privacyRequest as words } from '../../../strings/en/privacy-request.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';

/** Four eyes: who has proposed a refusal waits for somebody else, and sees that it is so. */
export function RefusalNotice(props: {
  request: DataRequest;
  refusal: { reason: string; proposedBy: string };
  show: (request: DataRequest) => void;
}): JSX.Element {
  const { request, refusal, show } = props;
  const isOwn = refusal.proposedBy === me.value?.id;
  const takeBack = useAction(async () => {
    show(await takeBackRefusal(request.id));
    showToast(isOwn ? words.takenBack : words.rejected);
  });
  const approve = useAction(async () => {
    show(await approveRefusal(request.id));
    showToast(words.approved);
  });
  const error = takeBack.error ?? approve.error;
  return (
    <section class="refusal" aria-labelledby="refusal-title">
      <h2 id="refusal-title">
        <Icon name="people" />
        {isOwn ? words.ownTitle : words.otherTitle(nameOf(refusal.proposedBy))}
      </h2>
      <p>{isOwn ? words.ownText : words.otherText}</p>
      <blockquote>{refusal.reason}</blockquote>
      {may('privacy.work') && (
        <div class="row">
          <Button icon="undo" isBusy={takeBack.isBusy} onClick={() => void takeBack.run()}>
            {isOwn ? words.takeBack : words.reject}
          </Button>
          {!isOwn && (
            <Button look="danger" isBusy={approve.isBusy} onClick={() => void approve.run()}>
              {words.approve}
            </Button>
          )}
        </div>
      )}
      {error !== undefined && <Problem error={error} />}
    </section>
  );
}
