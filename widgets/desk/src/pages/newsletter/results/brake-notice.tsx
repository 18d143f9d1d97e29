import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { commandSending, type Progress } from '../../../api/newsletter-sending.ts';
import { Button } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { may } from '../../../session-state.ts';
import { newsletterBrake as words } from '../../../strings/en/newsletter-brake.ts';
import { useAction } from '../../../use-action.ts';

/** Why a campaign was stopped by itself, and the two ways on. */
export function BrakeNotice(props: {
  id: string;
  brake: NonNullable<Progress['brake']>;
  reload: () => Promise<void>;
}): JSX.Element {
  const { id, brake, reload } = props;
  const [isBelieving, setBelieving] = useState(false);
  const repeat = useAction(async () => {
    await commandSending(id, 'repeat-refused');
    await reload();
  });
  return (
    <>
      <div>
        <p class="verdict is-bad">
          <Icon name="warning" />
          {words.title(brake.refused, brake.refused + brake.accepted)}
        </p>
        {brake.says !== '' && <p>{words.says(brake.says)}</p>}
        <p>{words.text}</p>
      </div>
      {may('newsletter.send') && (
        <div class="row">
          <Button look="primary" isBusy={repeat.isBusy} onClick={() => void repeat.run()}>
            {words.repeat}
          </Button>
          <Button onClick={() => setBelieving(true)}>{words.believe}</Button>
        </div>
      )}
      {repeat.error !== undefined && <Problem error={repeat.error} retry={() => void reload()} />}
      {isBelieving && (
        <Confirm
          title={words.believeTitle}
          deed={words.believeDeed}
          act={async () => {
            await commandSending(id, 'believe-refusals');
            await reload();
          }}
          onClose={() => setBelieving(false)}
        >
          {words.believeText}
        </Confirm>
      )}
    </>
  );
}
